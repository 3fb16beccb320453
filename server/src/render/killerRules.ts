// A file of audit rules as text: its comments in words, each on a line of its own.
import type { WrittenLine } from '../auditRules/killerRules';
import { text } from './text';
import { visibleLine } from './visible';

/**
 * The text of the file. Comments hold log text: a line break in it would make a rule of the rest.
 */
export function killerRulesText(lines: readonly WrittenLine[]): string {
  const written = lines.map(line => {
    if (line === null) return '';
    return 'rule' in line ? line.rule : `# ${visibleLine(text(line.comment))}`;
  });
  return `${written.join('\n')}\n`;
}
