// Go to definition: from either line of a goroutine frame to its source line in the revision that ran, from the key of an
// audit record to the rules that have it.
import type { LocationLink, Range } from 'vscode-languageserver';
import { lessonStepDone } from '../protocol';
import { targetAt } from '../reading/target';
import { ownKeyRule, rulesWithKey } from './auditRules';
import type { Feature } from './feature';
import { namedBy } from './references';
import { inBackground } from '../services/background';

export const definition: Feature = {
  capabilities: { definitionProvider: true },
  register(services) {
    const { connection, documents, positions, sources } = services;
    connection.onDefinition(async ({ textDocument: { uri }, position }): Promise<LocationLink[] | null> => {
      const rules = documents.rules(uri);
      if (rules) {
        return ownKeyRule(uri, rules, position);
      }
      const at = await positions.at(uri, position.line);
      const target = at && targetAt(at.log, at.line, position.character);
      const named = namedBy(target);
      if (named?.subject.kind === 'key') {
        return rulesWithKey(services, at?.uri ?? uri, named, position.line);
      }
      if (!at || target?.kind !== 'frame') {
        return null;
      }
      const jump = await sources.locate(target.context.frame, at.uri);
      if (jump.uri === null) {
        return null;
      }
      if (typeof jump.location?.text === 'string') {
        inBackground(connection, connection.sendNotification(lessonStepDone, { step: 'sourceReached', uri }));
      }
      const range = lineRange(jump.line);
      const { start, end } = target.span;
      const origin = { start: { ...position, character: start }, end: { ...position, character: end } };
      return [{ originSelectionRange: origin, targetUri: jump.uri, targetRange: range, targetSelectionRange: range }];
    });
  },
};

/** The start of a line that counts from 1; the editor reveals and marks it. */
export function lineRange(line: number): Range {
  const start = { line: Math.max(0, line - 1), character: 0 };
  return { start, end: start };
}
