// Reports that are rare, and told by what kind they are.
import { message, type Message } from '../../../message';
import { textOf } from '../../encoded';
import type { AuditRecord } from '../../record';
import type { SentenceRow } from '../sentence';
import { doerOf } from '../words';
import { describeOther, by } from './report';

/** `auditctl -m TEXT`: the text as it is, or as text= in hexadecimal digits where it has odd characters. */
function describeText(record: AuditRecord): Message | null {
  const said = /msg='(?:text=)?(.*?) ?exe=/.exec(record.body)?.[1] ?? '';
  if (said === '') return describeOther(record);
  return message('audit.report.said', { process: doerOf(record), said: textOf(said) });
}

const OTHERS: readonly string[] = [
  'DAC_CHECK',
  'MAC_CHECK',
  'CHGRP_ID',
  'CHUSER_ID',
  'TEST',
  'TRUSTED_APP',
  'KERNEL_OTHER',
  'ROLE_ASSIGN',
  'ROLE_REMOVE',
  'ROLE_MODIFY',
  'LABEL_OVERRIDE',
  'LABEL_LEVEL_CHANGE',
  'USER_LABELED_EXPORT',
  'USER_UNLABELED_EXPORT',
  'DEV_ALLOC',
  'DEV_DEALLOC',
  'FS_RELABEL',
  'CRYPTO_TEST_USER',
  'CRYPTO_PARAM_CHANGE_USER',
  'CRYPTO_LOGIN',
  'CRYPTO_LOGOUT',
  'CRYPTO_FAILURE_USER',
  'CRYPTO_REPLAY_USER',
  'CRYPTO_IKE_SA',
  'CRYPTO_IPSEC_SA',
  'VIRT_INTEGRITY_CHECK',
  'VIRT_CREATE',
  'VIRT_DESTROY',
  'VIRT_MIGRATE_IN',
  'VIRT_MIGRATE_OUT',
  'ANOM_LOGIN_FAILURES',
  'ANOM_LOGIN_TIME',
  'ANOM_LOGIN_SESSIONS',
  'ANOM_LOGIN_ACCT',
  'ANOM_LOGIN_LOCATION',
  'ANOM_MAX_DAC',
  'ANOM_MAX_MAC',
  'ANOM_AMTU_FAIL',
  'ANOM_RBAC_FAIL',
  'ANOM_RBAC_INTEGRITY_FAIL',
  'ANOM_CRYPTO_FAIL',
  'ANOM_ACCESS_FS',
  'ANOM_EXEC',
  'ANOM_MK_EXEC',
  'ANOM_ADD_ACCT',
  'ANOM_DEL_ACCT',
  'ANOM_MOD_ACCT',
  'ANOM_ROOT_TRANS',
  'ANOM_LOGIN_SERVICE',
  'ANOM_LOGIN_ROOT',
  'ANOM_ORIGIN_FAILURES',
  'ANOM_SESSION',
  'RESP_ANOMALY',
  'RESP_ALERT',
  'RESP_KILL_PROC',
  'RESP_TERM_ACCESS',
  'RESP_ACCT_REMOTE',
  'RESP_ACCT_LOCK_TIMED',
  'RESP_ACCT_UNLOCK_TIMED',
  'RESP_ACCT_LOCK',
  'RESP_TERM_LOCK',
  'RESP_SEBOOL',
  'RESP_EXEC',
  'RESP_SINGLE',
  'RESP_HALT',
  'RESP_ORIGIN_BLOCK',
  'RESP_ORIGIN_BLOCK_TIMED',
  'RESP_ORIGIN_UNBLOCK_TIMED',
];

export const OTHER_REPORTS: readonly SentenceRow[] = [
  {
    types: ['USER'],
    describe: describeText,
    samples: [
      [
        'auditctl (pid 7) wrote to the audit log: begin of the test',
        `USER ${by(0, 0, 'auditctl', 'begin of the test')}`,
      ],
      ['auditctl (pid 7) wrote to the audit log: of=x "y"', `USER ${by(0, 0, 'auditctl', 'text=of=x "y"')}`],
      ['auditctl (pid 7) wrote to the audit log: hello', `USER ${by(0, 0, 'auditctl', 'text=68656C6C6F')}`],
      [
        'tool (pid 7) reported: message of a program: failed',
        `USER pid=7 uid=0 auid=0 ses=1 msg='exe="/usr/sbin/tool" res=failed'`,
      ],
    ],
  },
  {
    types: OTHERS,
    describe: describeOther,
    samples: [
      [
        'tool (pid 7) reported: limit of failed logins reached (alice): failed',
        `ANOM_LOGIN_FAILURES ${by(0, 0, 'tool', 'acct="alice"', 'failed')}`,
      ],
      ['tool (pid 7) reported: file system relabeled: succeeded', `FS_RELABEL ${by(0, 0, 'tool', '')}`],
    ],
  },
];
