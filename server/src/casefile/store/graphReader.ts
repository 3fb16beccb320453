// Reads back what graphWriter.ts has written. Total: bytes that are nothing of the kind give a GraphError, whatever they are.
import { GraphError, orGraphError, TAG, VIEWS, type GraphTypes } from './graph';

/** So many bytes of text are put together without a decoder. */
const SHORT = 24;

/** The value that bytes stand for. Throws GraphError, and nothing else. */
export function readGraph(bytes: Uint8Array, types: GraphTypes): unknown {
  const reader = new GraphReader(bytes, types);
  // What is cut or changed leads behind the end, to numbers that no array can have, or too deep.
  return orGraphError(() => {
    const value = reader.value();
    reader.expectEnd();
    return value;
  });
}

interface Shape {
  /** Null for plain objects. */
  readonly prototype: object | null;
  readonly keys: readonly string[];
}

class GraphReader {
  private at = 0;
  private readonly view: DataView;
  private readonly decoder = new TextDecoder();
  private readonly strings: string[] = [];
  /** Undefined for one that is not made yet. */
  private readonly objects: (object | undefined)[] = [];
  private readonly shapes: Shape[] = [];

  constructor(
    private readonly bytes: Uint8Array,
    private readonly types: GraphTypes,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  expectEnd(): void {
    if (this.at !== this.bytes.length) throw new GraphError('there is more than was written');
  }

  value(): unknown {
    const tag = this.byte();
    switch (tag) {
      case TAG.knownString:
        return this.known(this.strings);
      case TAG.string:
        return this.string();
      case TAG.object:
        return this.object();
      case TAG.knownObject:
        return this.known(this.objects);
      case TAG.whole: {
        const count = this.count();
        return count % 2 === 1 ? -(count + 1) / 2 : count / 2;
      }
      case TAG.null:
        return null;
      case TAG.undefined:
        return undefined;
      case TAG.true:
        return true;
      case TAG.false:
        return false;
      case TAG.bigint:
        return this.view.getBigInt64(this.pass(8));
      case TAG.number:
        return this.view.getFloat64(this.pass(8));
      case TAG.digits:
        return BigInt(this.text());
      default:
        return this.compound(tag);
    }
  }

  private compound(tag: number): object {
    switch (tag) {
      case TAG.array:
        return this.fill(this.keep<unknown[]>([]), array => array.push(this.value()));
      case TAG.map:
        return this.fill(this.keep(new Map<unknown, unknown>()), map => map.set(this.value(), this.value()));
      case TAG.set:
        return this.fill(this.keep(new Set<unknown>()), set => set.add(this.value()));
      case TAG.buffer: {
        const length = this.count();
        const from = this.pass(length);
        return this.keep(this.bytes.slice(from, from + length).buffer);
      }
      case TAG.view:
        return this.later(() => this.viewOf());
      case TAG.named:
        return this.later(() => this.types.named.get(this.name()));
      case TAG.packed:
        return this.later(() => this.types.packed[this.name()]?.unpack(this.value()));
      default:
        throw new GraphError(`no value begins with ${String(tag)}`);
    }
  }

  private fill<T extends object>(into: T, next: (into: T) => unknown): T {
    for (let left = this.count(); left > 0; left--) next(into);
    return into;
  }

  private keep<T extends object>(object: T): T {
    this.objects.push(object);
    return object;
  }

  /** An object that can be made only when what it holds has been read. */
  private later(make: () => object | undefined): object {
    const number = this.objects.push(undefined) - 1;
    const made = make();
    if (!made) throw new GraphError('an object is of a kind that is not known');
    this.objects[number] = made;
    return made;
  }

  private viewOf(): object {
    const type = VIEWS[this.count()];
    const [offset, bytes] = [this.count(), this.count()];
    const buffer = this.value();
    if (!type || !(buffer instanceof ArrayBuffer)) throw new GraphError('a view has no buffer');
    return type === DataView
      ? new DataView(buffer, offset, bytes)
      : new (type as typeof Uint8Array)(buffer, offset, bytes / (type as typeof Uint8Array).BYTES_PER_ELEMENT);
  }

  private object(): object {
    const number = this.count();
    if (number === this.shapes.length) this.shapes.push(this.shape());
    const shape = this.shapes[number];
    if (!shape) throw new GraphError('an object has no shape');
    const object = this.keep((shape.prototype ? Object.create(shape.prototype) : {}) as Record<string, unknown>);
    for (const key of shape.keys) object[key] = this.value();
    return object;
  }

  private shape(): Shape {
    const name = this.name();
    const type = this.types.classes[name]?.type;
    if (!type && name !== '') throw new GraphError(`no class has the name ${name}`);
    const keys = Array.from({ length: this.count() }, () => this.name());
    if (keys.includes('__proto__')) throw new GraphError('a field is none');
    return { prototype: type ? (type.prototype as object) : null, keys };
  }

  private name(): string {
    const name = this.value();
    if (typeof name !== 'string') throw new GraphError('a name is no string');
    return name;
  }

  private string(): string {
    const text = this.text();
    this.strings.push(text);
    return text;
  }

  private text(): string {
    const written = this.count();
    const length = Math.floor(written / 2);
    if (written % 2 === 1) return this.wide(length);
    const from = this.pass(length);
    const bytes = this.bytes.subarray(from, from + length);
    return length < SHORT ? String.fromCharCode(...bytes) : this.decoder.decode(bytes);
  }

  private wide(length: number): string {
    const from = this.pass(2 * length);
    let text = '';
    for (let at = from; at < from + 2 * length; at += 2) text += String.fromCharCode(this.view.getUint16(at));
    return text;
  }

  private known<T>(values: readonly T[]): NonNullable<T> {
    const value = values[this.count()];
    if (value === undefined || value === null) throw new GraphError('something is named that did not come');
    return value;
  }

  private byte(): number {
    return this.bytes[this.pass(1)] ?? 0;
  }

  private count(): number {
    let count = 0;
    for (let scale = 1; scale < 2 ** 56; scale *= 0x80) {
      const byte = this.byte();
      count += (byte & 0x7f) * scale;
      if (byte < 0x80) return count;
    }
    throw new GraphError('a number is too long');
  }

  /** Goes on behind so many bytes; returns where they begin. */
  private pass(bytes: number): number {
    const from = this.at;
    this.at += bytes;
    if (this.at > this.bytes.length) throw new GraphError('the end is missing');
    return from;
  }
}
