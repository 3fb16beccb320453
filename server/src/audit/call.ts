// The system call that a record tells of.
import { architectureName } from './data/architectures';
import { syscallName } from './data/syscalls';
import { isDigits } from './encoded';
import { findField, type AuditRecord } from './record';

/** auditd writes unknown-syscall(9999) or unknown(1000) where it knows no name either. */
export function isKnown(enriched: string): boolean {
  return !enriched.startsWith('unknown');
}

// Five fields of each SYSCALL record ask for its call, one after the other.
let lastRecord: AuditRecord | null = null;
let lastCall: string | null = null;

/** The name of the record's system call, by auditd's own decoding or by our tables; null where neither knows it. */
export function callOf(record: AuditRecord): string | null {
  if (record !== lastRecord) {
    lastCall = readCall(record);
    lastRecord = record;
  }
  return lastCall;
}

function readCall(record: AuditRecord): string | null {
  const field = findField(record, 'syscall');
  if (field === undefined) return null;
  // auditd may write socketcall(bind): the call is socketcall.
  if (field.enriched !== undefined && isKnown(field.enriched)) return field.enriched.replace(/\(\w*\)$/, '');
  const machine = machineOf(record);
  return machine === null || !isDigits(field.raw) ? null : syscallName(machine, Number(field.raw));
}

/** The architecture of the record's call, as ausearch calls it; null where it has none or it is not known. */
export function machineOf(record: AuditRecord): string | null {
  return architectureName(findField(record, 'arch')?.raw ?? '');
}
