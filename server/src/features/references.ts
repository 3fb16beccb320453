// Find all references on an id: every line of the case that means it, in hex or as a prefix too.
import { encodedIds } from '../containers/encodedIds';
import type { LogDocument } from '../reading/document';
import { targetAt } from '../reading/target';
import { lessonStepDone } from '../protocol';
import type { Feature } from './feature';
import { inBackground } from '../services/background';
import { referenceLocation } from './cases';

export const references: Feature = {
  capabilities: { referencesProvider: true },
  register({ connection, documents, cases }) {
    connection.onReferences(async ({ textDocument, position }) => {
      const log = await documents.log(textDocument.uri);
      const digits = log && digitsAt(log, position.line, position.character);
      const found = digits === null ? undefined : await cases.of(textDocument.uri)?.references(digits);
      if (!found) {
        return null;
      }
      inBackground(
        connection,
        connection.sendNotification(lessonStepDone, { step: 'cutIdFollowed', uri: textDocument.uri }),
      );
      return found.map(referenceLocation);
    });
  },
};

/** The id at a position: as it stands there, or inside the hex-encoded command line there. */
export function digitsAt(log: LogDocument, line: number, column: number): string | null {
  const target = targetAt(log, line, column);
  if (target?.kind === 'id') {
    return target.digits;
  }
  return target?.kind === 'audit-field' ? (encodedIds(target.field).at(-1) ?? null) : null;
}
