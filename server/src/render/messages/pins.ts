// What is said of pins: where they stand, and what is wrong with the file that keeps them.

export const pinMessages = {
  'pins.here': '{file}:{line}',
  'pins.moved': '{file}:{line} (moved: it was {before})',
  'pins.gone': '{file}:{line} (not found: the line stands there no more)',
  'pins.bad-json': 'line {line}: no JSON: {problem}',
  'pins.no-pins': '"pins" is wanted, a list of pins',
  'pins.not-object': 'line {line}: an object is wanted here',
  'pins.no-text': 'line {line}: the pin needs "{name}", a text',
  'pins.no-line': 'line {line}: the pin needs "line", a number from 1',
  'pins.outside': 'line {line}: {file} is no path below the folder',
  'pins.problem': '{file}: {problem}',
  'pins.no-folder': 'Pins are kept in a folder of logs: open the folder of this log as a case first.',
  'pins.no-line-there': 'This line is in no file on disk.',
  'pins.broken': '{file} cannot be changed, for it cannot be read: {problem}',
} as const;
