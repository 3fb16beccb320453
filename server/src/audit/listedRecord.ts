// A record of which all parts are known one by one: another program has taken the kernel's line apart.
import type { Instant } from '../log/time';
import type { Span } from '../place';
import type { AuditField, AuditRecord } from './record';

/** What the records of one event share. */
export interface EventHead {
  readonly node: string | null;
  readonly time: Instant;
  readonly serial: number;
}

export class ListedRecord implements AuditRecord {
  /** Its values are as the kernel has written them, or as it would have. */
  readonly form = 'log';
  readonly stamp = null;

  /**
   * @param head where the line names the type
   * @param body the record's text, as far as there is one
   */
  constructor(
    private readonly event: EventHead,
    readonly type: string,
    readonly writtenType: string,
    readonly head: Span,
    readonly fields: readonly AuditField[],
    readonly body: string,
  ) {}

  get node(): string | null {
    return this.event.node;
  }

  get time(): Instant {
    return this.event.time;
  }

  get serial(): number {
    return this.event.serial;
  }

  get names(): readonly string[] {
    return this.fields.map(({ name }) => name);
  }

  find(name: string): AuditField | undefined {
    return this.fields.find(field => field.name === name);
  }

  repeat(): undefined {
    return undefined;
  }
}
