// What is said of filters and of what they show.

export const filterMessages = {
  'filter.empty': 'A value is missing',
  'filter.quote': 'A closing quote is missing',
  'filter.container': '{value} is no container: write {digits} to 64 digits of its id, in lower case',
  'filter.level': '{value} is no level: write one of {levels}; worse ones are shown too',
  'filter.kind': '{value} is no kind of line: write one of {kinds}',
  'filter.lines':
    '{value} is not known here: write lines:alone to see only the lines that fit, not all of their events',
  'filter.time': '{value} is no time: write it like 2020-02-25T22:07:13+08:00; without a zone it is UTC',
  'filter.regex': 'The expression cannot be used: {reason}',
  'filter.regex-long': 'The expression is longer than {limit} characters',
  'filter.regex-slow':
    'The expression takes too long on the lines near {line} of {file}. Write it so that it can match in one way only, such as without a repetition inside a repetition',
} as const;
