// Names that stand for others in what leaves the machine: the same for the same, so that what belongs together still does.

type PseudonymKind = 'host' | 'user' | 'pod' | 'image' | 'address' | 'path';

export interface Pseudonym {
  readonly kind: PseudonymKind;
  readonly original: string;
  readonly pseudonym: string;
}

/** Addresses for documentation and for benchmarks, which no network has (RFC 5737, RFC 2544, RFC 3849). */
const V4_NETWORKS = ['192.0.2', '198.51.100', '203.0.113'];
const V4_HOSTS = 254;

export class Pseudonyms {
  private readonly given = new Map<string, Pseudonym>();
  private readonly counts = new Map<string, number>();
  /** What opens something is in no map: nobody needs to have it back. */
  private readonly secrets = new Map<string, string>();

  /** The pseudonym of a host, a user, a pod or a part of a path. */
  of(kind: Exclude<PseudonymKind, 'address'>, original: string): string {
    return this.get(kind, original, kind, count => `${kind}-${String(count)}`);
  }

  /** The pseudonym that something has already; null where it has none. */
  known(kind: PseudonymKind, original: string): string | null {
    return this.given.get(`${kind} ${original}`)?.pseudonym ?? null;
  }

  /** Another address of the same family; `v6` as eight groups of hex digits. */
  ofV4(address: string): string {
    return this.get('address', address, 'v4', count => {
      const network = V4_NETWORKS[Math.floor((count - 1) / V4_HOSTS)];
      if (network !== undefined) return `${network}.${String(((count - 1) % V4_HOSTS) + 1)}`;
      return `198.18.${String((count >> 8) & 0xff)}.${String(count & 0xff)}`;
    });
  }

  ofV6(groups: string): string {
    return this.get('address', groups, 'v6', count => `2001:db8::${count.toString(16)}`);
  }

  /** A MAC address that no vendor has. */
  ofMac(address: string): string {
    const bytes = (count: number): string => (count & 0xffff).toString(16).padStart(4, '0');
    return this.get('address', address, 'mac', count => `02:00:00:00:${bytes(count).replace(/^(..)/, '$1:')}`);
  }

  /** The same for the same, so that one can be told from another. */
  ofSecret(value: string): string {
    const known = this.secrets.get(value) ?? `secret-${String(this.secrets.size + 1)}`;
    this.secrets.set(value, known);
    return known;
  }

  /** What stands for what: only for whoever has the logs. */
  get map(): readonly Pseudonym[] {
    return [...this.given.values()];
  }

  private get(kind: PseudonymKind, original: string, counted: string, make: (count: number) => string): string {
    const key = `${counted} ${original}`;
    const known = this.given.get(key);
    if (known) return known.pseudonym;
    const count = (this.counts.get(counted) ?? 0) + 1;
    this.counts.set(counted, count);
    const pseudonym = make(count);
    this.given.set(key, { kind, original, pseudonym });
    return pseudonym;
  }
}
