// What single lines of the kernel report: crashes of programs, kills for want of memory, stuck tasks, faults of GPUs.
import type { Span } from '../place';

/** Sizes are in kB, as the kernel prints them. `span` is the part of the message that says it, from the message's beginning. */
export type KernelReport =
  | {
      readonly kind: 'segfault';
      readonly process: string;
      readonly pid: number;
      /** Hexadecimal digits as written. */
      readonly address: string;
      readonly ip: string;
      /** The page fault's error code on x86; its bits say what was tried. */
      readonly error: number;
      /** The program or library that the instruction belongs to. */
      readonly object: string | null;
      readonly span: Span;
    }
  | {
      readonly kind: 'trap';
      readonly process: string;
      readonly pid: number;
      readonly trap: string;
      readonly span: Span;
    }
  | {
      readonly kind: 'oom-invoked';
      readonly process: string;
      readonly gfpMask: string;
      readonly order: number;
      readonly span: Span;
    }
  | {
      readonly kind: 'oom-usage';
      readonly what: string;
      readonly usage: number;
      readonly limit: number;
      readonly failures: number;
      readonly span: Span;
    }
  | {
      readonly kind: 'oom-constraint';
      readonly constraint: string;
      /** The control group whose limit was hit; null where the whole node was out of memory. */
      readonly cgroup: string | null;
      readonly taskCgroup: string | null;
      readonly process: string;
      readonly pid: number;
      readonly span: Span;
    }
  | {
      readonly kind: 'oom-killed';
      /** Null where the line does not tell whose memory ran out (Linux before 4.19 says it on the line before). */
      readonly scope: 'cgroup' | 'node' | null;
      readonly process: string;
      readonly pid: number;
      readonly virtual: number | null;
      readonly anonymous: number | null;
      readonly file: number | null;
      readonly shared: number | null;
      readonly span: Span;
    }
  | { readonly kind: 'oom-reaped'; readonly process: string; readonly pid: number; readonly span: Span }
  | {
      readonly kind: 'hung-task';
      readonly process: string;
      readonly pid: number;
      readonly seconds: number;
      readonly span: Span;
    }
  | {
      readonly kind: 'xid';
      readonly device: string;
      readonly code: number;
      /** Null where the driver does not know it. */
      readonly pid: number | null;
      readonly process: string | null;
      readonly detail: string;
      readonly span: Span;
    };

type WithoutSpan<T> = T extends KernelReport ? Omit<T, 'span'> : never;

export interface KernelRow {
  readonly kind: KernelReport['kind'];
  /** A message that is read has one of these in it: only such lines of a large file are read. */
  readonly marks: readonly string[];
  readonly parse: (message: string) => KernelReport | null;
  readonly samples: readonly {
    readonly message: string;
    readonly source: 'real' | 'made';
    readonly report: WithoutSpan<KernelReport>;
  }[];
  readonly counterSamples: readonly string[];
  /** Where the kernel words it. */
  readonly reference: string;
}
