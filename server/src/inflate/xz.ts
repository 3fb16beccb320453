// xz: the WebAssembly of xz-decompress (Lasse Collin's xz-embedded), an instance for each stream.
import { XzReadableStream } from 'xz-decompress';
import { CutShort, slices } from './slices';

/**
 * What the module exports (src/native/xz-decompress.c). The package's own stream lets one stream at a time be read in the
 * whole process: a packed log in a packed archive would wait for itself.
 */
interface XzExports {
  readonly memory: WebAssembly.Memory;
  readonly create_context: () => number;
  readonly supply_input: (context: number, bytes: number) => void;
  readonly get_next_output: (context: number) => number;
}

/** The package's way to a new instance; private by its name only, so its version is held. */
interface XzModule {
  _getModuleInstance(): Promise<void>;
  _moduleInstance: { readonly exports: unknown };
}

/** The words (32 bits) of a context: the size of its two buffers, and struct xz_buf of xz.h. */
const SIZE = 0;
const IN = 1;
const IN_AT = 2;
const IN_SIZE = 3;
const OUT = 4;
const OUT_AT = 5;

/** enum xz_ret of xz.h. */
const OK = 0;
const END = 1;
const REASONS: Readonly<Record<number, string>> = {
  4: 'its dictionary is larger than 64 MiB',
  5: 'not the xz format',
  6: 'an option of xz that is not known',
  7: 'corrupt data',
};
const NO_PROGRESS = 8;

export async function* unxz(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new Decoder(await instantiate());
  for await (const slice of slices(pieces, decoder.size)) {
    decoder.supply(slice);
    do yield decoder.next();
    while (decoder.hasMore);
  }
  // Without input it is told that none will come: what is left must be whole streams.
  decoder.supply(new Uint8Array(0));
  do yield decoder.next();
  while (!decoder.ended);
}

async function instantiate(): Promise<XzExports> {
  const module = XzReadableStream as unknown as XzModule;
  await module._getModuleInstance();
  return module._moduleInstance.exports as XzExports;
}

class Decoder {
  readonly size: number;
  ended = false;
  /** Whether the last output filled its buffer. */
  private filled = false;
  private readonly context: number;

  constructor(private readonly xz: XzExports) {
    this.context = xz.create_context();
    this.size = this.word(SIZE);
  }

  supply(slice: Uint8Array): void {
    new Uint8Array(this.xz.memory.buffer).set(slice, this.word(IN));
    this.xz.supply_input(this.context, slice.length);
  }

  /** Whether it has input left, or may have had more to say than its buffer holds. */
  get hasMore(): boolean {
    return !this.ended && (this.word(IN_AT) < this.word(IN_SIZE) || this.filled);
  }

  /** What comes next, as bytes of its own. */
  next(): Uint8Array {
    const result = this.xz.get_next_output(this.context);
    const [from, length] = [this.word(OUT), this.word(OUT_AT)];
    const made = new Uint8Array(this.xz.memory.buffer).slice(from, from + length);
    this.filled = length === this.size;
    this.clear();
    this.ended = result === END;
    if (result === NO_PROGRESS) throw new CutShort();
    if (result !== OK && result !== END) throw new Error(REASONS[result] ?? `xz error ${String(result)}`);
    return made;
  }

  private clear(): void {
    new Uint32Array(this.xz.memory.buffer, this.context)[OUT_AT] = 0;
  }

  private word(word: number): number {
    return new Uint32Array(this.xz.memory.buffer, this.context)[word] ?? 0;
  }
}
