// Marks the other places of the id under the cursor, in hex too. Without it VS Code marks every like word: each line's date.
import type { DocumentHighlight } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { MIN_DIGITS } from '../containers/ids';
import type { Feature } from './feature';
import { digitsAt } from './references';

/** More marks than fit the ruler tell nothing. */
const MAX_MARKS = 1000;

export const documentHighlight: Feature = {
  capabilities: { documentHighlightProvider: true },
  register({ connection, documents }) {
    connection.onDocumentHighlight(async ({ textDocument: { uri }, position }): Promise<DocumentHighlight[] | null> => {
      const log = await documents.log(uri);
      const document = documents.open.get(uri);
      if (!log || !document) {
        return null;
      }
      const digits = digitsAt(log, position.line, position.character);
      // An empty answer would bring VS Code's own marks back.
      return digits === null ? [{ range: { start: position, end: position } }] : marks(document, digits);
    });
  },
};

/** Where the first digits of an id stand, plain or hex-encoded; the shortest form that tells an id is enough to find all. */
function marks(document: TextDocument, digits: string): DocumentHighlight[] {
  const text = document.getText();
  const start = digits.slice(0, MIN_DIGITS);
  const encoded = [...start].map(digit => digit.charCodeAt(0).toString(16).toUpperCase()).join('');
  return [start, encoded]
    .flatMap(needle => places(text, needle))
    .map(({ at, end }) => ({ range: { start: document.positionAt(at), end: document.positionAt(end) } }));
}

function places(text: string, needle: string): { readonly at: number; readonly end: number }[] {
  const found: { at: number; end: number }[] = [];
  for (let at = text.indexOf(needle); at >= 0 && found.length < MAX_MARKS; at = text.indexOf(needle, at + 1)) {
    let end = at + needle.length;
    while (/[0-9a-fA-F]/.test(text.charAt(end))) {
      end++;
    }
    found.push({ at, end });
  }
  return found;
}
