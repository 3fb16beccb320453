// What the samples of calls on files share.

export const CWD = 'CWD cwd="/root"';

/** A made record of a call that worked, by its number on x86_64. */
export const call = (number: number, rest: string) =>
  `SYSCALL arch=c000003e syscall=${String(number)} success=yes exit=0 ${rest} pid=12 auid=0 uid=0 comm="sh"`;
