// What is said of known issues: title, meaning and what to do first, one row of verdict/knownIssues after the other.
// Between backticks stand commands as they are to be typed.

export const knownIssueMessages = {
  'known.own': '{text}',
  'known.diagnostic': 'Known issue: {title}. {explanation}',
  'known.diagnostic.affected': 'Known issue: {title}. {explanation} The version that ran has it.',
  'known.diagnostic.notAffected':
    'Known issue: {title}. {explanation} The version that ran is not among those that have it.',
  'known.row.bad-json': 'line {line}: no JSON: {problem}',
  'known.row.not-object': 'line {line}: an object is wanted here',
  'known.row.no-issues': 'line {line}: "issues" is wanted, a list of issues',
  'known.row.missing': 'line {line}: the issue needs "{name}"',
  'known.row.wrong': 'line {line}: "{name}" must be {wanted}',
  'known.row.unknown-key': 'line {line}: there is no "{name}" here',
  'known.row.pattern': 'line {line}: the pattern cannot be used: {problem}',
  'known.row.double': 'line {line}: there is another issue "{id}" already',
  'known.row.no-match': 'line {line}: "match" needs "contains", "pattern", "fields", "message" or "frames"',
  'known.wanted.id': 'lower-case letters, digits, - and .',
  'known.wanted.https': 'addresses that begin with https://',
  'known.wanted.ranges': 'a list of ranges of versions',
  'known.wanted.text': 'a text',
  'known.wanted.texts': 'a list of texts',
  'known.file-large': 'larger than {limit} kB, so not read',
  'known.pattern.too-long': 'it is longer than {limit} characters',
  'known.pattern.too-large': 'it is too large',
  'known.pattern.unclosed': 'something is not closed at character {at}',
  'known.pattern.unsupported': '"{text}" at character {at} is not supported',
  'known.pattern.nothing-to-repeat': 'there is nothing to repeat at character {at}',

  'known.shim-execpidv-race.title': 'a containerd-shim dies as an exec ends (containerd#2969)',
  'known.shim-execpidv-race.meaning':
    'The shim (runtime v1) asks an exec for its pid without holding the lock and reads through nil. The container dies with its shim: Docker shows status 137 and "shim reaped".',
  'known.shim-execpidv-race.version': 'Compare the revision in the line "starting containerd" or in docker info.',
  'known.shim-execpidv-race.upgrade':
    'Upgrade containerd.io: 1.2.3 has the mend, Docker never published a package of it, so 1.2.4 or newer there.',
  'known.shim-execpidv-race.until': 'Until then use fewer exec health checks: each exec is a chance.',

  'known.shim-start-sigsegv-1.2.title': 'containerd-shim 1.2 crashes between create and start (containerd#3958)',
  'known.shim-start-sigsegv-1.2.meaning':
    'The shim crashes while it reads the configuration of a container to see whether to kill all its processes; the client sees "ttrpc: closed" only.',
  'known.shim-start-sigsegv-1.2.log': "Look for the panic in containerd's log (shim_debug), not in Docker's error.",
  'known.shim-start-sigsegv-1.2.upgrade': 'Upgrade containerd to 1.2.12 or newer.',

  'known.ttrpc-closed.title': 'the connection to a shim is gone',
  'known.ttrpc-closed.meaning':
    'The process of the shim has died (a panic, the OOM killer, a kill), or a shim of another build answers. It is a consequence, never the cause.',
  'known.ttrpc-closed.cause':
    "Look just before it for the shim's own panic, an OOM report of containerd-shim, or a kill.",
  'known.ttrpc-closed.build': 'Check that containerd and its shims are of one build.',

  'known.exit137-synthetic.title': 'exit status 137 does not say who killed',
  'known.exit137-synthetic.meaning':
    '137 is 128 + SIGKILL: the OOM killer, a stop that ran out of time, or a status that a clean-up invented because nobody saw the real one.',
  'known.exit137-synthetic.oom': "Look in the kernel's log for an OOM report of the container's control group.",
  'known.exit137-synthetic.flag':
    'OOMKilled is said of the whole container: it is also true where only a child was killed.',
  'known.exit137-synthetic.shim':
    'No OOM report, and the shim was gone just before: the status is not an observed one.',

  'known.memcg-oom.title': 'the memory limit of a container was hit',
  'known.memcg-oom.meaning':
    'The kernel killed a process because its control group ran out of memory; task_memcg names the container.',
  'known.memcg-oom.join':
    'Compare the id in the line with those of the daemons; a killed child leaves the container running.',
  'known.memcg-oom.limit': 'Compare the limit with anon-rss of the process that was killed.',

  'known.runc-init-oom.title': 'the memory limit is too low for runc itself',
  'known.runc-init-oom.meaning':
    'runc init was killed for want of memory before the program of the container ran. Before 1.0.0-rc94 only "read init-p: connection reset by peer" was said.',
  'known.runc-init-oom.raise': 'Raise the limit: runc init needs several MiB.',
  'known.runc-init-oom.kernel': "Look for the kernel's report of runc:[2:INIT].",

  'known.read-init-p-reset.title': 'runc init died before it answered',
  'known.read-init-p-reset.meaning':
    'The limit of processes or of memory is too low, seccomp or the kernel killed it, or /tmp is mounted noexec.',
  'known.read-init-p-reset.pids': "Look at pids.max and pids.events of the container's control group.",
  'known.read-init-p-reset.kernel': "Look for an OOM report in the kernel's log.",

  'known.runc-pthread.title': 'no more threads could be made',
  'known.runc-pthread.meaning':
    'A limit of threads was hit: pids of the control group, TasksMax of the service, ulimit -u, or kernel.pid_max.',
  'known.runc-pthread.tasks': '`systemctl show -p TasksMax,TasksCurrent containerd docker`',
  'known.runc-pthread.pids': "Compare pids.current with pids.max of the container's control group.",

  'known.signal-permission-denied.title': 'AppArmor refuses the signal that stops a container',
  'known.signal-permission-denied.meaning':
    'The profile of the container does not take signals from the sender: peer="unconfined" is an old profile on a newer kernel, peer="runc" the profile of runc that AppArmor 4 brings, peer="snap.docker.dockerd" the snap.',
  'known.signal-permission-denied.peer': 'Read peer= in the audit line: it tells which of the causes it is.',
  'known.signal-permission-denied.upgrade': 'Upgrade Docker; do not switch AppArmor off.',

  'known.runc-starting-container-process.title': 'runc could not start a process, and names its own source line',
  'known.runc-starting-container-process.meaning':
    'Up to 1.0.x an error of runc carries the line of its source, which tells the release; the innermost "caused" is the reason.',
  'known.runc-starting-container-process.read': 'Read the innermost "caused".',

  'known.exec-format-error.title': 'the program is of another architecture, or a script without #!',
  'known.exec-format-error.meaning': 'The kernel refused to run the entry point: it knows no way to run such a file.',
  'known.exec-format-error.arch': "Compare the architecture that docker image inspect shows with the node's.",
  'known.exec-format-error.head':
    'Look at the first bytes of the entry point: a byte order mark, CRLF or an empty first line before #!.',

  'known.pleg.title': 'the kubelet could not list or inspect all containers in time',
  'known.pleg.meaning': 'One container hangs (a dead NFS, a stuck shim), the disk is slow, or the runtime is dead.',
  'known.pleg.hanging': 'crictl ps, then crictl inspect each with a time limit, to find the one that hangs.',
  'known.pleg.stacks': 'Have the runtime print its goroutines (kill -USR1), and look at the disk and at NFS.',

  'known.reserve-name.title': 'an earlier request for the same container is still at work',
  'known.reserve-name.meaning':
    'The kubelet gave up after runtime-request-timeout, containerd did not: nearly always a slow disk, or a volume on which a stat hangs.',
  'known.reserve-name.first': 'Find the first "context deadline exceeded" of the reserved id.',
  'known.reserve-name.disk': 'Look at IOPS and throttling of the disk, and at hanging CSI and NFS mounts.',

  'known.shim-leak-io.title': 'the end of a container was not handled in time, its shim is left behind',
  'known.shim-leak-io.meaning':
    'Deleting the task took longer than 10 seconds; the shim finished later, and nobody stopped it.',
  'known.shim-leak-io.find': 'Look for shims whose id neither ctr nor crictl knows.',
  'known.shim-leak-io.upgrade': 'Upgrade containerd, and lower the pressure on the disk.',

  'known.containerd-start-hang-leaked-shim.title':
    'containerd does not finish starting: a left-over shim does not answer',
  'known.containerd-start-hang-leaked-shim.meaning':
    'As it starts, containerd asks every shim that is left from before, without a time limit.',
  'known.containerd-start-hang-leaked-shim.list': 'Look into /run/containerd/io.containerd.runtime.v2.task/*.',
  'known.containerd-start-hang-leaked-shim.kill': 'Kill the shim that does not answer.',

  'known.concurrent-map-ttrpc.title': 'containerd 2.0 dies of a map that is written twice at once (containerd#11138)',
  'known.concurrent-map-ttrpc.meaning':
    'With tracing, the metadata of a ttrpc call is shared; the whole containerd dies.',
  'known.concurrent-map-ttrpc.upgrade': 'Upgrade containerd to 2.0.2 or newer.',
  'known.concurrent-map-ttrpc.tracing': 'Until then switch tracing off.',

  'known.cri-metrics-nil-2.2.title': 'containerd 2.2 crashes as it lists metrics of pods (containerd#12730)',
  'known.cri-metrics-nil-2.2.meaning':
    'A container without all memory limits makes ListPodSandboxMetrics read through nil; containerd crashes again and again.',
  'known.cri-metrics-nil-2.2.upgrade': 'Upgrade containerd to 2.2.2 or newer.',

  'known.cgroup2-nil-shim.title': 'a shim crashes because a control group could not be loaded (containerd#11001)',
  'known.cgroup2-nil-shim.meaning':
    'The shim goes on without the control group that it could not load, and reads through nil.',
  'known.cgroup2-nil-shim.before': 'Look just before it for "loading cgroup2 for".',
  'known.cgroup2-nil-shim.upgrade': 'Upgrade containerd to 1.6.37, 1.7.25, 2.0.1 or newer.',

  'known.shim-stats-nil.title': 'a shim crashes when it is asked for metrics too early (containerd#7468)',
  'known.shim-stats-nil.meaning': 'Metrics were asked for before the container was created in the shim.',
  'known.shim-stats-nil.upgrade': 'Upgrade containerd to 1.6.9 or newer.',

  'known.bbolt-corruption.title': 'a database of a daemon is damaged',
  'known.bbolt-corruption.meaning':
    'A loss of power or a repair of the file system has damaged meta.db, or the database of networks or volumes: the daemon crashes at every start.',
  'known.bbolt-corruption.aside': 'Copy the database aside, then: bbolt check, bbolt surgery revert-meta-page.',
  'known.bbolt-corruption.last': 'The last resort is to remove it: then its containers are lost.',

  'known.kmem-leak.title': 'a kernel 3.10 leaks memory control groups',
  'known.kmem-leak.meaning':
    'Accounting of kernel memory keeps control groups that are gone, until no more can be made.',
  'known.kmem-leak.count': 'Look at num_cgroups of memory in /proc/cgroups.',
  'known.kmem-leak.boot': 'Boot with cgroup.memory=nokmem or a newer kernel; runc from 1.0.0-rc94 on does not use it.',

  'known.unregister-netdevice.title': 'the kernel keeps a network device of a container that is gone',
  'known.unregister-netdevice.meaning':
    'A reference to a network namespace is leaked; taking containers down waits for its lock.',
  'known.unregister-netdevice.kernel': 'Update the kernel.',
  'known.unregister-netdevice.hanging': 'Look for docker rm and docker run that hang at the same time.',

  'known.fluentd-block.title': 'the fluentd log driver cannot reach its server',
  'known.fluentd-block.meaning': 'Starting and stopping containers waits while the driver tries to connect again.',
  'known.fluentd-block.address': 'Check fluentd-address, and use non-blocking mode.',

  'known.live-restore-lost.title': 'systemd killed the shims together with the daemon',
  'known.live-restore-lost.meaning':
    'Containers die with the daemon although live-restore is on: the unit kills its whole control group.',
  'known.live-restore-lost.mode': '`systemctl show -p KillMode docker containerd`',
  'known.live-restore-lost.flag': 'live-restore must have been on before the restart, not only after it.',

  'known.inotify-limit.title': 'the limit of inotify instances is used up',
  'known.inotify-limit.meaning':
    'fs.inotify.max_user_instances (128) is exhausted; with control groups v2 each shim takes several.',
  'known.inotify-limit.raise': '`sysctl fs.inotify.max_user_instances=8192`',
  'known.inotify-limit.count': 'Count who has them: /proc/*/fd that lead to anon_inode:inotify.',

  'known.nvml-unknown.title': 'a container has lost its GPU',
  'known.nvml-unknown.meaning':
    'systemctl daemon-reload took away the rule for the device (systemd driver for control groups, no links in /dev/char).',
  'known.nvml-unknown.recreate': 'Make the container anew; make the links in /dev/char (nvidia-ctk) or use CDI.',

  'known.health-exec-gone.title': 'a health check met a container that is gone',
  'known.health-exec-gone.meaning':
    'Now and then it is harmless; where it goes on, dockerd and containerd do not agree about the container.',
  'known.health-exec-gone.compare': 'ctr -n moby tasks ls: is the id there? Where it is not, restart dockerd.',

  'known.concurrent-map-mediatype.title': 'a map in a context is written by several pulls at once (containerd#12582)',
  'known.concurrent-map-mediatype.meaning': 'The client code of containerd dies in whatever program has it built in.',
  'known.concurrent-map-mediatype.upgrade': 'Upgrade that program (buildx, buildkitd, dockerd), not only containerd.',
} as const;
