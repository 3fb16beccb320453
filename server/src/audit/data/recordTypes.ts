// What a record of each type is (linux/audit.h, libaudit.h; auditd's "Record Type" list).
import { message, type Message } from '../../message';
import { NEWER_RECORD_TYPES } from './newer';
import { RECORD_TYPE_NAMES } from './recordTypeTable';
import { readRuns } from './tables';

const names = readRuns(`${RECORD_TYPE_NAMES} ${NEWER_RECORD_TYPES}`);
const known: ReadonlySet<string> = new Set(names.values());

/** The name that auditd and ausearch give a record type by its number: 1300 is SYSCALL; null for one without a name. */
export function recordTypeName(number: number): string | null {
  return names.get(number) ?? null;
}

/** True for a name of the table. */
export function isRecordTypeName(name: string): boolean {
  return known.has(name);
}

/** What a record of this type tells; null for a type that is not in the table. */
export function recordTypeMeaning(type: string): Message | null {
  return Object.hasOwn(MEANINGS, type) ? (MEANINGS[type] ?? null) : null;
}

const MEANINGS: Readonly<Record<string, Message>> = {
  SYSCALL: message('audit.type.syscall'),
  PATH: message('audit.type.path'),
  CWD: message('audit.type.cwd'),
  EXECVE: message('audit.type.execve'),
  PROCTITLE: message('audit.type.proctitle'),
  OBJ_PID: message('audit.type.objPid'),
  SOCKADDR: message('audit.type.sockaddr'),
  SOCKETCALL: message('audit.type.socketcall'),
  FD_PAIR: message('audit.type.fdPair'),
  MMAP: message('audit.type.mmap'),
  IPC: message('audit.type.ipc'),
  IPC_SET_PERM: message('audit.type.ipcSetPerm'),
  MQ_OPEN: message('audit.type.mqOpen'),
  MQ_SENDRECV: message('audit.type.mqSendRecv'),
  MQ_NOTIFY: message('audit.type.mqNotify'),
  MQ_GETSETATTR: message('audit.type.mqAttributes'),
  BPRM_FCAPS: message('audit.type.bprmFcaps'),
  CAPSET: message('audit.type.capset'),
  EOE: message('audit.type.eoe'),
  TTY: message('audit.type.tty'),
  SECCOMP: message('audit.type.seccomp'),
  BPF: message('audit.type.bpf'),
  KERN_MODULE: message('audit.type.kernModule'),
  NETFILTER_CFG: message('audit.type.netfilterCfg'),
  NETFILTER_PKT: message('audit.type.netfilterPkt'),
  FANOTIFY: message('audit.type.fanotify'),
  TIME_INJOFFSET: message('audit.type.timeOffset'),
  TIME_ADJNTPVAL: message('audit.type.timeNtp'),
  EVENT_LISTENER: message('audit.type.eventListener'),
  URINGOP: message('audit.type.uringop'),
  OPENAT2: message('audit.type.openat2'),
  DM_CTRL: message('audit.type.dmCtrl'),
  DM_EVENT: message('audit.type.dmEvent'),
  FEATURE_CHANGE: message('audit.type.featureChange'),
  REPLACE: message('audit.type.replace'),
  CONFIG_CHANGE: message('audit.type.configChange'),
  LOGIN: message('audit.type.login'),
  KERNEL: message('audit.type.kernel'),
  AVC: message('audit.type.avc'),
  AVC_PATH: message('audit.type.avcPath'),
  SELINUX_ERR: message('audit.type.selinuxErr'),
  USER_AVC: message('audit.type.userAvc'),
  USER_SELINUX_ERR: message('audit.type.userSelinuxErr'),
  MAC_POLICY_LOAD: message('audit.type.macPolicyLoad'),
  MAC_STATUS: message('audit.type.macStatus'),
  MAC_CONFIG_CHANGE: message('audit.type.macConfigChange'),
  ANOM_ABEND: message('audit.type.anomAbend'),
  ANOM_PROMISCUOUS: message('audit.type.anomPromiscuous'),
  ANOM_LINK: message('audit.type.anomLink'),
  ANOM_CREAT: message('audit.type.anomCreat'),
  INTEGRITY_DATA: message('audit.type.integrity'),
  INTEGRITY_METADATA: message('audit.type.integrity'),
  INTEGRITY_STATUS: message('audit.type.integrity'),
  INTEGRITY_HASH: message('audit.type.integrity'),
  INTEGRITY_PCR: message('audit.type.integrity'),
  INTEGRITY_RULE: message('audit.type.integrity'),
  INTEGRITY_POLICY_RULE: message('audit.type.integrity'),
  DAEMON_START: message('audit.type.daemonStart'),
  DAEMON_END: message('audit.type.daemonEnd'),
  DAEMON_ABORT: message('audit.type.daemonAbort'),
  DAEMON_CONFIG: message('audit.type.daemonConfig'),
  DAEMON_ROTATE: message('audit.type.daemonRotate'),
  DAEMON_RESUME: message('audit.type.daemonResume'),
  DAEMON_ACCEPT: message('audit.type.daemonAccept'),
  DAEMON_CLOSE: message('audit.type.daemonClose'),
  DAEMON_ERR: message('audit.type.daemonError'),
  SERVICE_START: message('audit.type.serviceStart'),
  SERVICE_STOP: message('audit.type.serviceStop'),
  SYSTEM_BOOT: message('audit.type.systemBoot'),
  SYSTEM_SHUTDOWN: message('audit.type.systemShutdown'),
  SYSTEM_RUNLEVEL: message('audit.type.systemRunlevel'),
  USER: message('audit.type.user'),
  USER_AUTH: message('audit.type.userAuth'),
  USER_ACCT: message('audit.type.userAcct'),
  USER_MGMT: message('audit.type.userMgmt'),
  USER_LOGIN: message('audit.type.userLogin'),
  USER_LOGOUT: message('audit.type.userLogout'),
  USER_ERR: message('audit.type.userErr'),
  USER_START: message('audit.type.userStart'),
  USER_END: message('audit.type.userEnd'),
  USER_CMD: message('audit.type.userCmd'),
  USER_TTY: message('audit.type.userTty'),
  USER_CHAUTHTOK: message('audit.type.userChauthtok'),
  USER_ROLE_CHANGE: message('audit.type.userRoleChange'),
  USER_DEVICE: message('audit.type.userDevice'),
  CRED_ACQ: message('audit.type.credAcq'),
  CRED_DISP: message('audit.type.credDisp'),
  CRED_REFR: message('audit.type.credRefr'),
  ADD_USER: message('audit.type.addUser'),
  DEL_USER: message('audit.type.delUser'),
  ADD_GROUP: message('audit.type.addGroup'),
  DEL_GROUP: message('audit.type.delGroup'),
  GRP_MGMT: message('audit.type.grpMgmt'),
  ACCT_LOCK: message('audit.type.acctLock'),
  ACCT_UNLOCK: message('audit.type.acctUnlock'),
  CRYPTO_KEY_USER: message('audit.type.cryptoKeyUser'),
  CRYPTO_SESSION: message('audit.type.cryptoSession'),
  VIRT_CONTROL: message('audit.type.virtControl'),
  VIRT_RESOURCE: message('audit.type.virtResource'),
  VIRT_MACHINE_ID: message('audit.type.virtMachineId'),
  SOFTWARE_UPDATE: message('audit.type.softwareUpdate'),
};
