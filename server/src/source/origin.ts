// Whose code a frame is: the program's own, a library's, or Go's. A reader of a trace looks at the first kind first.
import { splitFunction } from '../golang/frames';
import { isStandard } from '../golang/standard';
import type { Frame } from '../golang/traceback';
import { moduleOf } from './moduleFile';
import type { ModuleTable } from './moduleTable';

/** runtime: Go's runtime and standard library. library: what the program takes from elsewhere, and C. */
export type FrameOrigin = 'own' | 'library' | 'runtime';

const VENDORED = /(?:^|\/)(?:vendor|Godeps)\//;

/** Tells whose code the frames of one traceback are. */
export class Origins {
  /** The module of package main, where a frame of it is in the trace. */
  private readonly own: string | null;

  /** @param frames of the traceback, one of each call at least */
  constructor(
    frames: readonly Frame[],
    private readonly table: ModuleTable,
  ) {
    const main = frames.find(frame => frame.function?.startsWith('main.'));
    this.own = (main && moduleOf(main, table)?.module) ?? null;
  }

  /** Where nothing says that a frame is foreign, it is the program's own. */
  of(frame: Frame): FrameOrigin {
    const { importPath } = splitFunction(frame.function ?? '');
    const file = moduleOf(frame, this.table);
    if (file ? file.module === 'std' : isStandard(importPath)) return 'runtime';
    if (VENDORED.test(file?.path ?? frame.file) || (frame.function !== null && importPath === '')) return 'library';
    if (file === null || file.module === this.own) return 'own';
    return this.own !== null || file.version !== null ? 'library' : 'own';
  }
}
