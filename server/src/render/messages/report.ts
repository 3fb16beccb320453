// What a report of an incident says around its facts, and what is counted over nodes.

export const reportMessages = {
  'fleet.title': '{count} nodes',
  'fleet.node': 'node',
  'fleet.cause': 'cause',
  'fleet.count': 'count',
  'fleet.panic.undated': 'panic “{name}”: on {nodes} of {of} nodes, {count} times',
  'fleet.issue.undated': 'known issue {name}: on {nodes} of {of} nodes, {count} times',
  'fleet.panic': 'panic “{name}”: on {nodes} of {of} nodes, {count} times, first on {first} at {time}',
  'fleet.issue': 'known issue {name}: on {nodes} of {of} nodes, {count} times, first on {first} at {time}',
  'fleet.ended': '{name}: on {nodes} of {of} nodes, {count} times, first on {first} at {time}',
  'fleet.ended.undated': '{name}: on {nodes} of {of} nodes, {count} times',
  'cli.bad-format': 'export needs --format ndjson, not "{value}"',
} as const;
