// System calls: their names by number and architecture, and what the common ones do.
import { message, type Message } from '../../message';
import { NEWER_SYSCALLS, NEWER_SYSCALLS_OF } from './newer';
import { SYSCALL_NAMES } from './syscallTable';
import { readRuns, readTable } from './tables';

/** ausyscall's table for an architecture as arch= names it, where the two differ in name: one ppc for all three. */
const TABLES: Readonly<Record<string, keyof typeof SYSCALL_NAMES>> = { armeb: 'arm', ppc64: 'ppc', ppc64le: 'ppc' };

const tables = new Map<string, ReadonlyMap<number, string> | null>();

function tableOf(architecture: string): ReadonlyMap<number, string> | null {
  let table = tables.get(architecture);
  if (table === undefined) {
    table = readTableOf(architecture);
    tables.set(architecture, table);
  }
  return table;
}

function readTableOf(architecture: string): ReadonlyMap<number, string> | null {
  const name = Object.hasOwn(TABLES, architecture) ? TABLES[architecture] : architecture;
  const names = readTable(SYSCALL_NAMES, name ?? architecture);
  if (names === null) return null;
  const own = Object.hasOwn(NEWER_SYSCALLS_OF, architecture) ? ` ${NEWER_SYSCALLS_OF[architecture] ?? ''}` : '';
  return new Map([...names, ...readRuns(`${NEWER_SYSCALLS}${own}`)]);
}

/** True where the calls of the architecture (a name of ARCHITECTURE_NAMES) are known. */
export function knowsSyscallsOf(architecture: string): boolean {
  return tableOf(architecture) !== null;
}

/** The name of a system call; null where the architecture or the number is not in the tables. */
export function syscallName(architecture: string, number: number): string | null {
  return tableOf(architecture)?.get(number) ?? null;
}

/** The number of a system call by its name; null where the architecture or the name is not in the tables. */
export function syscallNumber(architecture: string, name: string): number | null {
  for (const [number, known] of tableOf(architecture) ?? []) if (known === name) return number;
  return null;
}

/** The names of all system calls of an architecture; none where its calls are not known. */
export function syscallNamesOf(architecture: string): string[] {
  return [...(tableOf(architecture)?.values() ?? [])];
}

/** What a call does, after the NAME section of its manual page in section 2; null where none is written down here. */
export function syscallPurpose(name: string): Message | null {
  return Object.hasOwn(PURPOSES, name) ? (PURPOSES[name] ?? null) : null;
}

const PURPOSES: Readonly<Record<string, Message>> = {
  accept: message('audit.syscall.accept'),
  accept4: message('audit.syscall.accept'),
  adjtimex: message('audit.syscall.settime'),
  bind: message('audit.syscall.bind'),
  bpf: message('audit.syscall.bpf'),
  capset: message('audit.syscall.capset'),
  chdir: message('audit.syscall.chdir'),
  chmod: message('audit.syscall.chmod'),
  chown: message('audit.syscall.chown'),
  chroot: message('audit.syscall.chroot'),
  clock_settime: message('audit.syscall.settime'),
  clone: message('audit.syscall.clone'),
  clone3: message('audit.syscall.clone'),
  close: message('audit.syscall.close'),
  connect: message('audit.syscall.connect'),
  creat: message('audit.syscall.open'),
  delete_module: message('audit.syscall.deleteModule'),
  dup: message('audit.syscall.dup'),
  dup2: message('audit.syscall.dup'),
  dup3: message('audit.syscall.dup'),
  execve: message('audit.syscall.execve'),
  execveat: message('audit.syscall.execve'),
  exit: message('audit.syscall.exit'),
  exit_group: message('audit.syscall.exitGroup'),
  fchmod: message('audit.syscall.chmod'),
  fchmodat: message('audit.syscall.chmod'),
  fchmodat2: message('audit.syscall.chmod'),
  fchown: message('audit.syscall.chown'),
  fchownat: message('audit.syscall.chown'),
  finit_module: message('audit.syscall.initModule'),
  fork: message('audit.syscall.fork'),
  ftruncate: message('audit.syscall.truncate'),
  init_module: message('audit.syscall.initModule'),
  ioctl: message('audit.syscall.ioctl'),
  kill: message('audit.syscall.kill'),
  lchown: message('audit.syscall.chown'),
  link: message('audit.syscall.link'),
  linkat: message('audit.syscall.link'),
  listen: message('audit.syscall.listen'),
  lsetxattr: message('audit.syscall.setxattr'),
  mkdir: message('audit.syscall.mkdir'),
  mkdirat: message('audit.syscall.mkdir'),
  mknod: message('audit.syscall.mknod'),
  mknodat: message('audit.syscall.mknod'),
  mmap: message('audit.syscall.mmap'),
  mount: message('audit.syscall.mount'),
  move_mount: message('audit.syscall.mount'),
  mprotect: message('audit.syscall.mprotect'),
  open: message('audit.syscall.open'),
  openat: message('audit.syscall.open'),
  openat2: message('audit.syscall.open'),
  personality: message('audit.syscall.personality'),
  pidfd_open: message('audit.syscall.pidfdOpen'),
  pidfd_send_signal: message('audit.syscall.pidfdSendSignal'),
  pivot_root: message('audit.syscall.pivotRoot'),
  prctl: message('audit.syscall.prctl'),
  ptrace: message('audit.syscall.ptrace'),
  read: message('audit.syscall.read'),
  reboot: message('audit.syscall.reboot'),
  recvfrom: message('audit.syscall.receive'),
  recvmsg: message('audit.syscall.receive'),
  rename: message('audit.syscall.rename'),
  renameat: message('audit.syscall.rename'),
  renameat2: message('audit.syscall.rename'),
  rmdir: message('audit.syscall.rmdir'),
  rt_sigqueueinfo: message('audit.syscall.sigqueue'),
  rt_tgsigqueueinfo: message('audit.syscall.sigqueueThread'),
  sendmsg: message('audit.syscall.send'),
  sendto: message('audit.syscall.send'),
  setgid: message('audit.syscall.setgid'),
  sethostname: message('audit.syscall.sethostname'),
  setns: message('audit.syscall.setns'),
  setresgid: message('audit.syscall.setgid'),
  setresuid: message('audit.syscall.setuid'),
  setreuid: message('audit.syscall.setuid'),
  settimeofday: message('audit.syscall.settime'),
  setuid: message('audit.syscall.setuid'),
  setxattr: message('audit.syscall.setxattr'),
  socket: message('audit.syscall.socket'),
  symlink: message('audit.syscall.symlink'),
  symlinkat: message('audit.syscall.symlink'),
  tgkill: message('audit.syscall.tgkill'),
  tkill: message('audit.syscall.tkill'),
  truncate: message('audit.syscall.truncate'),
  umount2: message('audit.syscall.umount'),
  unlink: message('audit.syscall.unlink'),
  unlinkat: message('audit.syscall.unlink'),
  unshare: message('audit.syscall.unshare'),
  vfork: message('audit.syscall.fork'),
  write: message('audit.syscall.write'),
};
