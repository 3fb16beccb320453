// Quick fixes: in files of audit rules the rules that are missing, a value that is read as another one; in logs the offset of their times.
import { CodeActionKind, type CodeAction, type Range } from 'vscode-languageserver';
import type { Fix } from '../auditRules/blindSpot';
import { problemsOf, type Problem } from '../auditRules/problems';
import { text } from '../render/text';
import { problemDiagnostic, spanRange } from './auditRules';
import type { Feature } from './feature';
import { timeActions } from './fileTime';

export const codeAction: Feature = {
  capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } },
  register(services) {
    const { connection, documents } = services;
    connection.onCodeAction(({ textDocument: { uri }, range }) => {
      const rules = documents.rules(uri);
      if (!rules) return timeActions(services, uri, range);
      const touched = problemsOf(rules).filter(problem => touches(problem, range));
      const actions = touched.flatMap(problem => (problem.fix ? [action(uri, problem, problem.fix)] : []));
      return actions.filter(({ title }, index) => actions.findIndex(other => other.title === title) === index);
    });
  },
};

function touches({ number, span }: Problem, { start, end }: Range): boolean {
  return (
    start.line <= number &&
    number <= end.line &&
    (start.line < number || start.character <= span.end) &&
    (end.line > number || end.character >= span.start)
  );
}

function action(uri: string, problem: Problem, { title, edits }: Fix): CodeAction {
  const changes = edits.map(({ number, span, text: newText }) => ({ range: spanRange(number, span), newText }));
  return {
    title: text(title),
    kind: CodeActionKind.QuickFix,
    diagnostics: [problemDiagnostic(problem)],
    edit: { changes: { [uri]: changes } },
  };
}
