// A file of audit rules as text: its comments in words, each on a line of its own.
import type { WrittenLine } from '../auditRules/killerRules';
import { text } from './text';

/**
 * The text of the file. Comments hold log text: a line break in it would make a rule of the rest, so that control
 * characters become blanks.
 */
export function killerRulesText(lines: readonly WrittenLine[]): string {
  const written = lines.map(line => {
    if (line === null) return '';
    return 'rule' in line ? line.rule : `# ${text(line.comment).replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')}`;
  });
  return `${written.join('\n')}\n`;
}
