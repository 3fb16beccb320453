// Reports of changed accounts (shadow, PAM), in words.
import type { Message } from '../../../message';
import type { AuditRecord } from '../../record';
import type { SentenceRow } from '../sentence';
import { doerOf, valueOf } from '../words';
import { accountOf, operationOf, report, ofAccount, by, TOOL, type OfAccount } from './report';

/** What shadow's tools call a change of who is in a group (acct= and grp=). */
const MEMBERSHIPS: ReadonlyMap<string, 'group.join' | 'group.leave'> = new Map([
  ['add-user-to-group', 'group.join'],
  ['delete-user-from-group', 'group.leave'],
] as const);

function describeManagement(record: AuditRecord): Message | null {
  const operation = operationOf(record);
  const account = accountOf(record);
  const group = valueOf(record, 'grp');
  const membership = operation === null || group === null ? undefined : MEMBERSHIPS.get(operation);
  if (membership !== undefined && group !== null && valueOf(record, 'acct') !== null)
    return report(record, membership, { account, group }, doerOf(record));
  return operation === null || operation.startsWith('PAM:')
    ? report(record, 'manage', { account }, doerOf(record))
    : report(record, 'manage.operation', { account, operation }, doerOf(record));
}

function managed(types: readonly string[], name: OfAccount, sentence: string): SentenceRow {
  const fields = by(0, 1000, 'tool', 'op=x acct="bob"');
  return {
    types,
    describe: ofAccount(name, doerOf),
    samples: types.map(type => [sentence, `${type} ${fields}`] as const),
  };
}

export const ACCOUNT_REPORTS: readonly SentenceRow[] = [
  {
    types: ['USER_CHAUTHTOK'],
    describe: record => report(record, 'password', { account: accountOf(record) }, doerOf(record)),
    samples: [
      [
        'passwd (pid 7, as root, logged in as user 1000) changed the password or account data of bob',
        `USER_CHAUTHTOK ${by(0, 1000, 'passwd', 'op=PAM:chauthtok acct="bob"')}`,
      ],
      [
        'passwd (pid 7) failed to change the password or account data of bob',
        `USER_CHAUTHTOK ${by(0, 0, 'passwd', 'op=PAM:chauthtok acct="bob"', 'failed')}`,
      ],
    ],
  },
  {
    types: ['USER_MGMT', 'GRP_MGMT'],
    describe: describeManagement,
    samples: [
      [
        'usermod (pid 7, as root, logged in as user 1000) changed bob: add-user-to-group',
        `USER_MGMT ${by(0, 1000, 'usermod', 'op=add-user-to-group acct="bob"')}`,
      ],
      [
        `${TOOL} added bob to the group docker`,
        `USER_MGMT ${by(0, 1000, 'tool', 'op=add-user-to-group grp="docker" acct="bob"')}`,
      ],
      [
        `${TOOL} failed to remove bob from the group docker`,
        `USER_MGMT ${by(0, 1000, 'tool', 'op=delete-user-from-group grp="docker" acct="bob"', 'failed')}`,
      ],
      [`${TOOL} changed user 1001: changing uid`, `USER_MGMT ${by(0, 1000, 'tool', 'op=changing uid id=1001')}`],
      ['groupmod (pid 7) changed group 100', `GRP_MGMT ${by(0, 0, 'groupmod', 'id=100')}`],
    ],
  },
  managed(['ADD_USER'], 'user.add', `${TOOL} added the user bob`),
  managed(['DEL_USER'], 'user.delete', `${TOOL} deleted the user bob`),
  managed(['ADD_GROUP'], 'group.add', `${TOOL} added the group bob`),
  managed(['DEL_GROUP'], 'group.delete', `${TOOL} deleted the group bob`),
  managed(['GRP_CHAUTHTOK'], 'group.password', `${TOOL} changed the password of the group bob`),
  managed(['GRP_AUTH'], 'group.authenticate', `${TOOL} checked the password of the group bob`),
  managed(['ACCT_LOCK'], 'lock', `${TOOL} locked the account bob`),
  managed(['ACCT_UNLOCK'], 'unlock', `${TOOL} unlocked the account bob`),
];
