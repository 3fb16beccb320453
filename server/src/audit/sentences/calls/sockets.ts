// Calls on sockets in words.
import type { Message } from '../../../message';
import { findField } from '../../record';
import type { Call, CallRow } from './call';

/** errno of a connection that goes on in the background (connect(2), EINPROGRESS). */
const EINPROGRESS = -115;

function connected(call: Call): Message | null {
  const { address } = call;
  if (address === null) return call.told('connect.any', {});
  const exit = findField(call.record, 'exit')?.raw ?? '';
  const begun = exit === String(EINPROGRESS) || exit.startsWith('EINPROGRESS');
  return call.told(begun ? 'connect.begun' : 'connect', { address });
}

function bound(call: Call): Message | null {
  const { address } = call;
  return address === null ? call.told('bind.any', {}) : call.told('bind', { address });
}

function accepted(call: Call): Message | null {
  const { address } = call;
  return address === null ? call.told('accept.any', {}) : call.told('accept', { address });
}

function sent(call: Call): Message | null {
  const { address } = call;
  if (call.name === 'sendmmsg') return address === null ? null : call.told('send.messages', { address });
  const bytes = call.returned ?? '?';
  return address === null ? call.told('send.any', { bytes }) : call.told('send', { bytes, address });
}

function received(call: Call): Message | null {
  const { address } = call;
  if (call.name === 'recvmmsg') return null;
  const bytes = call.returned ?? '?';
  return address === null ? call.told('receive.any', { bytes }) : call.told('receive', { bytes, address });
}

function made(call: Call): Message | null {
  const family = call.named(0);
  const type = call.named(1);
  return family === null || type === null ? call.told('socket.any', {}) : call.told('socket', { family, type });
}

function optionUsed(call: Call): Message | null {
  const option = call.named(2);
  if (option === null) return null;
  return call.told(call.name === 'setsockopt' ? 'socketOption.set' : 'socketOption.get', {
    option,
    fd: call.int(0) ?? '?',
  });
}

const call = (number: number, rest: string) =>
  `SYSCALL arch=c000003e syscall=${String(number)} success=yes ${rest} pid=7 auid=0 uid=0 comm="curl"`;
const INET = 'SOCKADDR saddr=020001BB0A0000010000000000000000';
const LOCAL = 'SOCKADDR saddr=01002F72756E2F782E736F636B00';

