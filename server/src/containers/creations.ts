// Ties the name of a container, which dockerd logs before the container has an id, to the id that it mounts next.
import { parseApiCall, parseFormData } from '../daemon/dockerApi';
import type { Creation } from './model';

/** A container that was asked for and has no id yet. */
interface Asked {
  readonly name: string | null;
  /** Null before its form, and for good where it may be one of several. */
  form: Creation | null;
  /** Whether its form is still to come. */
  waits: boolean;
}

const CREATE = /^Calling POST (?:\/v[\d.]+)?\/containers\/create(?:\?|$)/;
/** More than these in flight: the oldest was refused, which leaves no line. */
const MAX_IN_FLIGHT = 8;

/**
 * dockerd logs `Calling POST .../containers/create?name=N`, then `form data: {...}`, then `container mounted via
 * layerStore` with the id. Concurrent calls interleave, and a refused one leaves no line: only where one call alone is
 * open, or all have one name, is the next unknown id its container.
 */
export class Creations {
  private asked: Asked[] = [];
  private readonly mounted = new Set<string>();

  /** Takes the message of any line. */
  call(msg: string): void {
    if (CREATE.test(msg)) {
      const query = parseApiCall(msg)?.query ?? [];
      const name = query.find(({ name: key }) => key === 'name')?.value ?? null;
      this.asked = this.asked.filter(asked => asked.name === null || asked.name !== name);
      this.asked.push({ name, form: null, waits: true });
      if (this.asked.length > MAX_IN_FLIGHT) this.asked.shift();
    } else if (msg.startsWith('form data: ')) {
      this.takeForm(msg);
    }
  }

  private takeForm(msg: string): void {
    const waiting = this.asked.filter(({ waits }) => waits);
    const form = waiting.length > 0 ? readCreation(parseFormData(msg)) : null;
    const [first] = waiting;
    if (!form || !first) return;
    first.waits = false;
    first.form = waiting.length === 1 ? { ...form, name: first.name } : null;
  }

  /** What the container was made with whose root is mounted; null where it is known already or not told beyond doubt. */
  mount(container: string): Creation | null {
    if (this.mounted.has(container)) return null;
    this.mounted.add(container);
    const [asked, ...others] = this.asked;
    this.asked = [];
    return others.length === 0 ? (asked?.form ?? null) : null;
  }
}

/** The form of a container's creation (moby api/types/container, CreateRequest); null for any other form. */
function readCreation(form: unknown): Creation | null {
  if (!isObject(form) || typeof form['Image'] !== 'string') return null;
  const host = isObject(form['HostConfig']) ? form['HostConfig'] : {};
  const words = [...wordsOf(form['Entrypoint']), ...wordsOf(form['Cmd'])];
  return {
    name: null,
    image: form['Image'],
    command: words.length > 0 ? words : null,
    init: typeof host['Init'] === 'boolean' ? host['Init'] : null,
    autoRemove: host['AutoRemove'] === true,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function wordsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(word => typeof word === 'string') : [];
}
