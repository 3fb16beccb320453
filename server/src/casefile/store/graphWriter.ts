// Writes a graph of objects as bytes. Cycles are allowed; functions are not.
import { GraphError, TAG, VIEWS, type GraphTypes } from './graph';

/** Room at first (bytes). */
const FEW = 1 << 16;

/** In place of the number of a shape: such objects are more than their fields. */
const ACCESSOR = -1;

/** The bytes of a value. Throws GraphError where it holds a function or an object of a class that `types` does not know. */
export function writeGraph(value: unknown, types: GraphTypes): Uint8Array<ArrayBuffer> {
  const writer = new GraphWriter(types);
  writer.value(value);
  return writer.written();
}

class GraphWriter {
  private bytes = new Uint8Array(FEW);
  private view = new DataView(this.bytes.buffer);
  private at = 0;
  private readonly strings = new Map<string, number>();
  private readonly objects = new Map<object, number>();
  /** By class and fields. */
  private readonly shapes = new Map<string, number>();
  private shapeCount = 0;
  private readonly classes: ReadonlyMap<object, { readonly name: string; readonly anew: ReadonlySet<string> }>;
  private readonly names: ReadonlyMap<object, string>;

  constructor(private readonly types: GraphTypes) {
    const classes = Object.entries(types.classes).map(([name, { type, anew }]) => {
      return [type.prototype as object, { name, anew: new Set(anew) }] as const;
    });
    this.classes = new Map([[Object.prototype, { name: '', anew: new Set<string>() }], ...classes]);
    this.names = new Map([...types.named].map(([name, object]) => [object, name]));
  }

