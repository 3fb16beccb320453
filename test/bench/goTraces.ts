// Writes a dump of goroutines of a wanted size, as SIGQUIT or runtime/pprof give it of a busy daemon; all of it is made.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Random } from './random';

/** How many characters are handed to the file at a time; the lines are ASCII. */
const CHUNK = 1 << 20;
/** How many functions the program has, and how many ways its goroutines have come to wait. */
const FUNCTIONS = 600;
const STACKS = 400;
/** One goroutine of so many has a stack that hardly another one has. */
const RARE = 12;
/** A program cuts deeper stacks: runtime/traceback.go prints 100 frames and how many it leaves out. */
const DEEPEST = 28;

const PACKAGES: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['github.com/containerd/containerd/runtime/v2/shim', '/go/src/github.com/containerd/containerd/runtime/v2/shim'],
  ['github.com/containerd/containerd/services/tasks', '/go/src/github.com/containerd/containerd/services/tasks'],
  ['github.com/containerd/ttrpc', '/go/src/github.com/containerd/containerd/vendor/github.com/containerd/ttrpc'],
  ['github.com/docker/docker/daemon', '/go/src/github.com/docker/docker/daemon'],
  ['github.com/docker/docker/libcontainerd/remote', '/go/src/github.com/docker/docker/libcontainerd/remote'],
  ['google.golang.org/grpc/internal/transport', '/root/go/pkg/mod/google.golang.org/grpc@v1.50.1/internal/transport'],
  ['k8s.io/kubernetes/pkg/kubelet', '/_output/local/go/src/k8s.io/kubernetes/pkg/kubelet'],
  ['net/http', '/usr/local/go/src/net/http'],
  ['internal/poll', '/usr/local/go/src/internal/poll'],
  ['sync', '/usr/local/go/src/sync'],
  ['runtime', '/usr/local/go/src/runtime'],
];
const TYPES = ['', '', '(*Service).', '(*container).', '(*http2Client).', '(*FD).', 'state.'] as const;
const VERBS = ['serve', 'Wait', 'read', 'handleStream', 'processExits', 'Lock', 'loop', 'Accept', 'monitor'] as const;
const ENDS = ['', '', '', 'Context', '.func1', '.func2.1', 'Slow', '[...]'] as const;
const FILES = ['service', 'client', 'server', 'fd_unix', 'transport', 'proc', 'task', 'mutex'] as const;
const STATES = ['chan receive', 'select', 'IO wait', 'semacquire', 'sync.Cond.Wait', 'syscall', 'sleep'] as const;

/** A call as it stands in the code: the function, where it stands in it, how many words its arguments take; -1 for an inlined one. */
interface Call {
  readonly name: string;
  readonly place: string;
  readonly words: number;
}

interface Stack {
  readonly state: string;
  readonly calls: readonly Call[];
  readonly creator: Call;
}

/**
 * @param bytes how large the dump becomes, up to the goroutine that reaches it
 * @param seed the same seed gives the same dump, a smaller one being the beginning of a larger one
 * @returns how many frames it has
 */
export async function generateGoTraces(file: string, bytes: number, seed: number): Promise<number> {
  const stream = createWriteStream(file);
  let pending = 'SIGQUIT: quit\nPC=0x45eac1 m=0 sigcode=0\n\n';
  let written = 0;
  let frames = 0;
  for (const text of goroutines(new Random(seed))) {
    pending += text;
    written += text.length;
    frames += text.split('\n\t').length - 1;
    if (pending.length >= CHUNK || written >= bytes) {
      if (!stream.write(pending)) await once(stream, 'drain');
      pending = '';
    }
    if (written >= bytes) break;
  }
  stream.end();
  await once(stream, 'close');
  return frames;
}

/** One goroutine after the other, without end. */
function* goroutines(random: Random): Generator<string, never, void> {
  const first = makeCall(random);
  const calls: [Call, ...Call[]] = [first, ...Array.from({ length: FUNCTIONS }, () => makeCall(random))];
  const make = (): Stack => ({
    state: random.pick(STATES),
    calls: Array.from({ length: 2 + random.below(random.below(DEEPEST)) }, () => random.pick(calls)),
    creator: random.pick(calls),
  });
  const stacks: [Stack, ...Stack[]] = [make(), ...Array.from({ length: STACKS }, make)];
  for (let id = 1; ; id += 1 + random.below(5)) {
    yield render(id, random.below(RARE) === 0 ? make() : random.pick(stacks), random);
  }
}

function makeCall(random: Random): Call {
  const [importPath, folder] = random.pick(PACKAGES);
  const name = `${importPath}.${random.pick(TYPES)}${random.pick(VERBS)}${random.pick(ENDS)}`;
  const place = `${folder}/${random.pick(FILES)}.go:${String(1 + random.below(3000))}`;
  return { name, place, words: random.below(8) - 1 };
}

/** As runtime/traceback.go prints it since Go 1.21. */
function render(id: number, { state, calls, creator }: Stack, random: Random): string {
  const wait = random.below(3) === 0 ? '' : `, ${String(1 + random.below(10_000))} minutes`;
  const locked = random.below(50) === 0 ? ', locked to thread' : '';
  const lines = [`goroutine ${String(id)} [${state}${wait}${locked}]:`];
  for (const { name, place, words } of calls) {
    const offset = words < 0 ? '' : ` +0x${random.hex(1 + random.below(3))}`;
    lines.push(`${name}(${words < 0 ? '...' : args(words, random)})`, `\t${place}${offset}`);
  }
  lines.push(`created by ${creator.name} in goroutine ${String(1 + random.below(id))}`, `\t${creator.place} +0x1d`);
  return `${lines.join('\n')}\n\n`;
}

/** Words in registers may be stale and have a `?` then, structs stand in braces, long lists end in `...`. */
function args(words: number, random: Random): string {
  const all = Array.from({ length: words }, () => {
    const word = random.below(3) === 0 ? '0x0' : `0xc00${random.hex(7)}`;
    return random.below(4) === 0 ? `${word}?` : word;
  });
  if (words > 3 && random.below(3) === 0) all.splice(1, 2, `{${all.slice(1, 3).join(', ')}}`);
  if (words > 5 && random.below(2) === 0) all.push('...');
  return all.join(', ');
}