/** Samples are made, not recorded, in the form known (from memory, not checked against the source text) of kernel/auditsc.c (audit_log_exit) unless they are whole lines. */
export const SOCKET_CALLS: readonly CallRow[] = [
  {
    calls: ['connect'],
    describe: connected,
    samples: [
      ['curl (pid 7) connected to 10.0.0.1:443', call(42, 'exit=0 a0=3 a1=7ffe a2=10'), INET],
      ['curl (pid 7) connected to /run/x.sock', call(42, 'exit=0 a0=3 a1=7ffe a2=6e'), LOCAL],
      [
        'curl (pid 7) connected to [2001:db8::1]:443',
        call(42, 'exit=0 a0=3'),
        'SOCKADDR saddr=0A0001BB0000000020010DB800000000000000000000000100000000',
      ],
      [
        'curl (pid 7) began to connect to 10.0.0.1:443 and did not wait for the answer (EINPROGRESS)',
        'SYSCALL arch=c000003e syscall=42 success=no exit=-115 a0=3 a1=7ffe a2=10 pid=7 comm="curl"',
        INET,
      ],
      [
        'curl (pid 7) tried to connect to 10.0.0.1:443: failed, ECONNREFUSED (Connection refused)',
        'SYSCALL arch=c000003e syscall=42 success=no exit=-111 a0=3 a1=7ffe a2=10 pid=7 comm="curl"',
        INET,
      ],
      [
        'curl (pid 7) connected to 10.0.0.1:443',
        'SYSCALL arch=40000003 syscall=102 success=yes exit=0 a0=3 a1=bf8a a2=0 a3=0 pid=7 comm="curl"',
        'SOCKETCALL nargs=3 a0=3 a1=bf9a a2=10',
        INET,
      ],
      ['curl (pid 7) connected a socket', call(42, 'exit=0 a0=3')],
    ],
  },
  {
    calls: ['bind'],
    describe: bound,
    samples: [
      ['curl (pid 7) bound a socket to 10.0.0.1:443', call(49, 'exit=0 a0=3 a1=7ffe a2=10'), INET],
      ['curl (pid 7) bound a socket to an address', call(49, 'exit=0 a0=3')],
    ],
  },
  {
    calls: ['listen'],
    describe: one => one.told('listen', { fd: one.int(0) ?? '?' }),
    samples: [['curl (pid 7) began to listen for connections on its socket 3', call(50, 'exit=0 a0=3 a1=80')]],
  },
  {
    calls: ['accept', 'accept4'],
    describe: accepted,
    samples: [
      ['curl (pid 7) accepted a connection from 10.0.0.1:443', call(43, 'exit=5 a0=3'), INET],
      ['curl (pid 7) accepted a connection', call(288, 'exit=5 a0=3')],
    ],
  },
  {
    calls: ['send', 'sendto', 'sendmsg', 'sendmmsg'],
    describe: sent,
    samples: [
      ['curl (pid 7) sent 60 B to 10.0.0.1:443', call(44, 'exit=60 a0=3 a1=7ffe a2=3c a3=0'), INET],
      [
        'auditctl (pid 7) sent 60 B to the kernel over netlink',
        'SYSCALL arch=c000003e syscall=44 success=yes exit=60 a0=3 a1=7ffe a2=3c a3=0 pid=7 comm="auditctl"',
        'SOCKADDR saddr=100000000000000000000000',
      ],
      ['curl (pid 7) sent 60 B on a socket', call(46, 'exit=60 a0=3 a1=7ffe a2=0')],
      ['curl (pid 7) sent messages to 10.0.0.1:443', call(307, 'exit=2 a0=3'), INET],
    ],
  },
  {
    calls: ['recv', 'recvfrom', 'recvmsg', 'recvmmsg'],
    describe: received,
    samples: [
      ['curl (pid 7) received 60 B from 10.0.0.1:443', call(45, 'exit=60 a0=3'), INET],
      ['curl (pid 7) received 60 B on a socket', call(47, 'exit=60 a0=3')],
    ],
  },
  {
    calls: ['socket'],
    describe: made,
    samples: [
      ['curl (pid 7) created a socket (inet, SOCK_STREAM)', call(41, 'exit=3 a0=2 a1=80001 a2=0')],
      ['curl (pid 7) created a socket', call(41, 'exit=3')],
    ],
  },
  {
    calls: ['socketpair'],
    describe: one => one.told('socketpair', {}),
    samples: [
      ['curl (pid 7) created a pair of connected sockets', call(53, 'exit=0 a0=1 a1=1'), 'FD_PAIR fd0=3 fd1=4'],
    ],
  },
  {
    calls: ['pipe', 'pipe2'],
    describe: one => one.told('pipe', {}),
    samples: [['curl (pid 7) created a pipe', call(293, 'exit=0 a0=7ffe'), 'FD_PAIR fd0=3 fd1=4']],
  },
  {
    calls: ['shutdown'],
    describe: one => one.told('shutdown', { fd: one.int(0) ?? '?' }),
    samples: [['curl (pid 7) shut down its socket 3', call(48, 'exit=0 a0=3 a1=2')]],
  },
  {
    calls: ['setsockopt', 'getsockopt'],
    describe: optionUsed,
    samples: [
      ['curl (pid 7) set the option SO_REUSEADDR of its socket 3', call(54, 'exit=0 a0=3 a1=1 a2=2 a3=7ffe')],
      ['curl (pid 7) read the option SO_ERROR of its socket 3', call(55, 'exit=0 a0=3 a1=1 a2=4 a3=7ffe')],
      ['curl (pid 7) called setsockopt: succeeded', call(54, 'exit=0 a0=3 a1=fff a2=2 a3=7ffe')],
    ],
  },
  {
    calls: ['getsockname', 'getpeername'],
    describe: one => one.told('socketName', { fd: one.int(0) ?? '?' }),
    samples: [['curl (pid 7) asked for the own or the peer address of its socket 3', call(51, 'exit=0 a0=3')]],
  },
];
