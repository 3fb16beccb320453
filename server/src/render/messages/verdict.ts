// What an explanation says: claims, what is missing, advice. Between backticks stand commands as they are to be typed.

export const verdictMessages = {
  'verdict.start-refused': 'It was never started: dockerd could not reach containerd.',
  'verdict.containerd-was-gone': 'containerd was gone before.',
  'verdict.start-failed': 'Its start failed: its program never ran.',
  'verdict.never-started': 'The runtime created it and deleted it by force without ever starting it.',
  'verdict.panic': '{panic}',
  'verdict.panic-of-this-shim':
    'It was the shim of this container that panicked: no line of the trace names it, its clean-up follows at once.',
  'verdict.shim-cleaned-up':
    'containerd cleaned up after the shim of this container, which was gone while the container existed.',
  'verdict.killed-by-clean-up':
    'The SIGKILL comes from the clean-up behind the lost shim, by delete --force: the status 137 that follows is the work of the clean-up, not of the program.',
  'verdict.shim-killed': 'The shim of this container was killed: {kill}',
  'verdict.shim-gone-first': 'The shim was gone before the container had ended.',
  'verdict.oom-killed': 'The kernel killed its program: the memory of its control group had run out.',
  'verdict.oom-of-whom':
    'The kernel killed a process for want of memory; that it was the program of this container is not told.',
  'verdict.killed-from-host': 'A process outside the runtime signalled its init: {kill}',
  'verdict.crashed': 'Its program crashed: {crash}',
  'verdict.crash-near': 'Some process crashed right before its end; which container it was in is not told.',
  'verdict.kill-near': 'Some process was signalled right before its end; which container it was in is not told.',
  'verdict.stopped':
    'Somebody had it stopped: dockerd sent the signal of a stop, and SIGKILL where that was not obeyed.',
  'verdict.killed': 'Somebody had it killed by way of Docker.',
  'verdict.exited':
    'Its program ended by itself: none of what ends a container from outside stands in the logs, which would tell.',
  'verdict.end-may-be-lost':
    'containerd was gone for a while behind its start: it may have ended then, which nobody was told.',
  'verdict.told.oom':
    'Memory had run out in its control group, and it ended with status 137: the kernel killed its program.',
  'verdict.node-booted': 'The node was started anew: it ended with the node, or before it.',
  'verdict.running': 'It was started, and no line tells of an end.',
  'verdict.removed': 'Its removal was asked for: it is gone, as far as the logs tell.',
  'verdict.started-again': 'The same container was started again.',
  'verdict.replaced': '{name} is the name of container {container} since.',
  'verdict.incident.dockerd-stopped': 'dockerd was stopped, and {count} {count|container|containers} ended with it.',
  'verdict.incident.containerd-gone': 'containerd was gone, which touched {count} {count|container|containers}.',
  'verdict.incident.node-oom':
    'The memory of the whole node had run out, and {count} {count|container|containers} ended within seconds.',
  'verdict.incident.xid': 'A GPU reported a fault, and {count} {count|container|containers} ended within seconds.',
  'verdict.run': 'Run {run}: {claim}',
  'verdict.candidates': 'Left open: {causes}.',
  'verdict.missing': 'Missing: {what}. {why} Next time: {how}',
  'verdict.missing.audit.what': 'the audit log of that time, with rules for signals',
  'verdict.missing.audit.why': 'It alone tells who sent a signal to whom.',
  'verdict.missing.audit.how':
    '`auditctl -a always,exit -F arch=b64 -S kill,tkill,tgkill,pidfd_send_signal -k signals`; `auditctl -a always,exit -F path=/usr/bin/runc -F perm=x -k runc`',
  'verdict.missing.audit-rest.what': 'the rest of the audit log of that time, of which these files have a part',
  'verdict.missing.audit-rest.why': 'A signal that came before would stand there.',
  'verdict.missing.audit-rest.how': 'the whole of /var/log/audit of the node, rotated files too',
  'verdict.missing.kernel.what': 'the log of the kernel of that time',
  'verdict.missing.kernel.why': 'Kills for want of memory and crashes stand there, and nowhere else.',
  'verdict.missing.kernel.how': '`journalctl -k -o short-iso-precise`, or `dmesg --time-format=iso`',
  'verdict.missing.debug.what': 'the debug lines of dockerd',
  'verdict.missing.debug.why':
    'They tell who asked for what, by which name, and a stop from a kill with the same signal.',
  'verdict.missing.debug.how': '"debug": true in /etc/docker/daemon.json, then kill -HUP of dockerd',
  'verdict.missing.start-error.what': 'the reason why the start failed',
  'verdict.missing.start-error.why': 'Docker tells it to the caller and to nobody else.',
  'verdict.missing.start-error.how': 'docker inspect of the container, State.Error',
  'verdict.missing.shim.what': 'why the shim was gone',
  'verdict.missing.shim.why': 'A shim that crashes says so on its own stderr, which is thrown away without debug.',
  'verdict.missing.shim.how':
    'debug for containerd ([debug] level = "debug", shim_debug = true), or for dockerd where that starts containerd: the stderr of shims is logged then',
  'verdict.missing.core.what': 'a core of the process that crashed',
  'verdict.missing.core.why': 'It holds all of its memory: the trace shows where, the core shows why.',
  'verdict.missing.core.how':
    'GOTRACEBACK=crash and LimitCORE=infinity for the service, kernel.core_pattern to a disk with room',
  'verdict.missing.lost-end.what': 'whether it still runs',
  'verdict.missing.lost-end.why': 'The logs end, or containerd was gone for a while: an end may have left no line.',
  'verdict.missing.lost-end.how': 'docker top, or docker inspect and a look for its pid',
  'verdict.missing.exit-code.what': 'its exit code',
  'verdict.missing.exit-code.why': 'No line of these files tells it.',
  'verdict.missing.exit-code.how':
    'docker inspect of the container into a file beside the logs, or docker events while it ends',
  'verdict.advice.gone': 'What was in it is gone; its logs may stand where its log driver sends them.',
  'verdict.advice.no-removal':
    'No removal is told: the container should still be there, and what it holds with it, until somebody removes it.',
  'verdict.advice.save':
    'Save what it holds now: `docker cp {container}:/ ./{short}` ; `docker commit {container} saved:{short}`',
  'verdict.advice.inspect':
    'Keep what Docker knows of it: `docker inspect {container} > inspect.json` ; `docker logs --timestamps {container} > container.log 2>&1`',
  'verdict.advice.shims':
    'Other containers of the node have shims of the same version: compare containerd-shim -v with the known issues before more of them end so.',
} as const;
