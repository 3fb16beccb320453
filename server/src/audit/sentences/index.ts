// The tables of sentences as one: which record tells an event, the most telling first.
import { ACCESS_ROWS } from './access';
import { describeCall } from './calls';
import { CONFINEMENT_ROWS } from './confinement';
import { COMPANION_ROWS } from './companions';
import { CONFIGURATION_ROWS } from './configuration';
import { KERNEL_ROWS } from './kernel';
import { NETWORK_ROWS } from './network';
import { REPORT_ROWS } from './reports';
import type { SentenceRow } from './sentence';

/** A system call, told by the tables of calls, which have the samples. */
const SYSCALL: SentenceRow = {
  types: ['SYSCALL'],
  describe: describeCall,
  samples: [
    ['bash (pid 12) called lseek: succeeded', 'SYSCALL arch=c000003e syscall=8 success=yes exit=3 pid=12 comm="bash"'],
    [
      'bash (pid 12) called name_to_handle_at on /x: failed, EOPNOTSUPP (Operation not supported)',
      'SYSCALL arch=c000003e syscall=303 success=no exit=-95 a0=ffffff9c a1=7ffe pid=12 comm="bash"',
      'PATH item=0 name="/x" nametype=NORMAL',
    ],
    [
      'pid 12 called system call 9999: the record does not say whether it worked',
      'SYSCALL arch=c000003e syscall=9999 pid=12',
    ],
  ],
};

/** What says of its own what happened comes before the call that led to it; companions tell only where the call is missing. */
export const SENTENCE_ROWS: readonly SentenceRow[] = [
  ...ACCESS_ROWS,
  ...CONFINEMENT_ROWS,
  ...CONFIGURATION_ROWS,
  ...KERNEL_ROWS,
  ...NETWORK_ROWS,
  ...REPORT_ROWS,
  SYSCALL,
  ...COMPANION_ROWS,
];
