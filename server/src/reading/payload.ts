// What the message of a line is: the table of payloads, and the one way to read one. By its first character few rows are asked.
import { parseJsonEvent, type JsonEvent } from '../audit/jsonEvents';
import { findAuditRecord, parseAuditRecord, type AuditRecord } from '../audit/record';
import { parseKlog, type KlogEntry } from '../daemon/klog';
import { parseLogrus, type LogrusEntry } from '../daemon/logrus';
import { parseEventLogrus, parseJsonLogrus, parseTerminalLogrus } from '../daemon/logrusForms';
import { parseShim, parseUnitExit, type ShimEntry, type UnitExit } from '../daemon/plainLines';
import type { KernelReport } from '../kernel/report';
import { readKernelReport } from '../kernel/rows';
import { BARE, type Envelope } from '../log/envelope';
import { levelOfWord, type Level } from '../log/level';
import type { Stamp } from '../log/time';

export type Payload =
  | { readonly kind: 'audit'; readonly record: AuditRecord }
  | { readonly kind: 'audit-json'; readonly event: JsonEvent }
  | { readonly kind: 'logrus'; readonly entry: LogrusEntry }
  | { readonly kind: 'klog'; readonly entry: KlogEntry }
  | { readonly kind: 'shim'; readonly entry: ShimEntry }
  | { readonly kind: 'unit-exit'; readonly exit: UnitExit }
  /** `start` is the column where the kernel's message begins: the report's span counts from there. */
  | { readonly kind: 'kernel'; readonly report: KernelReport; readonly start: number }
  /** What a tool writes between entries: the ends of a journal, ausearch's separators. */
  | { readonly kind: 'marker' }
  | { readonly kind: 'text' };

interface PayloadSample {
  /** The message, as in a line without an envelope. */
  readonly message: string;
  readonly source: 'real' | 'made';
  /** What the payload says of its own time and level; null for what it does not. */
  readonly time: bigint | 'year and zone' | 'zone' | null;
  readonly level?: Level;
}

interface PayloadRow {
  readonly kind: Payload['kind'];
  readonly form: string;
  /** The characters with which such a message can begin; null for any. */
  readonly begins: RegExp | null;
  readonly parse: (text: string, from: number, envelope: Envelope) => Payload | null;
  readonly samples: readonly PayloadSample[];
  readonly counterSamples: readonly string[];
}

const TEXT: Payload = { kind: 'text' };
const MARKER: Payload = { kind: 'marker' };
const NO_RECORDS: readonly AuditRecord[] = [];

