// Names of fields as the kernel and trusted programs write them, where a reader must know them to see where a value ends.

/**
 * Names that may follow a value with blanks in it: `comm=my prog exe=/bin/x` (audit-documentation, field-dictionary.csv;
 * kernel/auditsc.c, security/selinux/avc.c, security/lsm_audit.c).
 */
const NAMES =
  'acct action addr aimed apparmor arch argc audit_backlog_limit audit_backlog_wait_time audit_enabled audit_failure ' +
  'audit_pid auid banners bool bus cap_fe cap_fi cap_fp cap_frootid cap_fver cap_pa cap_pe cap_pi cap_pp capability ' +
  'category cgroup changed cipher class cmd cmdline code comm compat cwd daddr data default-context denied_mask ' +
  'dest dev device dir direction dmac dport egid enforcing entries errno error euid exe exit family fd fe fi file ' +
  'filetype flags format fp fp_key fsgid fsname fsuid fver gid grantors grp host hostname icmp_type icmptype id igid ' +
  'img-ctx info inif ino inode inode_gid inode_uid invalid_context ioctlcmd ip ipid ipx-net item items iuid kernel ' +
  'key kind ksize laddr len lport list lsm mac macproto maj major minor mode model msg name namespace nametype nargs ' +
  'nbytes net netif new new-chardev new-cpuinfo new-disk new-enabled new-fs new-level new-mem new-net new-range ' +
  'new-rng new-role new-seuser new-vcpu new_gid new_group new_lock new_pa new_pe new_pi new_pp obj obj_gid obj_trust ' +
  'obj_uid oauid ocomm oflag ogid old old-auid old-chardev old-disk old-enabled old-fs old-level old-mem old-net ' +
  'old-range old-rng old-role old-ses old-seuser old-vcpu old_enforcing old_lock old_pa old_pe old_pi old_pp old_prom ' +
  'old_val op operation opid oport oses ouid outif pa parent path pe per perm perm_mask permissive pfs pi pid pp ppid ' +
  'printer proctitle profile prog-id prom proto qbytes range rdev reason removed reporter requested requested_mask ' +
  'res resp result role root_dir rport saddr sauid scontext seperm seperms seqno ses sgid sig sigev_signo size smac ' +
  'source spid sport src state subj subj_trust success suid sw syscall table target tclass tcontext terminal text ' +
  'tty type uid unit uri uringop uring_op user uuid val ver virt vm vm-ctx vm-pid watch';

const names: ReadonlySet<string> = new Set(NAMES.split(' '));

/** True for the name of a field that a record may have besides a0, a1, ... */
export function isFieldName(name: string): boolean {
  return names.has(name);
}
