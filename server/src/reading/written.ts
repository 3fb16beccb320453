// A payload that was read in a message with escapes: its places as columns of the line.
import type { AuditField, AuditRecord } from '../audit/record';
import { moveKlog } from '../daemon/klog';
import { moveLogrus } from '../daemon/logrusForms';
import { moveSpan, type EscapedText } from '../log/escaped';
import type { Span } from '../place';
import type { Payload } from './payload';

/** The payload with all its spans moved to where they are written. */
export function movePayload(payload: Payload, written: EscapedText): Payload {
  switch (payload.kind) {
    case 'audit':
      return { kind: 'audit', record: new MovedRecord(payload.record, written) };
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
    case 'audit-json': {
      const { time, serial, records } = payload.event;
      const moved = records.map(record => new MovedRecord(record, written));
      return { kind: 'audit-json', event: { time, serial, records: moved } };
    }
    case 'unit-exit':
    case 'marker':
    case 'text':
      return payload;
  }
}

/** A record whose fields are read, and moved, when they are first asked for. */
export class MovedRecord implements AuditRecord {
  readonly form: AuditRecord['form'];
  readonly type: string;
  readonly writtenType: string;
  readonly node: string | null;
  readonly time: AuditRecord['time'];
  readonly stamp: AuditRecord['stamp'];
  readonly serial: number | null;
  readonly head: Span;
  private moved: readonly AuditField[] | null = null;

  constructor(
    private readonly record: AuditRecord,
    private readonly written: EscapedText,
  ) {
    this.form = record.form;
    this.type = record.type;
    this.writtenType = record.writtenType;
    this.node = record.node;
    this.time = record.time;
    this.stamp = record.stamp;
    this.serial = record.serial;
    this.head = moveSpan(record.head, written);
  }

  get body(): string {
    return this.record.body;
  }

  get names(): readonly string[] {
    return this.record.names;
  }

  get fields(): readonly AuditField[] {
    const { written } = this;
    return (this.moved ??= this.record.fields.map(({ name, raw, enriched, nameSpan, span, enrichedSpan }) => ({
      name,
      raw,
      enriched,
      nameSpan: moveSpan(nameSpan, written),
      span: moveSpan(span, written),
      enrichedSpan: enrichedSpan && moveSpan(enrichedSpan, written),
    })));
  }

  find(name: string): AuditField | undefined {
    return this.fields.find(field => field.name === name);
  }

  repeat(): undefined {
    return undefined;
  }
}
