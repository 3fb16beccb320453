// Gathers what goes to stdout: to hand over each text by itself would cost more than to make it.
import type { Terminal } from './context';
import { ByteWriter } from './decode/byteWriter';
import { Piece, viewOf } from '../casefile/bytes';
import { lineOf, type Part } from './output';

/** So many bytes are worth handing over. */
const FULL = 1 << 20;

export class Printer {
  private readonly colour: boolean;
  private gathered = new ByteWriter(FULL);
  private readonly encoder = new TextEncoder();

  constructor(private readonly terminal: Pick<Terminal, 'writeBytes' | 'colour'>) {
    this.colour = terminal.colour;
  }

  write(text: string): void {
    this.gathered.write(text);
  }

  /** Takes one line for people. */
  line(...parts: readonly Part[]): void {
    this.write(lineOf(this.colour, ...parts));
  }

  /** Takes what was encoded before. */
  writeBytes(bytes: Uint8Array): void {
    this.gathered.append(new Piece(bytes));
  }

  /** Takes some of the bytes that others keep. */
  copy(bytes: Uint8Array, from: number, to: number): void {
    this.gathered.copy(viewOf(bytes), from, to);
  }

  /** A text as bytes, to be written many times. */
  encode(text: string): Uint8Array {
    return this.encoder.encode(text);
  }

  get isFull(): boolean {
    return this.gathered.size >= FULL;
  }

  /** Hands over what was gathered; resolves when more may come. */
  async flush(): Promise<void> {
    const { bytes } = this.gathered;
    if (bytes.length === 0) return;
    // Who takes the bytes may still hold them: what follows goes to others.
    this.gathered = new ByteWriter(FULL);
    await this.terminal.writeBytes(bytes);
  }
}
