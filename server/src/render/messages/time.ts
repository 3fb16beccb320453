// What is said about times and zones.

export const timeMessages = {
  'time.fromSetting': 'from the setting nodelog.time.zone',
  'time.fromOffsets': 'from the setting nodelog.time.offsets: {pattern} has {value}',
  'time.none': 'no time is told',
  'time.zone': 'zone {zone}: {reason}',
  'time.zone-and-year': 'zone {zone}, year {year}: {reason}',
  'time.zone-pair': '{file}, line {line} says {outer} outside and {inner} inside',
  'time.zone-alone': '{file}, line {line} says {stamp}',
  'time.zone-unknown': 'the zone of the node is not told by these files',
  'time.year': 'year {year}: {reason}',
  'time.year-inner': '{file}, line {line} says {stamp}',
  'time.year-name': 'likely, by the name of the rotated file: {name}',
  'time.year-others': 'likely, by the other files of the node: {file}, line {line}',
  'time.year-modified': 'likely, by the time at which the file was changed last',
  'time.year-rotated': 'likely, by the file before or behind it that the same log was cut into: {file}, line {line}',
  'time.year-set': 'from the setting nodelog.time.offsets',
  'time.year-unknown': 'the year is not told by these files',
  'time.boot': 'booted at {boot} (likely): {file}, line {line} has {uptime} at {stamp}',
  'time.boot-unknown': 'no line tells when the node was booted',
  'time.behind':
    '{file} is {by} behind {other}: line {line} has at {time} what line {otherLine} there has at {otherTime}',
  'time.ahead':
    '{file} is {by} ahead of {other}: line {line} has at {time} what line {otherLine} there has at {otherTime}',
  'time.disagreement.other': 'the same entry, at {time}',
  'time.offer': 'Add {by} to all times of {file}',
  'time.offset-form':
    'Use a difference such as +8h, -3m 20s or -00:03:20, or zone +08:00, or year 2020; several with commas between them.',
  'time.shift': 'shifted by {shift}: {reason}',
} as const;