  written(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.at);
  }

  value(value: unknown): void {
    if (typeof value === 'string') this.string(value);
    else if (typeof value === 'number') this.number(value);
    else if (typeof value === 'object' && value !== null) this.object(value);
    else if (typeof value === 'bigint') this.bigint(value);
    else if (value === null) this.byte(TAG.null);
    else if (value === undefined) this.byte(TAG.undefined);
    else if (typeof value === 'boolean') this.byte(value ? TAG.true : TAG.false);
    else throw new GraphError(`a ${typeof value} cannot be kept`);
  }

  private room(bytes: number): void {
    if (this.at + bytes <= this.bytes.length) return;
    const larger = new Uint8Array(2 * (this.at + bytes));
    larger.set(this.bytes.subarray(0, this.at));
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }

  private byte(byte: number): void {
    this.room(1);
    this.bytes[this.at++] = byte;
  }

  /** A whole number from 0 to 2^53. */
  private count(count: number): void {
    this.room(8);
    let left = count;
    for (; left >= 0x80; left = Math.floor(left / 0x80)) this.bytes[this.at++] = (left % 0x80) | 0x80;
    this.bytes[this.at++] = left;
  }

  private number(value: number): void {
    if (Number.isInteger(value) && Math.abs(value) < 2 ** 51 && !Object.is(value, -0)) {
      this.byte(TAG.whole);
      this.count(value < 0 ? -2 * value - 1 : 2 * value);
      return;
    }
    this.byte(TAG.number);
    this.room(8);
    this.view.setFloat64(this.at, value);
    this.at += 8;
  }

  private bigint(value: bigint): void {
    if (BigInt.asIntN(64, value) !== value) {
      this.byte(TAG.digits);
      this.text(String(value));
      return;
    }
    this.byte(TAG.bigint);
    this.room(8);
    this.view.setBigInt64(this.at, value);
    this.at += 8;
  }

  private string(value: string): void {
    const known = this.strings.get(value);
    if (known !== undefined) {
      this.byte(TAG.knownString);
      this.count(known);
      return;
    }
    this.strings.set(value, this.strings.size);
    this.byte(TAG.string);
    this.text(value);
  }

  /** ASCII takes a byte a character, other texts two: halves of pairs stay what they are. */
  private text(value: string): void {
    const { length } = value;
    this.count(2 * length);
    this.room(2 * length);
    const { bytes, at } = this;
    for (let index = 0; index < length; index++) {
      const code = value.charCodeAt(index);
      if (code >= 0x80) {
        this.wide(value);
        return;
      }
      bytes[at + index] = code;
    }
    this.at += length;
  }

  private wide(value: string): void {
    this.at -= countLength(2 * value.length);
    this.count(2 * value.length + 1);
    this.room(2 * value.length);
    for (let index = 0; index < value.length; index++, this.at += 2) {
      this.view.setUint16(this.at, value.charCodeAt(index));
    }
  }

  private object(value: object): void {
    const known = this.objects.get(value);
    if (known !== undefined) {
      this.byte(TAG.knownObject);
      this.count(known);
      return;
    }
    const name = this.names.get(value);
    this.objects.set(value, this.objects.size);
    if (name !== undefined) {
      this.byte(TAG.named);
      this.string(name);
    } else if (Array.isArray(value)) {
      this.byte(TAG.array);
      this.list(value, value.length);
    } else if (value instanceof Map) {
      this.byte(TAG.map);
      this.map(value);
    } else if (value instanceof Set) {
      this.byte(TAG.set);
      this.list(value, value.size);
    } else if (value instanceof ArrayBuffer) {
      this.byte(TAG.buffer);
      this.count(value.byteLength);
      this.room(value.byteLength);
      this.bytes.set(new Uint8Array(value), this.at);
      this.at += value.byteLength;
    } else if (ArrayBuffer.isView(value)) this.viewOf(value);
    else this.fields(value);
  }

  private list(values: Iterable<unknown>, count: number): void {
    this.count(count);
    for (const value of values) this.value(value);
  }

  private map(map: ReadonlyMap<unknown, unknown>): void {
    this.count(map.size);
    for (const [key, value] of map) {
      this.value(key);
      this.value(value);
    }
  }

  private viewOf(value: ArrayBufferView): void {
    const kind = VIEWS.findIndex(type => value instanceof type);
    if (kind < 0) throw new GraphError(`a ${value.constructor.name} cannot be kept`);
    this.byte(TAG.view);
    this.count(kind);
    this.count(value.byteOffset);
    this.count(value.byteLength);
    this.value(value.buffer);
  }

  private fields(value: object): void {
    const prototype = Object.getPrototypeOf(value) as object | null;
    const known = this.classes.get(prototype ?? Object.prototype);
    if (!known) throw new GraphError(`an object of the class ${String(prototype?.constructor.name)} cannot be kept`);
    const keys = Object.keys(value);
    const id = `${known.name}\n${keys.join('\n')}`;
    const shape = this.shapes.get(id);
    if (shape === ACCESSOR || (shape === undefined && hasAccessor(value, keys))) {
      this.shapes.set(id, ACCESSOR);
      this.packed(value);
      return;
    }
    this.byte(TAG.object);
    this.count(shape ?? this.shapeCount);
    if (shape === undefined) {
      this.shapes.set(id, this.shapeCount++);
      this.string(known.name);
      this.list(keys, keys.length);
    }
    for (const key of keys) {
      if (known.anew.has(key)) this.byte(TAG.null);
      else this.value((value as Readonly<Record<string, unknown>>)[key]);
    }
  }

  private packed(value: object): void {
    for (const [name, { pack }] of Object.entries(this.types.packed)) {
      const kept = pack(value);
      if (kept === null) continue;
      this.byte(TAG.packed);
      this.string(name);
      this.value(kept);
      return;
    }
    throw new GraphError(`an object with an accessor (${Object.keys(value).join(', ')}) cannot be kept`);
  }
}

function hasAccessor(value: object, keys: readonly string[]): boolean {
  return keys.some(key => Object.getOwnPropertyDescriptor(value, key)?.get !== undefined);
}

/** How many bytes a number takes. */
function countLength(count: number): number {
  let length = 1;
  for (let left = count; left >= 0x80; left = Math.floor(left / 0x80)) length++;
  return length;
}
