// Arguments of system calls in audit records.

export const auditCallMessages = {
  'audit.argument.named': 'argument {name} of {call}',
  'audit.argument.ignored': '{call} does not read its argument {name} with the other arguments that it has here',
  'audit.argument.reads': 'reads {value}',
  'audit.argument.descriptor': 'file descriptor {number} of the caller',
  'audit.argument.workingDirectory': 'a relative path starts at the working directory of the caller',
  'audit.argument.unchanged': '-1: left as it is',
  'audit.argument.asks': 'changes nothing, asks for the personality only',
} as const;
