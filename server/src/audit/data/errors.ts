// Error numbers as exit= shows them: names and texts, those that only the kernel sees included.
import { ERRORS } from './errorTable';

/** Never returned to a program (include/linux/errno.h); the texts are those of strace(1). */
const KERNEL_INTERNAL: typeof ERRORS = [
  [512, 'ERESTARTSYS', 'To be restarted if SA_RESTART is set'],
  [513, 'ERESTARTNOINTR', 'To be restarted'],
  [514, 'ERESTARTNOHAND', 'To be restarted if no handler'],
  [515, 'ENOIOCTLCMD', 'No ioctl command'],
  [516, 'ERESTART_RESTARTBLOCK', 'Interrupted by signal'],
];

export interface SystemError {
  readonly name: string;
  readonly text: string;
}

const errors: ReadonlyMap<number, SystemError> = new Map(
  [...ERRORS, ...KERNEL_INTERNAL].map(([number, name, text]) => [number, { name, text }]),
);

/** The error of a (positive) number in the numbering that all but mips, sparc, alpha and parisc share (asm-generic/errno.h). */
export function systemError(number: number): SystemError | null {
  return errors.get(number) ?? null;
}
