// Completion in files of audit rules: options, lists, fields with their operators, system calls, values, keys.
import { CompletionItemKind, type CompletionItem } from 'vscode-languageserver';
import { completeAt, type Completion, type ProposalKind } from '../auditRules/complete';
import { text } from '../render/text';
import { spanRange } from './auditRules';
import type { Feature } from './feature';

const KINDS: Readonly<Record<ProposalKind, CompletionItemKind>> = {
  option: CompletionItemKind.Keyword,
  list: CompletionItemKind.EnumMember,
  field: CompletionItemKind.Field,
  operator: CompletionItemKind.Operator,
  syscall: CompletionItemKind.Function,
  value: CompletionItemKind.Value,
  key: CompletionItemKind.Reference,
};

export const completion: Feature = {
  capabilities: { completionProvider: { triggerCharacters: ['-', ' ', ',', '=', '!', '<', '>', '&'] } },
  register({ connection, documents }) {
    connection.onCompletion(({ textDocument, position: { line, character } }) => {
      const rules = documents.rules(textDocument.uri);
      return rules && completeAt(rules, line, character).map((proposal, index) => item(proposal, index, line));
    });
  },
};

/** In the order of the proposals; what is written may be another text than what is read (0x9 for SIGKILL). */
function item({ kind, label, insert, detail, span }: Completion, index: number, line: number): CompletionItem {
  return {
    label,
    kind: KINDS[kind],
    ...(detail && { detail: text(detail) }),
    sortText: String(index).padStart(4, '0'),
    filterText: label === insert ? label : `${label} ${insert}`,
    textEdit: { range: spanRange(line, span), newText: insert },
    ...(goesOn(kind, insert) && { command: { title: '', command: 'editor.action.triggerSuggest' } }),
  };
}

/** Whether something is to be written right behind it. */
function goesOn(kind: ProposalKind, insert: string): boolean {
  return (
    kind === 'operator' || (kind === 'field' && /[=<>&]$/.test(insert)) || (kind === 'option' && insert.endsWith(' '))
  );
}
