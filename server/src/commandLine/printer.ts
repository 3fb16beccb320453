// Gathers what goes to stdout: to hand over each text by itself would cost more than to make it.
import type { Terminal } from './context';
import { ByteWriter } from './decode/byteWriter';
import { viewOf, type Piece } from '../casefile/bytes';
import { lineOf, type Part } from './output';

/** So many bytes are worth handing over. */
const FULL = 1 << 20;

export class Printer {
  private readonly colour: boolean;
  private gathered = new ByteWriter(FULL);
  /** The bytes that were copied from last, and their view: to make one costs more than to copy a frame's arguments. */
  private source: Uint8Array | null = null;
  private view: DataView = new DataView(new ArrayBuffer(0));

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
  append(piece: Piece): void {
    this.gathered.append(piece);
  }

  /** Takes a whole number from 0 on in decimal. */
  number(value: number): void {
    this.gathered.number(value);
  }

  /** Takes some of the bytes that others keep. */
  copy(bytes: Uint8Array, from: number, to: number): void {
    if (this.source !== bytes) {
      this.source = bytes;
      this.view = viewOf(bytes);
    }
    this.gathered.copy(this.view, from, to);
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
