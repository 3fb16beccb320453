// Decisions of seccomp filters and of fanotify listeners.
import { message, type Message } from '../../message';
import type { Kind } from '../decoding';
import { hexadecimal } from '../encoded';
import { findField } from '../record';

/** linux/seccomp.h, SECCOMP_RET_*: the upper half of a filter's answer. ausearch calls both ways to kill alike. */
const SECCOMP_ACTIONS: ReadonlyMap<number, { readonly name: string; readonly meaning: Message }> = new Map([
  [0x8000, { name: 'kill', meaning: message('audit.seccomp.killProcess') }],
  [0x0000, { name: 'kill', meaning: message('audit.seccomp.killThread') }],
  [0x0003, { name: 'trap', meaning: message('audit.seccomp.trap') }],
  [0x0005, { name: 'errno', meaning: message('audit.seccomp.errno') }],
  [0x7fc0, { name: 'user-notify', meaning: message('audit.seccomp.userNotify') }],
  [0x7ff0, { name: 'trace', meaning: message('audit.seccomp.trace') }],
  [0x7ffc, { name: 'log', meaning: message('audit.seccomp.log') }],
  [0x7fff, { name: 'allow', meaning: message('audit.seccomp.allow') }],
]);

/** An action in a field of 32 bits; its lower half (SECCOMP_RET_DATA) is the filter's own. */
function actionOf(raw: string): number | null {
  const number = hexadecimal(raw);
  return number === null || number > 0xffffffff ? null : Math.floor(number / 0x10000);
}

export const seccompAction: Kind = {
  value: ({ raw }) => {
    const action = actionOf(raw);
    return action === null ? raw : (SECCOMP_ACTIONS.get(action)?.name ?? `unknown-seccomp-code(${raw})`);
  },
  explain: ({ raw }) => {
    const action = actionOf(raw);
    const known = action === null ? undefined : SECCOMP_ACTIONS.get(action);
    return known === undefined ? {} : { meaning: known.meaning, hint: known.name };
  },
};

function named(names: Readonly<Record<string, string>>): Kind {
  const map = new Map(Object.entries(names));
  return { value: ({ raw }) => map.get(raw) ?? raw };
}

/** linux/fanotify.h, FAN_ALLOW and FAN_DENY. */
export const fanotifyResponse = named({ '1': 'allow', '2': 'deny' });
/** Whether the listener trusts who asked, or the file (Linux 6.3, kernel/auditsc.c, __audit_fanotify). */
export const trust = named({ '0': 'no', '1': 'yes', '2': 'unknown' });
/** linux/fanotify.h, FAN_RESPONSE_INFO_*. */
export const fanotifyInfoType = named({ '0': 'none', '1': 'rule_info' });

/** What goes with the answer: for rule_info the number of the listener's rule, which the kernel prints in hexadecimal. */
export const fanotifyInfo: Kind = {
  value: ({ raw, record }) => {
    const number = findField(record, 'fan_type')?.raw === '1' ? hexadecimal(raw) : null;
    return number === null ? raw : String(number);
  },
};
