// What is said of the kernel's reports.

export const kernelMessages = {
  'kernel.fault.instruction': 'an instruction was to be fetched from there (bit 4)',
  'kernel.fault.kernel': 'the kernel tried it (bit 2 is not set)',
  'kernel.fault.noPage': 'no page is mapped at the address (bit 0 is not set)',
  'kernel.fault.protection': 'the page is there, but its protection forbids the access (bit 0)',
  'kernel.fault.protectionKey': 'a protection key forbids it (bit 5)',
  'kernel.fault.read': 'it was to be read (bit 1 is not set)',
  'kernel.fault.reserved': 'a reserved bit is set in the page table (bit 3)',
  'kernel.fault.sgx': 'the access control of an SGX enclave forbids it (bit 15)',
  'kernel.fault.shadowStack': 'the access was to a shadow stack (bit 6)',
  'kernel.fault.user': 'the program tried it in user mode (bit 2)',
  'kernel.fault.write': 'it was to be written (bit 1)',
  'kernel.hungTask':
    '{process} (pid {pid}) has been waiting without a break for more than {seconds} s: a disk, a network file system or a lock does not answer',
  'kernel.oom.cgroup':
    'The OOM killer killed {process} (pid {pid}), because the memory limit of the control group {cgroup} was reached',
  'kernel.oom.invoked': '{process} asked for the memory that was not there',
  'kernel.oom.killed': 'The OOM killer killed {process} (pid {pid})',
  'kernel.oom.node': 'The OOM killer killed {process} (pid {pid}), because the whole node was out of memory',
  'kernel.oom.reaped': 'The memory of {process} (pid {pid}), which the OOM killer has killed, was taken back',
  'kernel.oom.request': 'asked for: {pages} {pages|page|pages} in a row ({mask})',
  'kernel.oom.taskCgroup': 'control group of the killed process: {cgroup}',
  'kernel.oom.usage': '{what}: {usage} kB used of {limit} kB, the limit was hit {failures} {failures|time|times}',
  'kernel.oom.usageUnlimited': '{what}: {usage} kB used, without a limit',
  'kernel.oom.victim':
    'the killed process had {anonymous} kB of memory of its own and {file} kB of files, of {virtual} kB that it had mapped',
  'kernel.segfault': '{process} (pid {pid}) touched the address 0x{address}, which it may not',
  'kernel.segfaultIn': '{process} (pid {pid}) touched the address 0x{address}, which it may not, in code of {object}',
  'kernel.trap': '{process} (pid {pid}) was stopped by the processor: {trap}',
  'kernel.xid': 'Xid {code} of the GPU at {device}: {meaning}',
  'kernel.xidDetail': 'the driver: {detail}',
  'kernel.xidName': 'name in the driver: {name}',
  'kernel.xidProcess': 'while {process} (pid {pid}) used it',
  'kernel.xidUnknown': 'Xid {code} of the GPU at {device}; Nodelog has no meaning for this code',
} as const;
