// Types of the standard library that programs keep in their structs and parameters: their layout, by versions of Go.

/** Declarations of one package as Go source; `from` and `before` are minor versions of Go 1, where they are not of all. */
interface Row {
  readonly package: string;
  readonly from?: number;
  readonly before?: number;
  readonly source: string;
}

/**
 * Only what decides size, alignment and offsets is here. Compared with the source of Go 1.15, 1.19 and 1.24 by
 * test/unit/abi/standardTypes.test.ts where that is installed; what changed before is in the history of the files.
 */
export const ROWS: readonly Row[] = [
  { package: 'unsafe', source: 'type Pointer *int' },
  {
    package: 'sync',
    source: `type Mutex struct { state int32; sema uint32 }
      type RWMutex struct { w Mutex; writerSem, readerSem uint32; readerCount, readerWait int32 }
      type Locker interface { Lock(); Unlock() }
      type Cond struct { L Locker; notify struct { wait, notify uint32; lock uintptr; head, tail *int }; checker uintptr }`,
  },
  { package: 'sync', before: 13, source: 'type Once struct { m Mutex; done uint32 }' },
  { package: 'sync', from: 13, source: 'type Once struct { done uint32; m Mutex }' },
  { package: 'sync', before: 11, source: 'type WaitGroup struct { state1 [12]byte; sema uint32 }' },
  { package: 'sync', from: 11, before: 18, source: 'type WaitGroup struct { state1 [3]uint32 }' },
  { package: 'sync', from: 18, before: 20, source: 'type WaitGroup struct { state1 uint64; state2 uint32 }' },
  {
    package: 'sync',
    from: 20,
    source: 'import "sync/atomic"\ntype WaitGroup struct { state atomic.Uint64; sema uint32 }',
  },
  { package: 'sync/atomic', source: 'type Value struct { v interface{} }' },
  {
    package: 'sync/atomic',
    from: 19,
    source: `type Bool struct { v uint32 }
      type Int32 struct { v int32 }
      type Uint32 struct { v uint32 }
      type Uintptr struct { v uintptr }
      type Int64 struct { align align64; v int64 }
      type Uint64 struct { align align64; v uint64 }
      type align64 struct {}`,
  },
  {
    package: 'time',
    source: `type Time struct { wall uint64; ext int64; loc *Location }
      type Location struct {}
      type Duration int64
      type Month int
      type Weekday int`,
  },
  { package: 'strings', from: 10, source: 'type Builder struct { addr *Builder; buf []byte }' },
  {
    package: 'bytes',
    from: 15,
    source: 'type Buffer struct { buf []byte; off int; lastRead int8 }',
  },
  {
    package: 'context',
    source: 'type Context interface { Deadline(); Done(); Err(); Value() }\ntype CancelFunc func()',
  },
  {
    package: 'io',
    source: `type Reader interface { Read() }
      type Writer interface { Write() }
      type Closer interface { Close() }
      type Seeker interface { Seek() }
      type ReaderAt interface { ReadAt() }
      type WriterAt interface { WriteAt() }
      type ReadWriter interface { Reader; Writer }
      type ReadCloser interface { Reader; Closer }
      type WriteCloser interface { Writer; Closer }
      type ReadWriteCloser interface { Reader; Writer; Closer }
      type ReadSeeker interface { Reader; Seeker }`,
  },
  {
    package: 'os',
    source: 'type FileMode uint32\ntype Signal interface { Signal(); String() }',
  },
  { package: 'io/fs', source: 'type FileMode uint32' },
  { package: 'syscall', source: 'type Signal int\ntype Errno uintptr\ntype WaitStatus uint32' },
  {
    package: 'net',
    source: `type IP []byte
      type IPMask []byte
      type IPNet struct { IP IP; Mask IPMask }
      type Addr interface { Network(); String() }
      type Listener interface { Accept(); Addr(); Close() }
      type Conn interface { Close(); LocalAddr(); Read(); RemoteAddr(); SetDeadline(); SetReadDeadline(); SetWriteDeadline(); Write() }`,
  },
  {
    package: 'net/http',
    source: `type Header map[string][]string
      type Handler interface { ServeHTTP() }
      type ResponseWriter interface { Header(); Write(); WriteHeader() }`,
  },
  { package: 'encoding/json', source: 'type RawMessage []byte' },
  { package: 'fmt', source: 'type Stringer interface { String() }' },
  { package: 'reflect', source: 'type Value struct { typ, ptr *int; flag uintptr }\ntype Kind uint' },
];

/** Minor versions of Go 1 of which each stands for those up to the next: between them nothing changes that is of use here. */
export const EPOCHS: readonly number[] = [7, 9, 10, 11, 13, 15, 17, 18, 19, 20, 22];

/** The declarations of a package for a minor version of Go 1, or (null) those that all versions have; null for none. */
export function standardSource(importPath: string, minor: number | null): string | null {
  const rows = ROWS.filter(row => row.package === importPath).filter(({ from, before }) =>
    minor === null ? from === undefined && before === undefined : minor >= (from ?? 0) && minor < (before ?? Infinity),
  );
  if (rows.length === 0) return null;
  const name = importPath.slice(importPath.lastIndexOf('/') + 1);
  const declarations = rows.map(({ source }) => source).sort((a, b) => Number(isImport(b)) - Number(isImport(a)));
  return `${[`package ${name}`, ...declarations].join('\n')}\n`;
}

function isImport(source: string): boolean {
  return source.startsWith('import');
}
