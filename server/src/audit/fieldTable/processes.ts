// Rows of the table of fields: processes.
import { message } from '../../message';
import type { FieldRow } from '../decoding';
import * as kind from '../kinds';
import { TASK } from './references';

export const PROCESSES: readonly FieldRow[] = [
  {
    names: ['pid'],
    title: message('audit.field.pid'),
    kind: kind.plain,
    reference: TASK,
    examples: [['pid=23413', '23413']],
  },
  {
    names: ['ppid'],
    title: message('audit.field.ppid'),
    kind: kind.plain,
    reference: TASK,
    examples: [['ppid=14134', '14134']],
  },
  {
    names: ['opid'],
    title: message('audit.field.opid'),
    kind: kind.plain,
    reference: 'kernel/auditsc.c, audit_log_pid_context',
    examples: [['opid=18848', '18848']],
  },
  {
    names: ['tty'],
    title: message('audit.field.tty'),
    kind: kind.plain,
    reference: TASK,
    examples: [
      ['tty=(none)', '(none)'],
      ['tty=pts0', 'pts0'],
    ],
  },
  {
    names: ['ses'],
    title: message('audit.field.ses'),
    kind: kind.session,
    reference: 'loginuid and sessionid in proc(5)',
    examples: [
      ['ses=4294967295', 'unset'],
      ['ses=14', '14'],
      ['ses=-1', '-1'],
    ],
  },
  {
    names: ['old-ses'],
    title: message('audit.field.oldSes'),
    kind: kind.otherSession,
    reference: 'loginuid and sessionid in proc(5)',
    examples: [['old-ses=4294967295', '4294967295']],
  },
  {
    names: ['oses'],
    title: message('audit.field.oses'),
    kind: kind.otherSession,
    reference: 'kernel/auditsc.c, audit_log_pid_context',
    examples: [
      ['oses=-1', '-1'],
      ['oses=14', '14'],
    ],
  },
  {
    names: ['comm'],
    title: message('audit.field.comm'),
    kind: kind.commandName,
    reference: 'proc(5), /proc/pid/comm; include/linux/sched.h, TASK_COMM_LEN',
    examples: [
      ['comm="nvidia-containe"', 'nvidia-containe'],
      ['comm=6162C3BC', 'abü'],
      ['comm=(null)', '(null)'],
      ['comm="', ''],
    ],
  },
  {
    names: ['ocomm'],
    title: message('audit.field.ocomm'),
    kind: kind.commandName,
    reference: 'kernel/auditsc.c, audit_log_pid_context',
    examples: [
      ['ocomm="systemd"', 'systemd'],
      ['ocomm=77697468207370616365', 'with space'],
    ],
  },
  {
    names: ['exe'],
    title: message('audit.field.exe'),
    kind: kind.text,
    reference: 'proc(5), /proc/pid/exe',
    examples: [
      ['exe="/usr/bin/bash"', '/usr/bin/bash'],
      ['exe=2F746D702F61206228', '/tmp/a b('],
      ['exe=?', '?'],
    ],
  },
  {
    names: ['proctitle'],
    title: message('audit.field.proctitle'),
    kind: kind.commandLine,
    reference: 'kernel/auditsc.c, audit_log_proctitle and MAX_PROCTITLE_AUDIT_LEN',
    examples: [
      ['proctitle=6B696C6C002D39', 'kill -9'],
      ['proctitle=6B696C6C002D3', 'kill -'],
      ['proctitle="/usr/sbin/init"', '/usr/sbin/init'],
      ['proctitle=(null)', '(null)'],
      ['proctitle=610A1B5C', 'a\\012\\033\\'],
      ['proctitle=E4BDA0FF', '你\\377'],
    ],
  },
  {
    names: ['sig'],
    title: message('audit.field.sig'),
    kind: kind.signal,
    reference: 'signal(7)',
    examples: [
      ['sig=11', 'SIGSEGV'],
      ['sig=0', 'SIG0'],
      ['sig=30', 'SIGPWR'],
      ['sig=37', 'SIGRTMIN+3'],
      ['sig=33', 'unknown-signal(33)'],
    ],
  },
  {
    names: ['argc'],
    title: message('audit.field.argc'),
    kind: kind.plain,
    reference: 'kernel/auditsc.c, audit_log_execve_info',
    examples: [['argc=2', '2']],
  },
  {
    names: ['cwd'],
    title: message('audit.field.cwd'),
    kind: kind.text,
    reference: 'kernel/auditsc.c, audit_log_exit',
    examples: [
      ['cwd="/"', '/'],
      ['cwd=2F6120', '/a '],
    ],
  },
  {
    names: ['data'],
    title: message('audit.field.data'),
    kind: kind.keystrokes,
    reference: 'pam_tty_audit(8); drivers/tty/tty_audit.c',
    examples: [
      ['data=65687F7F6563686F20746573740D', '"eh",<backspace>,<backspace>,"echo test",<ret>'],
      ['data=1B5B411B4F421B5B431B5B447F', '<up>,<down>,<right>,<left>,<backspace>'],
      ['data=1B5B317E1B5B5A1B4F501B5B32347E', '<home>,<back-tab>,<F1>,<F12>'],
      ['data=1B5B5B411B5B5B', '<F1>,<F42>'],
      ['data=8F41', '<up>'],
      ['data=1B611B', '<esc>,"a",<esc>'],
      ['data=03041A1C001F', '<^C>,<^D>,<^Z>,"\\034\\000\\037"'],
      ['data=6122625CC3BC09', '"a\\"b\\\\\\303\\274",<tab>'],
      ['data="ls -la"', '"ls -la"'],
      ['data=61626', '"ab"'],
      ['data=(null)', '(null)'],
    ],
  },
  {
    names: ['msg'],
    types: ['USER_TTY'],
    title: message('audit.field.userTtyMessage'),
    kind: kind.text,
    reference: 'linux/audit.h, AUDIT_USER_TTY',
    examples: [
      ['msg=6563686F20610D', 'echo a\\015'],
      ['msg="abc"', 'abc'],
    ],
  },
  {
    names: ['sigev_signo'],
    title: message('audit.field.notifySignal'),
    kind: kind.signal,
    reference: 'mq_notify(3)',
    examples: [
      ['sigev_signo=10', 'SIGUSR1'],
      ['sigev_signo=37', 'SIGRTMIN+3'],
    ],
  },
  {
    names: ['per'],
    title: message('audit.field.personality'),
    kind: kind.personality,
    reference: 'personality(2); kernel/auditsc.c, audit_log_exit',
    examples: [
      ['per=800008', 'PER_LINUX32'],
      ['per=8', 'PER_LINUX32'],
      ['per=0', 'PER_LINUX'],
      ['per=400000', 'PER_LINUX'],
      ['per=40000', 'PER_LINUX|ADDR_NO_RANDOMIZE'],
      ['per=ff', 'unknown-personality(0xff)'],
      ['per=x', 'x'],
    ],
  },
];
