// Find all references: on an id every line of the case that means it, in hex or as a prefix too; on an audit event's serial,
// a pid or a key every record that names it.
import type { NamedSubject } from '../audit/subjects';
import { targetAt, type Target } from '../reading/target';
import { lessonStepDone } from '../protocol';
import { auditReferences } from './auditReferences';
import { keyReferences } from './auditRules';
import type { Feature } from './feature';
import { inBackground } from '../services/background';

export const references: Feature = {
  capabilities: { referencesProvider: true },
  register(services) {
    const { connection, documents, cases, positions, places } = services;
    connection.onReferences(async ({ textDocument: { uri }, position, context }, token) => {
      const rules = documents.rules(uri);
      if (rules) {
        return keyReferences(services, uri, rules, position, context.includeDeclaration, token);
      }
      const at = await positions.at(uri, position.line);
      const target = at && targetAt(at.log, at.line, position.character);
      const named = namedBy(target);
      if (at && named) {
        return auditReferences(services, at, named.subject, token);
      }
      const digits = digitsOf(target);
      const found = digits === null ? undefined : await cases.of(at?.uri ?? uri)?.references(digits);
      if (!found) {
        return null;
      }
      inBackground(connection, connection.sendNotification(lessonStepDone, { step: 'cutIdFollowed', uri }));
      return found.map(reference => places.span(reference));
    });
  },
};

/** What an audit record names at a position; null where that is nothing that other records may name. */
export function namedBy(target: Target | null): NamedSubject | null {
  return target?.kind === 'audit-head' || target?.kind === 'audit-field' ? target.named : null;
}

/** The id that stands there: as it is, or inside a hex-encoded command line. */
export function digitsOf(target: Target | null): string | null {
  return target?.kind === 'id' || target?.kind === 'audit-field' ? target.digits : null;
}
