// What is said about times and zones.

export const timeMessages = {
  'time.fromInnerStamp': 'from the stamp inside {file}, line {line}',
  'time.fromSetting': 'from the setting nodelog.time.zone',
  'time.none': 'no time is told',
  'time.zone-reason': 'zone of the node: {reason}',
  'time.zone-unknown': 'the zone of the node is not told by these files',
} as const;
