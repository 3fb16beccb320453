// The signature of a record's system call with the arguments of this event filled in: kill(pid=18848, sig=SIGKILL).
import { NO_ACCOUNTS, type AccountNames } from './accounts';
import { argumentTexts, type ArgumentText } from './argumentTexts';
import type { FieldContext } from './decoding';
import { escapeControls } from './encoded';
import type { AuditEvent } from './event';
import { findField, type AuditRecord } from './record';
import { knownCall, readArgument, type KnownCall } from './syscallArguments';
import type { Kind } from './syscallArgumentKinds';

/** One argument of a call as its manual page names it. */
interface CallArgument {
  readonly name: string;
  /** The hexadecimal digits of a0..a3; null for the fifth and sixth argument, which audit does not record. */
  readonly raw: string | null;
  /** Decoded for reading: "SIGKILL", "AT_FDCWD", "3", "0x7ffd12345678"; "?" where it is not recorded. */
  readonly value: string;
  /** What stood where it points to; null for all but pointers, and where no other record of the event tells for sure. */
  readonly pointsTo: ArgumentText | null;
  /** False where this call does not read the argument, such as the mode of an open(2) that creates nothing. */
  readonly used: boolean;
}

/** A call with the arguments that its manual page names. */
export interface CallSignature {
  readonly call: string;
  readonly arguments: readonly CallArgument[];
  /** The manual page, "kill(2)"; '' for a call that the manual does not have. */
  readonly manual: string;
}

/** The signature of the call of a SYSCALL record of an event; null where the call or its signature is not known. */
export function describeCallSignature(
  record: AuditRecord,
  event: AuditEvent | null = null,
  accounts: AccountNames = NO_ACCOUNTS,
): CallSignature | null {
  const known = record.type === 'SYSCALL' ? knownCall(record) : null;
  const signature = known?.signature ?? null;
  if (known === null || signature === null) return null;
  const names = signature.arguments.map(({ name }) => name);
  const texts = event && argumentTexts(known.call, names, event);
  return {
    call: known.call,
    arguments: signature.arguments.map(({ name, kind }, index) => ({
      ...argumentOf(contextOf(record, index, accounts), known, name, kind, index),
      pointsTo: texts?.get(name) ?? null,
    })),
    manual: signature.manual === '' ? '' : `${signature.manual}(2)`,
  };
}

/**
 * As one would write the call, without the arguments that it does not read: "kill(pid=18848, sig=SIGKILL)". A text that
 * another record has is followed by the type of that, as a comment of C.
 */
export function formatCallSignature(signature: CallSignature): string {
  const used = signature.arguments.filter(argument => argument.used);
  const written = used.map(({ name, value, pointsTo }) =>
    pointsTo === null ? `${name}=${value}` : `${name}=${pointsTo.text} /* ${pointsTo.record} */`,
  );
  return `${signature.call}(${written.join(', ')})`;
}

function contextOf(record: AuditRecord, index: number, accounts: AccountNames): FieldContext {
  const name = `a${String(index)}`;
  const raw = (index < 4 ? findField(record, name)?.raw : undefined) ?? '0';
  return { name, raw, enriched: null, record, event: null, accounts };
}

function argumentOf(
  context: FieldContext,
  call: KnownCall,
  name: string,
  kind: Kind,
  index: number,
): Omit<CallArgument, 'pointsTo'> {
  const { raw, record } = context;
  const field = index < 4 ? findField(record, context.name) : undefined;
  const reading = readArgument(context, call, kind);
  const used = reading !== null;
  if (field === undefined) return { name, raw: null, value: '?', used };
  return { name, raw, value: escapeControls(used ? (reading.shown ?? reading.value) : `0x${raw}`), used };
}
