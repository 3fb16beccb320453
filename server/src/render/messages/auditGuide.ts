// What a field of an audit record is in general, for a reader who meets it for the first time.

export const auditGuideMessages = {
  'audit.guide.arch':
    'The kernel numbers its system calls anew for each architecture: the number in syscall= means nothing without this field.',
  'audit.guide.syscall':
    'A program asks the kernel for everything by a system call: to open a file, to start a program, to send a signal. The number says for what; what each call does stands in section 2 of the manual.',
  'audit.guide.success':
    'Whether the kernel did what it was asked. The audit system judges by the return value: the field is missing where a call does not return.',
  'audit.guide.exit':
    'What the kernel gave back to the program. Below zero it is an error number; otherwise it depends on the call: a file descriptor, a count of bytes, a process id.',
  'audit.guide.a0Syscall':
    'Audit records the first four arguments as numbers in hexadecimal. An address says where in the memory of the process something stood, not what it was; names of files stand in PATH records.',
  'audit.guide.a0Socketcall':
    '32-bit programs make all calls on sockets through socketcall: the arguments of the real call stand here.',
  'audit.guide.items':
    'A call that names files is followed by one PATH record for each, and one for the folder where something is made or removed.',
  'audit.guide.key':
    'A free text that the author of an audit rule gave it (auditctl -k), to find its events again. Empty where no rule with a key matched.',
  'audit.guide.pid':
    'Every process has a number, which the kernel gives again after its end. In a container the same process has another number; audit writes the one of the host.',
  'audit.guide.ppid':
    'Every process was started by another, its parent. Where the parent has ended, another process takes its place, mostly process 1.',
  'audit.guide.opid':
    'The process that the call was aimed at, such as the one that got a signal. Audit writes its number on the host, whatever number the sender used.',
  'audit.guide.spid': 'The process that a message or connection belongs to.',
  'audit.guide.vmPid': 'The process that runs the virtual machine.',
  'audit.guide.tty':
    'A terminal that belongs to the session of the process: pts0 is a window or an ssh session, (none) a daemon.',
  'audit.guide.terminal':
    'The terminal or service through which the request came, as the program reports it: pts/0, ssh, cron.',
  'audit.guide.ses':
    'At each login a session gets a number, which all processes of it keep. 4294967295 stands for none: the process comes from a daemon.',
  'audit.guide.comm':
    'A short name that the kernel keeps of each process: at first the name of its file, but a process may change it. It proves nothing.',
  'audit.guide.ocomm':
    'The short name of the process that the call was aimed at. A process may change its own, so it proves nothing.',
  'audit.guide.exe':
    'The file that the kernel runs for the process. For a script it is the interpreter. Unlike comm= and proctitle= a process cannot choose it freely.',
  'audit.guide.proctitle':
    'The command line as it stands in the memory of the process. The process may overwrite it; audit takes its first 128 bytes.',
  'audit.guide.sig':
    'The number of a signal: a message of the kernel or of another process that interrupts a process or ends it.',
  'audit.guide.sigevSigno': 'The signal by which a process wants to be told of a message.',
  'audit.guide.argc': 'How many arguments the program was started with, its own name included.',
  'audit.guide.argumentExecve':
    'Arguments stand in the order in which the program got them; a0 is the name that it was called by, which need not be that of its file.',
  'audit.guide.contid':
    'A number that a runtime may give to the processes of a container, so that their records can be told apart. 18446744073709551615 stands for none.',
  'audit.guide.signal': 'The signal that was to be sent, by its name without SIG.',
  'audit.guide.inodeDev': 'The device that the file lies on or stands for, as major:minor.',
  'audit.guide.watchInode': "The watched file's number in its file system.",
  'audit.guide.filterkey': 'The key that the author of the watch gave it, as key= is today.',
  'audit.guide.ipe':
    'IPE decides by a policy which files may be run or loaded: what was to be done, at which point of the kernel it was asked, and the rule that decided.',
  'audit.guide.policy':
    'The policy that was loaded or made active, its version and a short form of it by which it can be recognized.',
  'audit.guide.enforcing': '1: what the policy forbids is denied; 0: it is only reported.',
  'audit.guide.cwd': 'Paths that do not begin with / count from the working directory of the process.',
  'audit.guide.auid':
    'Set once at login and kept through su, sudo and all programs started from there: it says which person is behind a process that runs as root. 4294967295 stands for none: a daemon.',
  'audit.guide.uid':
    'The user that the process belongs to. User 0 is root. In a container with user namespaces audit still writes the number on the host.',
  'audit.guide.euid':
    'The user whose rights count when the process asks for something. It differs from uid= in programs with the set-user-ID bit, such as sudo.',
  'audit.guide.suid':
    'The user that the process may become again. In reports of sshd: the user of another process that is told about.',
  'audit.guide.fsuid': 'The user whose rights count for access to files. It differs from euid= only in file servers.',
  'audit.guide.gid': 'The group that the process belongs to first; others may be added, which audit does not write.',
  'audit.guide.egid': 'The group whose rights count when the process asks for something.',
  'audit.guide.sgid': 'The group that the process may become again.',
  'audit.guide.fsgid': 'The group whose rights count for access to files.',
  'audit.guide.ouidPath': 'The user who owns the file, at the time of the call.',
  'audit.guide.ouidObjPid': 'The user of the process that the call was aimed at.',
  'audit.guide.ouid': 'The user who owns the object.',
  'audit.guide.ogid': 'The group that owns the file or object.',
  'audit.guide.iuid': 'The user who owns the object.',
  'audit.guide.igid': 'A group that owns the object, or will.',
  'audit.guide.id': 'The number of the account or group that was changed. In kernel records it may be something else.',
  'audit.guide.acct':
    'The account that a program reports about: who logs in, whose password changes. Not the user that the program runs as.',
  'audit.guide.grp': 'The group that a program reports about.',
  'audit.guide.nameKernModule': 'Kernel modules add drivers and functions to the running kernel.',
  'audit.guide.name':
    'The path as the program gave it to the call. A relative one counts from the folder in CWD, or from a folder that was opened before.',
  'audit.guide.path': 'A path as the kernel knew it.',
  'audit.guide.item': 'PATH records of a call are counted from 0, in the order in which the kernel looked them up.',
  'audit.guide.inode':
    "A file's number in its file system. It stays when the file is renamed, and may be given again after its removal.",
  'audit.guide.ino': "A file's number in its file system.",
  'audit.guide.dev': 'Where the file lies, as major:minor of the device; in records of networks the network device.',
  'audit.guide.rdev': 'For the files in /dev: the device that the file stands for. 00:00 for all other files.',
  'audit.guide.nametype':
    'What the call did with the path: NORMAL used it, CREATE made it, DELETE removed it, PARENT is the folder of one that was made or removed.',
  'audit.guide.modeMqOpen': 'The permissions that the queue was to get.',
  'audit.guide.mode':
    'The kind of file and who may read, write and run it, in octal digits: owner, group, others. suid and sgid let a program run as its owner.',
  'audit.guide.capFp':
    'Capabilities are the rights of root in about 40 parts. A file may carry some: who runs it gains them. 0 is the normal case.',
  'audit.guide.capFver': 'In which form the file carries its capabilities; 0 where it has none.',
  'audit.guide.capFrootid': "In which user namespace the file's capabilities count, by the user who is root in it.",
  'audit.guide.pp':
    'Capabilities are the rights of root in about 40 parts. p is what the process may use, e what counts now, i what programs may inherit, a what they keep.',
  'audit.guide.capability':
    'Capabilities are the rights of root in about 40 parts; this is the one that was asked for.',
  'audit.guide.saddrSockaddr':
    'Where a socket talks to: an address and a port, a path on this machine, or a part of the kernel (netlink). The bytes are those that the program gave.',
  'audit.guide.saddr': 'The address that a packet comes from.',
  'audit.guide.daddr': 'The address that a packet goes to.',
  'audit.guide.laddr': 'The address and port on this node.',
  'audit.guide.rport': 'The port of the other side.',
  'audit.guide.fd':
    'A program reads and writes files and sockets by small numbers, which the kernel gives when they are opened. They mean something in that process only.',
  'audit.guide.flags': 'Bits that change how the call works.',
  'audit.guide.oflag': 'How a file or queue was to be opened: for reading, for writing, to be created.',
  'audit.guide.resolve': 'How openat2 was to follow the path: whether links and .. may lead out of a folder.',
  'audit.guide.nargs': 'How many arguments the call took.',
  'audit.guide.mqdes': 'An open message queue, by its number in the process.',
  'audit.guide.msgLen': 'The size and priority of a message, and how long the call was to wait for the queue.',
  'audit.guide.mqFlags':
    'Attributes of a message queue: how many messages it holds, how long they may be, how many wait.',
  'audit.guide.qbytes': 'How many bytes the message queue may hold.',
  'audit.guide.res': 'How the program or the kernel reports whether it worked: yes or success, no or failed.',
  'audit.guide.op':
    'What was done, in a word of the program or of the kernel part that reports it. PAM:session_open is one of the steps of a login.',
  'audit.guide.list':
    'Audit rules stand in lists: exit is looked at when a call ends, user for reports of programs, exclude says what is left out.',
  'audit.guide.old': 'The value before, and after.',
  'audit.guide.auditBacklogLimit':
    'Records wait in a queue until auditd reads them. When it is full, records are lost or programs wait.',
  'audit.guide.auditBacklogWaitTime':
    "How long a program waits when the queue of audit records is full, in ticks of the kernel's clock.",
  'audit.guide.auditEnabled':
    '0: no records are made; 1: they are; 2: they are, and nothing can be changed until the next boot.',
  'audit.guide.auditPid': 'The process that reads the audit records: auditd. 0 where none does.',
  'audit.guide.auditFailure':
    'What the kernel does when records are lost: 0 nothing, 1 a line in its log, 2 it stops the machine.',
  'audit.guide.auditRateLimit': 'How many records the kernel makes in a second at most; 0 is without limit.',
  'audit.guide.lost': 'How many records were lost because nobody read them fast enough.',
  'audit.guide.ver': 'The version of auditd that wrote the record.',
  'audit.guide.format': 'Whether auditd adds names to the numbers that it writes (enriched) or not (raw).',
  'audit.guide.kernel': 'The version of the kernel that runs.',
  'audit.guide.state': 'The state that auditd or the kernel went to.',
  'audit.guide.hostname':
    'The host that a request came from, as the program reports it; ? where it came from this machine.',
  'audit.guide.addr':
    'The address that a request came from, as the program reports it; ? where it came from this machine.',
  'audit.guide.grantors': 'The PAM modules that agreed to the step.',
  'audit.guide.unit': 'A service, socket or timer as systemd manages it.',
  'audit.guide.cmd': 'The command that the user asked for.',
  'audit.guide.data': 'What was typed, byte by byte, control keys included.',
  'audit.guide.msg': 'What the program says in its own words.',
  'audit.guide.subj':
    'The security label of the process that acted, as SELinux or AppArmor gave it. Rules of the policy are about labels.',
  'audit.guide.obj': 'The security label of what was acted on.',
  'audit.guide.tclass': 'The kind of object in the policy of SELinux: file, dir, process, service.',
  'audit.guide.permissive': '1: SELinux only reports; the access was let through.',
  'audit.guide.seresult': 'What SELinux decided, and about which permissions.',
  'audit.guide.apparmor':
    'What AppArmor decided: DENIED; ALLOWED where a profile only complains; AUDIT; STATUS for changes of profiles.',
  'audit.guide.operation': 'What the process wanted to do, in the words of AppArmor.',
  'audit.guide.profile': 'The AppArmor profile that the process runs under: a list of what it may do.',
  'audit.guide.requestedMask':
    'The rights that were asked for or denied: r read, w write, x run, c create, d delete, k lock, l link.',
  'audit.guide.info': 'Why it went wrong, as the kernel says.',
  'audit.guide.peer': 'The other side, or the kind of object, in the words of AppArmor.',
  'audit.guide.code': 'What the seccomp filter said to do with the call: kill, fail, report, ask.',
  'audit.guide.compat': '1: the call was made by a 32-bit program on a 64-bit kernel.',
  'audit.guide.ip': 'Where in the memory of the process the call was made.',
  'audit.guide.table': 'Packet filter rules stand in tables: filter, nat, mangle and others.',
  'audit.guide.family': 'The kind of packets that a table or address is about: ipv4, ipv6, inet for both.',
  'audit.guide.entries': 'How many entries the table has now, or how many were changed.',
  'audit.guide.proto': 'The protocol inside a packet: tcp, udp, icmp.',
  'audit.guide.mark': 'A number that packet filter rules have put on the packet.',
  'audit.guide.hook': 'Where in the kernel the packet was met, and what stands in its headers.',
  'audit.guide.prom': 'Whether a network device takes in all packets or only its own: 256 is all, as tcpdump wants it.',
  'audit.guide.progId': 'Each BPF program in the kernel has a number; bpftool prog shows it.',
  'audit.guide.nlMcgrp': 'The group of netlink messages that a process listens to.',
  'audit.guide.feature': 'Features of the audit system, and whether they are locked until the next boot.',
  'audit.guide.uringOp':
    'With io_uring a program hands work to the kernel without a system call each; this is the kind of work.',
  'audit.guide.domain':
    'Landlock lets a program take rights from itself. The domain is what it may still do; blockers is what was not allowed.',
  'audit.guide.resp':
    'fanotify lets a program (a virus scanner, fapolicyd) decide whether a file may be opened; this is what it said, and why.',
  'audit.guide.module': 'The part of the kernel that reports.',
  'audit.guide.sec': 'By how much the clock was moved.',
  'audit.guide.cause': 'What the check of integrity looked at and why it ended so.',
  'audit.guide.bool': 'Switches of the security module, before and after.',
  'audit.guide.vm': 'The virtual machine or container, and what was given to it.',
  'audit.guide.sw': 'The package, its kind, and whether its signature was checked.',
  'audit.guide.cipher': 'How a connection is encrypted, and by which key.',
  'audit.guide.fpCryptoKeyUser': 'A short form of a key, by which it can be recognized.',
  'audit.guide.oldLevel':
    'Run levels are the states of the machine from before systemd: 3 without, 5 with a screen, 0 off.',
  'audit.guide.defaultContext': 'Security labels: the one that was to be, and the one that was chosen.',
  'audit.guide.oldLogPasswd': 'Whether keystrokes are recorded, passwords included.',
  'audit.guide.daemon': 'The daemon of the audit system that reports.',
  'audit.guide.uri': 'What was printed, and where.',
  'audit.guide.device': 'The device, by its name or number, and the place on it.',
  'audit.guide.unlblAccept': 'How packets get and show security labels.',
  'audit.guide.perm': 'The kinds of access that a rule watches: r read, w write, x run, a attributes.',
  'audit.guide.per': 'The personality of a process changes details of how the kernel treats it.',
  'audit.guide.options': 'Settings, as the program reports them.',
  'audit.guide.errno': 'The number of an error.',
  'audit.guide.ioctlcmd': 'The request to a device.',
  'audit.guide.auditBacklogWaitTimeActual':
    'How long programs have waited because the queue of audit records was full.',
} as const;
