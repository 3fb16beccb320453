// What is said about the command line: usage, errors.

export const cliMessages = {
  'cli.usage': 'Usage: nodelog COMMAND [OPTIONS] PATH...\n',
  'cli.usage-notes':
    'PATH is a file, a folder, or - for standard input; packed files, tar and zip archives are read as they are.\n' +
    '--json prints JSON Lines. Exit status 0: done; 1: nothing found; 2: wrong usage; 3: some input could not be read.',
  'cli.no-command': 'no command given',
  'cli.unknown-command': 'there is no command "{name}"',
  'cli.foreign-option': '{option} is no option of {command}',
  'cli.no-path': '{command} needs a PATH: a file, a folder, or - for standard input',
  'cli.merge-more': '{files} and {count} more',
  'cli.merge-no-logs': 'no logs, not printed: {files}',
  'cli.merge-without-time': 'no line tells when: printed at the end',
  'cli.without-id':
    'more than 64 MB came by at once: records of journald and of ausearch -i in it are not decoded; give a file',
  'cli.no-container': 'no container, exec or name "{id}" is told of in these files',
  'cli.ambiguous': '"{id}" may be any of {candidates}',
  'cli.bad-time': '{option} takes a time as in ISO 8601 (2020-02-25T14:07:13Z), not "{value}"',
  'cli.bad-cause': '--cause takes one of {causes}, not "{value}"',
  'cli.bad-source': '--source takes MODULE=DIR or MODULE=DIR@REVISION, not "{value}"',
  'index.coverage': '{percent} % known',
  'index.set': 'rotated set {name}, the oldest first: {files}',
  'index.unknown-form': 'no known form',
  'cli.unknown-module': 'no module "{name}" is known; known are {modules}',
  'cli.explained': '{count} {count|container|containers}: {causes}',
  'cli.explain-one': 'nodelog explain ID tells all of one of them: what to save now, and its timeline.',
  'cli.missing-for': '{missing} (for {count} of these containers)',
  'cli.started': 'started {time}',
  'cli.ended': 'ended {time}',
  'cli.lived': 'after {duration}',
} as const;
