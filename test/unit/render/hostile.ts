// Texts that a log may hold to fool its reader: markdown, HTML, command links, icons, control characters.
import fc from 'fast-check';

const PIECES = [
  '[click](command:workbench.action.terminal.new)',
  '![](https://example.invalid/x.png)',
  '<img src=x onerror=alert(1)>',
  '<a href="command:x">',
  '<https://example.invalid>',
  'https://example.invalid/',
  'www.example.invalid',
  'a@example.invalid',
  '$(alert)',
  '`',
  '``',
  '```',
  '````\n',
  '~~~',
  '\n\n',
  '\r',
  '\r\n',
  '\u2028',
  '# ',
  '- ',
  '1. ',
  '> ',
  '    ',
  '\t',
  '| a | b |\n|---|---|\n',
  '[x]: command:y',
  '&lt;',
  '&#60;',
  '\\',
  '*',
  '_',
  '\u0000',
  '\u001b[31m',
  '\u202e',
  '{0}',
  '{name}',
];

export const hostile: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 8 })
  .map(pieces => pieces.join(''));
