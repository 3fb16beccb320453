// What is the same for all frames of a call is made once: the frames of a dump repeat a few thousand calls.
import type { Frame } from '../golang/traceback';

interface Known<T> {
  readonly frame: Frame;
  readonly value: T;
}

/** Values by what a frame says of the code: function, file, line, inlined or not, creator or not; all but arguments and log lines. */
export class FramePlaces<T> {
  private readonly byFunction = new Map<string | null, Known<T>[]>();

  constructor(private readonly make: (frame: Frame) => T) {}

  of(frame: Frame): T {
    const alike = this.byFunction.get(frame.function) ?? [];
    for (const known of alike) {
      const { line, file, inlined, createdBy } = known.frame;
      if (line === frame.line && file === frame.file && inlined === frame.inlined && createdBy === frame.createdBy) {
        return known.value;
      }
    }
    const value = this.make(frame);
    if (alike.push({ frame, value }) === 1) this.byFunction.set(frame.function, alike);
    return value;
  }
}
