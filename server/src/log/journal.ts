// An entry of the journal by its fields (systemd.journal-fields(7)), in whatever form journalctl printed them.
import { BARE, type Envelope } from './envelope';
import type { EscapedText } from './escaped';
import { levelOfPriority } from './level';
import { since } from './tag';
import { instantOf, type Instant } from './time';

/** The fields that an envelope is made of; journalctl's other forms print more. */
type JournalFields = (name: string) => string | null;

/** Where the message stands in its line: [payload, end), a null end is the line's. */
interface MessagePlace {
  readonly start: number;
  readonly payload: number;
  readonly end: number | null;
  readonly message: EscapedText | null;
}

/** The envelope of an entry; as journalctl prints it, the time of the source goes before the journal's own. */
export function journalEnvelope(id: string, field: JournalFields, place: MessagePlace): Envelope {
  const time = micros(field('_SOURCE_REALTIME_TIMESTAMP')) ?? micros(field('__REALTIME_TIMESTAMP'));
  const uptime = micros(field('_SOURCE_MONOTONIC_TIMESTAMP')) ?? micros(field('__MONOTONIC_TIMESTAMP'));
  const pid = field('_PID') ?? field('SYSLOG_PID');
  const priority = field('PRIORITY');
  return {
    ...BARE,
    ...place,
    id,
    instant: time && instantOf(Number(time.seconds), time.fraction),
    uptime: uptime && since(uptime.seconds, uptime.fraction),
    boot: bootId(field('_BOOT_ID')),
    host: field('_HOSTNAME'),
    program: field('SYSLOG_IDENTIFIER') ?? field('_COMM'),
    pid: pid !== null && /^\d{1,10}$/.test(pid) ? Number(pid) : null,
    unit: field('_SYSTEMD_UNIT'),
    level: priority !== null && /^[0-7]$/.test(priority) ? levelOfPriority(Number(priority)) : null,
  };
}

/** 128 bits, in hex without dashes. */
function bootId(value: string | null): string | null {
  return value !== null && /^[0-9a-f]{32}$/.test(value) ? value : null;
}

/** Microseconds of a field: seconds, and six digits behind the point. */
function micros(value: string | null): { readonly seconds: string; readonly fraction: string } | null {
  return value !== null && /^\d{1,16}$/.test(value)
    ? { seconds: value.slice(0, -6) || '0', fraction: value.slice(-6).padStart(6, '0') }
    : null;
}

/** Seconds since the epoch with a fraction, as short-unix has them. */
export function epoch(seconds: string, fraction: string): Instant {
  return instantOf(Number(seconds), fraction);
}
