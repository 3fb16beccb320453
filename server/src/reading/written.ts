// A payload that was read in a message with escapes: its places as columns of the line.
import type { AuditField, AuditRecord } from '../audit/record';
import { moveKlog } from '../daemon/klog';
import { moveLogrus } from '../daemon/logrusForms';
import { moveSpan, type EscapedText } from '../log/escaped';
import type { Payload } from './payload';

/** The payload with all its spans moved to where they are written. */
export function movePayload(payload: Payload, written: EscapedText): Payload {
  switch (payload.kind) {
    case 'audit':
      return { kind: 'audit', record: moveRecord(payload.record, written) };
    case 'logrus':
      return { kind: 'logrus', entry: moveLogrus(payload.entry, written) };
    case 'klog':
      return { kind: 'klog', entry: moveKlog(payload.entry, written) };
    case 'shim': {
      const { level, msg } = payload.entry;
      return { kind: 'shim', entry: { level, msg: { ...msg, span: moveSpan(msg.span, written) } } };
    }
    case 'kernel': {
      const { report, start } = payload;
      const span = moveSpan({ start: start + report.span.start, end: start + report.span.end }, written);
      return { kind: 'kernel', report: { ...report, span }, start: 0 };
    }
    case 'audit-json':
    case 'unit-exit':
    case 'marker':
    case 'text':
      return payload;
  }
}

/** A record whose fields are read, and moved, when they are first asked for. */
function moveRecord(record: AuditRecord, written: EscapedText): AuditRecord {
  let moved: readonly AuditField[] | null = null;
  const fields = (): readonly AuditField[] =>
    (moved ??= record.fields.map(field => ({
      ...field,
      nameSpan: moveSpan(field.nameSpan, written),
      span: moveSpan(field.span, written),
    })));
  return {
    form: record.form,
    type: record.type,
    writtenType: record.writtenType,
    node: record.node,
    time: record.time,
    stamp: record.stamp,
    serial: record.serial,
    head: moveSpan(record.head, written),
    body: record.body,
    names: record.names,
    get fields() {
      return fields();
    },
    find: name => fields().find(field => field.name === name),
    repeat: () => undefined,
  };
}
