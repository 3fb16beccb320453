// Decisions of seccomp filters and of fanotify listeners.
import { message, type Message } from '../../message';
import { constants } from '../data/constants';
import type { Kind } from '../decoding';
import { hexadecimal } from '../encoded';
import { findField } from '../record';

/** linux/seccomp.h, SECCOMP_RET_ACTION_FULL: the upper half is the action, the lower (SECCOMP_RET_DATA) the filter's own. */
const ACTIONS = 0x10000;

/** The action of a filter's answer by its name: kill-thread, errno, ...; null for what is none. */
function actionOf(raw: string): string | null {
  const number = hexadecimal(raw);
  return number === null ? null : (constants('seccompAction').get(number - (number % ACTIONS)) ?? null);
}

/** code= of a SECCOMP record. ausearch 3.0.9 calls both ways to kill by one name: which it is, the meaning says. */
export const seccompAction: Kind = {
  value: ({ raw }) => {
    const action = actionOf(raw);
    if (action === null) return hexadecimal(raw) === null ? raw : `unknown-seccomp-code(${raw})`;
    return action.startsWith('kill-') ? 'kill' : action;
  },
  explain: ({ raw }, value) => {
    const action = actionOf(raw);
    return action === null ? {} : { meaning: SECCOMP_MEANINGS.get(action) ?? null, hint: value };
  },
};

/** After seccomp(2). */
const SECCOMP_MEANINGS: ReadonlyMap<string, Message> = new Map([
  ['kill-process', message('audit.seccomp.killProcess')],
  ['kill-thread', message('audit.seccomp.killThread')],
  ['trap', message('audit.seccomp.trap')],
  ['errno', message('audit.seccomp.errno')],
  ['user-notify', message('audit.seccomp.userNotify')],
  ['trace', message('audit.seccomp.trace')],
  ['log', message('audit.seccomp.log')],
  ['allow', message('audit.seccomp.allow')],
]);

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
  contextual: 'record',
  value: ({ raw, record }) => {
    const number = findField(record, 'fan_type')?.raw === '1' ? hexadecimal(raw) : null;
    return number === null ? raw : String(number);
  },
};
