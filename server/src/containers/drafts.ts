// Containers while their events are gathered: who is meant by digits, an exec's id or a name.
import type { Instant } from '../log/time';
import { addTo } from '../lists';
import { isId, MIN_DIGITS } from './ids';
import type { Inspected } from './inspections';
import type { ContainerEvent } from './model';
import type { NodeKey } from './nodes';

export interface Draft {
  readonly id: string;
  readonly events: ContainerEvent[];
  readonly nodes: Set<NodeKey>;
  /** Its names, with the time from which on each is known to be its own. */
  readonly names: Map<string, Instant | null>;
  /** What outputs tell of it that were taken later. */
  readonly inspected: Inspected[];
}

export class Drafts {
  private readonly byId = new Map<string, Draft>();
  /** By the first MIN_DIGITS digits: no id and no prefix has fewer. */
  private readonly byBeginning = new Map<string, Draft[]>();
  private readonly execs = new Map<string, string>();
  private readonly byName = new Map<string, Draft[]>();

  get(id: string): Draft {
    const known = this.byId.get(id);
    if (known) {
      return known;
    }
    const draft: Draft = { id, events: [], nodes: new Set(), names: new Map(), inspected: [] };
    this.byId.set(id, draft);
    addTo(this.byBeginning, id.slice(0, MIN_DIGITS), draft);
    return draft;
  }

  addExec(exec: string, container: string): void {
    this.execs.set(exec, container);
  }

  ofExec(exec: string): Draft | null {
    const container = this.execs.get(exec);
    return container === undefined ? null : this.get(container);
  }

  /** Known containers whose id begins with some digits. */
  alike(digits: string): readonly Draft[] {
    const alike = this.byBeginning.get(digits.slice(0, MIN_DIGITS)) ?? [];
    return alike.filter(draft => draft.id.startsWith(digits));
  }

  /** The containers whose id begins with some digits; a container of its own where none does. */
  ofDigits(digits: string): readonly Draft[] {
    if (isId(digits)) {
      return [this.get(digits)];
    }
    const longer = this.alike(digits);
    return longer.length > 0 ? longer : [this.get(digits)];
  }

  addName(draft: Draft, name: string, since: Instant | null): void {
    if (draft.names.has(name)) return;
    draft.names.set(name, since);
    addTo(this.byName, name, draft);
  }

  /** The container that had a name at a time: names are given anew once their container is removed. */
  ofName(name: string, time: Instant | null, node: NodeKey): Draft | null {
    const named = (this.byName.get(name) ?? []).filter(
      draft => draft.nodes.has(node) && isSince(draft.names.get(name) ?? null, time),
    );
    const latest = named.sort((a, b) => Number((b.names.get(name)?.ns ?? 0n) - (a.names.get(name)?.ns ?? 0n)));
    return latest[0] ?? null;
  }

  /** All containers that ever had a name. */
  allNamed(name: string): readonly Draft[] {
    return this.byName.get(name) ?? [];
  }

  all(): Draft[] {
    return [...this.byId.values()];
  }
}

/** Whether a name was had at a time; one whose beginning is not known may have been had before. */
function isSince(since: Instant | null, time: Instant | null): boolean {
  return since === null || time === null || since.ns <= time.ns;
}
