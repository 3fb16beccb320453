// What is said of filters and of what they show.

export const filterMessages = {
  'filter.empty': 'A value is missing',
  'filter.quote': 'A closing quote is missing',
  'filter.container': '"{value}" is no container: write its name, or {digits} to 64 digits of its id, in lower case',
  'filter.container-unknown': 'The files that were read name no container "{value}": write 12 or more digits of its id',
  'filter.level': '"{value}" is no level: write one of {levels}; worse ones are shown too',
  'filter.kind': '"{value}" is no kind of line: write one of {kinds}',
  'filter.lines':
    '{value} is not known here: write lines:alone to see only the lines that fit, not all of their events',
  'filter.time': '"{value}" is no time: write it like 2020-02-25T22:07:13+08:00; without a zone it is UTC',
  'filter.regex': 'The expression cannot be used: {reason}',
  'filter.regex-long': 'The expression is longer than {limit} characters',
  'filter.regex-slow':
    'The expression takes too long on the lines near {line} of {file}. Write it so that it can match in one way only, such as without a repetition inside a repetition',
  'filter.no-container': 'No id of a container stands in this line',
  'filter.no-line': 'No line of a log stands here',
  'filter.no-time': 'Nothing tells when this line was written',
  'filter.no-unit': 'Nothing tells which program wrote this line',
  'filter.term.container': 'a container, by 12 or more digits of its id or by its name',
  'filter.term.kind': 'lines of a kind',
  'filter.term.level': 'lines of this level and worse',
  'filter.term.lines': 'only the lines that fit, not all of their events',
  'filter.term.node': 'a node, by its name',
  'filter.term.since': 'lines from a time on',
  'filter.term.type': 'audit records of a type, with their events',
  'filter.term.unit': 'a program or systemd unit',
  'filter.term.until': 'lines before a time',
} as const;