export const payloads: readonly PayloadRow[] = [
  {
    kind: 'audit',
    form: 'audit records of audit.log, the kernel, journald and ausearch',
    begins: /[A-Za-z<]/,
    parse: (text, from, envelope) => {
      const record = parseAuditRecord(text, from, envelope);
      return record && { kind: 'audit', record };
    },
    samples: [
      {
        message: 'type=SYSCALL msg=audit(1795416200.818:507): arch=c000003e syscall=62 a1=9 key="trace_kill_9"',
        source: 'real',
        time: 1_795_416_200_818_000_000n,
      },
      {
        message: 'node=h type=SYSCALL msg=audit(1651176975.464:2828209): arch=c000003e',
        source: 'real',
        time: 1_651_176_975_464_000_000n,
      },
      {
        message: 'audit: type=1300 audit(1690277226.878:2): arch=c00000b7 syscall=64',
        source: 'real',
        time: 1_690_277_226_878_000_000n,
      },
      {
        message: 'type=SYSCALL msg=audit(08/12/25 12:48:19.093:2219) : arch=x86_64 syscall=execve',
        source: 'real',
        time: 'zone',
      },
    ],
    counterSamples: ['type=SYSCALL audit(1.000:2): a=1', 'SYSCALL arch=c000003e syscall=62', 'type='],
  },
  {
    kind: 'logrus',
    form: 'logrus as text, as dockerd and containerd write it into files',
    begins: /[tl]/,
    parse: (text, from) => logrus(parseLogrus(text, from)),
    samples: [
      {
        message:
          'time="2020-08-13T22:08:50.113933187+08:00" level=debug msg="Sending kill signal 15 to container c823"',
        source: 'real',
        time: 1_597_327_730_113_933_187n,
        level: 'debug',
      },
      {
        message: 'time="2015-03-22T09:03:20Z" level="info" msg="-job container_inspect(c838) = OK (0)"',
        source: 'real',
        time: 1_427_015_000_000_000_000n,
        level: 'info',
      },
      {
        message:
          'time="2023-05-10T10:00:00.5Z" level=warning msg="cleanup warnings time=\\"2023-05-10T10:00:00Z\\" level=info msg=\\"starting signal loop\\" pid=990386\\n"',
        source: 'real',
        time: 1_683_712_800_500_000_000n,
        level: 'warning',
      },
      { message: 'level=info msg="no stamp inside"', source: 'made', time: null, level: 'info' },
    ],
    counterSamples: ['timeout=5', 'http: superfluous response.WriteHeader call from x'],
  },
  {
    kind: 'logrus',
    form: 'logrus on a terminal, with colours or without',
    begins: /[TDIWEFP\u001b]/,
    parse: (text, from) => logrus(parseTerminalLogrus(text, from)),
    samples: [
      {
        message:
          'WARN[2025-05-07T08:57:56.577356208Z] cleaning up after shim disconnected  id=de42a6372c1d namespace=moby',
        source: 'real',
        time: 1_746_608_276_577_356_208n,
        level: 'warning',
      },
      {
        message:
          '\u001b[36mINFO\u001b[0m[2026-11-23T06:44:40.9Z] Starting up                                  \u001b[36mid\u001b[0m="a b"',
        source: 'made',
        time: 1_795_416_280_900_000_000n,
        level: 'info',
      },
      { message: 'ERRO[0001] failed', source: 'made', time: null, level: 'error' },
    ],
    counterSamples: ['INFO[main] started', 'INFO: x', '\u001b[36mx'],
  },
  {
    kind: 'logrus',
    form: 'logrus as JSON',
    begins: /\{/,
    parse: (text, from) => logrus(parseJsonLogrus(text, from)),
    samples: [
      {
        message: '{"level":"info","msg":"starting \\"containerd\\"","revision":"9754","time":"2026-11-23T06:44:40.9Z"}',
        source: 'real',
        time: 1_795_416_280_900_000_000n,
        level: 'info',
      },
    ],
    counterSamples: ['{"level":"info","msg":"x"}', '{"level":"info"'],
  },
  {
    kind: 'audit-json',
    form: 'events of laurel and go-audit',
    begins: /\{/,
    parse: (text, from, { host }) => {
      const event = parseJsonEvent(text, from, host);
      return event && { kind: 'audit-json', event };
    },
    samples: [
      {
        message: '{"ID":"1615114232.375:15558","SYSCALL":{"arch":"0xc000003e","syscall":59,"PPID":{"comm":"{"}}}',
        source: 'made',
        time: 1_615_114_232_375_000_000n,
      },
      {
        message: '{"sequence":15558,"timestamp":"1615114232.375","messages":[{"type":1300,"data":"arch=c000003e"}]}',
        source: 'made',
        time: 1_615_114_232_375_000_000n,
      },
    ],
    counterSamples: ['{"ID":"x"}', '{"timestamp":"1615114232.375","sequence":1}'],
  },
  {
    kind: 'klog',
    form: 'klog, plain and structured: the kubelet and other parts of Kubernetes',
    begins: /[IWEF]/,
    parse: (text, from) => {
      const entry = parseKlog(text, from);
      return entry && { kind: 'klog', entry };
    },
    samples: [
      {
        message:
          'I0608 15:36:12.678326    1517 kuberuntime_container.go:581] Killing container "docker://5760" with 10 second grace period',
        source: 'real',
        time: 'year and zone',
        level: 'info',
      },
      {
        message:
          'E0318 10:21:22.519925     246 kuberuntime_container.go:808] "Killing container with a grace period" pod="a/b" containerID="containerd://62e0" gracePeriod=2',
        source: 'real',
        time: 'year and zone',
        level: 'error',
      },
    ],
    counterSamples: ['I0608 is a number', 'I1308 15:36:12.678326    1517 a.go:1] no such month'],
  },
  {
    kind: 'shim',
    form: "containerd's shims in Rust",
    begins: /\[/,
    parse: (text, from) => {
      const entry = parseShim(text, from);
      return entry && { kind: 'shim', entry };
    },
    samples: [
      {
        message: '[INFO] Create request for CreateTaskRequest { id: "557e", bundle: "x" }',
        source: 'real',
        time: null,
        level: 'info',
      },
    ],
    counterSamples: ['[signal SIGSEGV: segmentation violation]', '[INFO]x', '[main] x'],
  },
  {
    kind: 'marker',
    form: 'what journalctl and ausearch write between entries',
    begins: /[-t]/,
    parse: (text, from) => (MARK.test(from === 0 ? text : text.slice(from)) ? MARKER : null),
    samples: [
      {
        message: '-- Logs begin at Wed 2021-07-07 12:00:00 UTC, end at Wed 2021-07-07 13:00:00 UTC. --',
        source: 'real',
        time: null,
      },
      { message: '-- Boot 448b7abcff4645b2a0aeb9f95c819071 --', source: 'made', time: null },
      { message: '----', source: 'real', time: null },
      { message: 'time->Sat Jan  2 03:51:36 2021', source: 'real', time: null },
    ],
    counterSamples: ['-- Boots are made for walking', '-----', 'time -> x'],
  },
  {
    kind: 'unit-exit',
    form: "systemd on the end of a unit's process",
    begins: /[\w@\\-]/,
    parse: (text, from, { program }) => {
      const exit = program === 'systemd' || program === null ? parseUnitExit(text, from) : null;
      return exit && { kind: 'unit-exit', exit };
    },
    samples: [
      { message: 'docker.service: Main process exited, code=killed, status=11/SEGV', source: 'real', time: null },
    ],
    counterSamples: [
      "docker.service: Failed with result 'signal'.",
      'docker: Main process exited, code=killed, status=9',
    ],
  },
  {
    kind: 'kernel',
    form: 'reports of the kernel: crashes, the OOM killer, stuck tasks, faults of GPUs',
    begins: null,
    parse: (text, from, { id, program }) => {
      if (program !== null && program !== 'kernel') return null;
      const report = readKernelReport(from === 0 ? text : text.slice(from));
      // In a paste what stands before the report could be taken for a part of the program's name.
      const plain = id !== BARE.id || !report || !('process' in report) || PLAIN_NAME.test(report.process ?? '');
      return plain && report ? { kind: 'kernel', report, start: from } : null;
    },
    samples: [
      {
        message:
          'resizer[19824]: segfault at 0 ip 000000000040007a sp 00007ffe48418740 error 6 in resizer[7a,400000+1000]',
        source: 'real',
        time: null,
      },
      {
        message: 'Memory cgroup out of memory: Killed process 24630 (tail) total-vm:18168kB, anon-rss:16000kB',
        source: 'real',
        time: null,
      },
      { message: 'NVRM: Xid (PCI:0000:3b:00): 79, GPU has fallen off the bus.', source: 'made', time: null },
      { message: 'INFO: task dockerd:1234 blocked for more than 120 seconds.', source: 'made', time: null },
    ],
    counterSamples: ['device eth0 left promiscuous mode'],
  },
  {
    kind: 'logrus',
    form: "logrus in Windows' event log",
    begins: /[tdiwefp]/,
    parse: (text, from) => logrus(parseEventLogrus(text, from)),
    samples: [
      {
        message: 'debug: container kill failed because of gone [error=no such container container=d943 action=kill]',
        source: 'real',
        time: null,
        level: 'debug',
      },
    ],
    counterSamples: ['debug: no pairs [x]', 'debug: x'],
  },
];

/** Of a program; the kernel keeps 15 bytes of a name. */
const PLAIN_NAME = /^[\w./-]{0,15}$/;
/** What journalctl prints at the ends of a journal and between boots, ausearch between events (ausearch(8)). */
const MARK =
  /^(?:-- (?:Logs begin|Journal begins) at .{10,120} --|-- Boot [0-9a-f]{32} --|-- No entries --|-- Reboot --|----|time->.{8,60})$/;

const ASCII = 0x80;
const ROWS_BY_FIRST = Array.from({ length: ASCII }, (_, code) =>
  payloads.filter(({ begins }) => begins?.test(String.fromCharCode(code)) ?? true),
);
const ROWS_OF_OTHERS = payloads.filter(({ begins }) => begins === null);

/** Reads the message that begins at a column of a text; text is what no row knows. */
export function readPayload(text: string, from: number, envelope: Envelope): Payload {
  // Nearly all lines of the largest logs, type= and node=, without a way through the table; i is of time=.
  if (text.charCodeAt(from + 4) === 0x3d && text.charCodeAt(from + 1) !== 0x69) {
    const record = parseAuditRecord(text, from, envelope);
    if (record) return { kind: 'audit', record };
  }
  const first = text.charCodeAt(from);
  for (const row of first < ASCII ? (ROWS_BY_FIRST[first] ?? ROWS_OF_OTHERS) : ROWS_OF_OTHERS) {
    const payload = row.parse(text, from, envelope);
    if (payload) return payload;
  }
  return TEXT;
}

/** An audit record somewhere in a message, behind words that nothing is known of; text where none is there. */
export function findPayload(text: string, from: number, envelope: Envelope): Payload {
  const record = findAuditRecord(text, from, envelope);
  return record ? { kind: 'audit', record } : TEXT;
}

/** The audit records of a payload; none where it has none. */
export function recordsOf(payload: Payload): readonly AuditRecord[] {
  return payload.kind === 'audit'
    ? [payload.record]
    : payload.kind === 'audit-json'
      ? payload.event.records
      : NO_RECORDS;
}

/** What a payload says of its own time: as written; null where it does not. */
export function stampOfPayload(payload: Payload): Stamp | null {
  return payload.kind === 'logrus' || payload.kind === 'klog' ? payload.entry.stamp : null;
}

/** How severe a payload says it is; null where it does not. */
export function levelOfPayload(payload: Payload): Level | null {
  if (payload.kind === 'logrus') return payload.entry.level === null ? null : levelOfWord(payload.entry.level);
  return payload.kind === 'klog' || payload.kind === 'shim' ? payload.entry.level : null;
}

function logrus(entry: LogrusEntry | null): Payload | null {
  return entry && { kind: 'logrus', entry };
}
