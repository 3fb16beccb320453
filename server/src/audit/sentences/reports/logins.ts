// Reports of logins, sessions and what was done in them (PAM, sshd, sudo), in words.
import { message, type Message } from '../../../message';
import type { AuditRecord } from '../../record';
import type { SentenceRow } from '../sentence';
import { firstOf, processOf, resultOf, told, userName, valueOf } from '../words';
import { accountOf, fromOrigin, namesAccount, operationOf, report, ofAccount, by, pam, type OfAccount } from './report';

function describeCommand(record: AuditRecord): Message | null {
  const command = valueOf(record, 'cmd');
  if (command === null) return null;
  const user = firstOf(record, 'auid', 'uid');
  const asked = user === null || user === 'unset' ? valueOf(record, 'uid') : user;
  const args = { command, user: asked === null ? message('audit.account.unknown') : userName(asked) };
  const worked = resultOf(record);
  return worked === null ? null : told('command', worked, processOf(record), args);
}

function describeError(record: AuditRecord): Message | null {
  const operation = operationOf(record);
  const args = { process: processOf(record), account: accountOf(record) };
  if (operation !== null && !namesAccount(record))
    return fromOrigin(message('audit.report.errorOnly', { process: args.process, operation }), record);
  return fromOrigin(
    operation === null ? message('audit.report.error', args) : message('audit.report.errorIn', { ...args, operation }),
    record,
  );
}

/** pam_selinux, newrole */
function describeRole(record: AuditRecord): Message | null {
  const context = firstOf(record, 'selected-context', 'new-context', 'new-role');
  if (context === null) return null;
  return namesAccount(record)
    ? report(record, 'role', { account: accountOf(record), context })
    : report(record, 'role.session', { context });
}

function account(type: string, name: OfAccount, operation: string, good: string, bad: string): SentenceRow {
  return {
    types: [type],
    describe: ofAccount(name),
    samples: [
      [good, `${type} ${pam(operation)}`],
      [bad, `${type} ${pam(operation, 'failed')}`],
    ],
  };
}

export const LOGIN_REPORTS: readonly SentenceRow[] = [
  account(
    'USER_AUTH',
    'authenticate',
    'authentication',
    'sshd (pid 7) authenticated alice',
    'sshd (pid 7) failed to authenticate alice',
  ),
  {
    types: ['USER_ACCT'],
    describe: ofAccount('account'),
    samples: [
      [
        'sshd (pid 7) found the account alice valid (from 10.0.0.9)',
        `USER_ACCT ${pam('accounting', 'success', '10.0.0.9')}`,
      ],
      ['sshd (pid 7) refused the account alice', `USER_ACCT ${pam('accounting', 'failed')}`],
    ],
  },
  account('USER_LOGIN', 'login', 'login', 'sshd (pid 7) logged alice in', 'sshd (pid 7) failed to log alice in'),
  account('USER_LOGOUT', 'logout', 'logout', 'sshd (pid 7) logged alice out', 'sshd (pid 7) failed to log alice out'),
  account(
    'USER_START',
    'session.open',
    'session_open',
    'sshd (pid 7) opened a session for alice',
    'sshd (pid 7) failed to open a session for alice',
  ),
  account(
    'USER_END',
    'session.close',
    'session_close',
    'sshd (pid 7) closed a session of alice',
    'sshd (pid 7) failed to close a session of alice',
  ),
  account(
    'CRED_ACQ',
    'credentials.acquire',
    'setcred',
    'sshd (pid 7) set up the credentials of alice',
    'sshd (pid 7) failed to set up the credentials of alice',
  ),
  account(
    'CRED_REFR',
    'credentials.refresh',
    'setcred',
    'sshd (pid 7) renewed the credentials of alice',
    'sshd (pid 7) failed to renew the credentials of alice',
  ),
  account(
    'CRED_DISP',
    'credentials.dispose',
    'setcred',
    'sshd (pid 7) gave up the credentials of alice',
    'sshd (pid 7) failed to give up the credentials of alice',
  ),
  {
    types: ['USER_CMD'],
    describe: describeCommand,
    samples: [
      [
        'user 1000 ran a command with sudo (pid 7): ls -la',
        `USER_CMD pid=7 uid=1000 auid=1000 ses=1 msg='cwd="/home/a" cmd=6C73202D6C61 exe="/usr/bin/sudo" terminal=pts/0 res=success'`,
      ],
      [
        'user 1000 tried to run a command with sudo (pid 7): ls -la: failed',
        `USER_CMD pid=7 uid=1000 auid=1000 ses=1 msg='cwd="/home/a" cmd=6C73202D6C61 exe="/usr/bin/sudo" terminal=pts/0 res=failed'`,
      ],
    ],
  },
  {
    types: ['USER_ERR'],
    describe: describeError,
    samples: [
      [
        'sshd (pid 7) reported an error with alice in PAM:bad_ident (from 10.0.0.9)',
        `USER_ERR ${pam('bad_ident', 'failed', '10.0.0.9')}`,
      ],
      [
        'sshd (pid 7) reported an error with an account that the record does not name',
        `USER_ERR ${by(0, 0, 'sshd', 'acct="?"', 'failed')}`,
      ],
    ],
  },
  {
    types: ['USER_ROLE_CHANGE'],
    describe: describeRole,
    samples: [
      [
        'sshd (pid 7) chose the security context u:r:t:s0 for alice',
        `USER_ROLE_CHANGE ${by(0, 1000, 'sshd', 'op=pam_selinux acct="alice" default-context=u:r:d:s0 selected-context=u:r:t:s0')}`,
      ],
    ],
  },
];
