// What a file of a case is, by the forms of its lines: a table.
import type { FormCount } from './coverage';

/** `versions`, `audit-rules`, `accounts` and `other` are no logs. */
export type FileKind =
  | 'audit'
  | 'syslog'
  | 'journal'
  | 'kernel'
  | 'runtime'
  | 'kubernetes'
  | 'container'
  | 'traces'
  | 'inspection'
  | 'versions'
  | 'audit-rules'
  | 'accounts'
  | 'other';

/** Who wraps all lines of a file decides what it is; where nobody does, what they say. The first row that fits a form counts. */
const KINDS: readonly { readonly kind: FileKind; readonly forms: RegExp }[] = [
  { kind: 'journal', forms: /^journal-/ },
  { kind: 'syslog', forms: /^(?:rfc3164|iso|rfc5424|forward|sonic)\+/ },
  { kind: 'container', forms: /^(?:cri|docker-json|compose|docker-desktop)\+/ },
  { kind: 'kernel', forms: /^dmesg-|\+kernel$/ },
  { kind: 'audit', forms: /\+audit(?:-json)?$/ },
  { kind: 'runtime', forms: /\+(?:logrus|shim)$/ },
  { kind: 'kubernetes', forms: /\+klog$/ },
  { kind: 'traces', forms: /\+trace$/ },
  { kind: 'inspection', forms: /^(?:docker|crictl|kubectl)-/ },
];

/** What most of the known lines are; null where there are none, or only such as any tool writes. */
export function kindOf(forms: readonly FormCount[]): FileKind | null {
  const lines = new Map<FileKind, number>();
  for (const { form, lines: count } of forms) {
    const kind = KINDS.find(row => row.forms.test(form))?.kind;
    if (kind) lines.set(kind, (lines.get(kind) ?? 0) + count);
  }
  return [...lines].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
