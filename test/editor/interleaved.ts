// A made audit log in which the records of two events are interleaved.

const record = (serial: number, type: string, fields: string): string =>
  `type=${type} msg=audit(1582099207.232:${String(serial)}): ${fields}`;

/** Event 7 in the lines 1, 2, 4 and 6, event 8 in the lines 3 and 5, event 9 in 7 and 8. */
export const INTERLEAVED = [
  record(7, 'SYSCALL', 'arch=c000003e syscall=257 success=yes exit=3 ppid=1 pid=70 comm="seven" key="files"'),
  record(7, 'CWD', 'cwd="/"'),
  record(
    8,
    'SYSCALL',
    'arch=c000003e syscall=257 success=yes exit=3 ppid=70 pid=80 comm="eight" key=66696C657301616263',
  ),
  record(7, 'PATH', 'item=0 name="/etc/passwd" nametype=NORMAL'),
  record(8, 'PATH', 'item=0 name="/etc/group" nametype=NORMAL'),
  record(7, 'PROCTITLE', 'proctitle="seven"'),
  record(9, 'SYSCALL', 'arch=c000003e syscall=257 success=no exit=-13 ppid=80 pid=90 comm="nine" key="abc"'),
  record(9, 'PATH', 'item=0 name="/etc/shadow" nametype=NORMAL'),
  '',
].join('\n');
