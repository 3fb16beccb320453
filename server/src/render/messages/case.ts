// What is said about a folder of logs: what was read, what was not, and why.

export const caseMessages = {
  'case.accounts-rest': 'larger than {megabytes} MB: only the accounts in its beginning are read',
  'case.archive': 'a tar archive, which is not read yet: unpack it beside this file',
  'case.binary': 'binary data, no text',
  'case.cancelled': 'reading was cancelled: refresh to read it',
  'case.compressed': 'packed again with {method}, which is not read: unpack it beside this file',
  'case.cut-short': 'read up to line {line}: the rest {reason}',
  'case.empty': 'empty file',
  'case.file-limit': 'more than {files} files (setting nodelog.case.maxFiles)',
  'case.inflate': 'cannot be inflated: {reason}',
  'case.inflated-limit': 'inflated it is larger than {megabytes} MB, which is more than is read of one file',
  'case.inflated-rest':
    'inflated it is larger than the {megabytes} MB that are left (setting nodelog.case.maxMegabytes)',
  'case.link-loop': 'a link back to a folder that is already read',
  'case.link-out': 'a link that leads out of the folder',
  'case.long-line': 'line {line} is longer than {limit} characters: only its beginning is read',
  'case.no-file': 'neither a file nor a folder',
  'case.no-log': 'no log: too few lines of a form that Nodelog knows',
  'case.reading': 'Reading {name}',
  'case.reading-state': '{files} of {ofFiles} files, {megabytes} of {ofMegabytes} MB',
  'case.size-limit': 'with it the case would be larger than {megabytes} MB (setting nodelog.case.maxMegabytes)',
  'case.too-deep': 'more than {depth} folders deep',
  'case.unreadable': 'cannot be read: {reason}',
} as const;
