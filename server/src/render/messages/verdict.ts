// What an explanation says: claims, what is missing, advice.

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
  'verdict.running': 'It was started, and no line tells of an end.',
} as const;
