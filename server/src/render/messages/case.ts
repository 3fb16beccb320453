// What is said about a folder of logs: what was read, what was not, and why.

export const caseMessages = {
  'case.accounts-rest': 'larger than {megabytes} MB: only the accounts in its beginning are read',
  'case.archive': 'a tar archive that is not called one: give its name an ending such as .tar or .tar.gz',
  'case.archive-bytes':
    'more than {megabytes} MB unpacked (setting nodelog.archives.maxMegabytes): the rest is not read',
  'case.archive-changed': 'the archive has changed while it was being read',
  'case.archive-cut': 'the archive ends in its middle: what stands before is read',
  'case.archive-damaged': 'the archive is damaged: what stands before that is read',
  'case.archive-depth': 'an archive in more than {depth} others (setting nodelog.archives.maxDepth)',
  'case.archive-members': 'more than {members} members (setting nodelog.archives.maxMembers): the rest is not read',
  'case.archive-ratio':
    'more than {ratio} bytes come out of one (setting nodelog.archives.maxRatio): what stands before is read',
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
  'case.member-again': 'an older member of this name, which a later one replaces',
  'case.member-link': 'a link to what is not in the archive',
  'case.member-name': 'a name that leads out of the archive',
  'case.member-sparse': 'a file with holes, as tar --sparse keeps it',
  'case.no-file': 'neither a file nor a folder',
  'case.no-log': 'no log: too few lines of a form that Nodelog knows',
  'case.reading': 'Reading {name}',
  'case.reading-state': '{files} of {ofFiles} files, {megabytes} of {ofMegabytes} MB',
  'case.size-limit': 'with it the case would be larger than {megabytes} MB (setting nodelog.case.maxMegabytes)',
  'case.too-deep': 'more than {depth} folders deep',
  'case.unreadable': 'cannot be read: {reason}',
} as const;
