// What a request of ours is answered that cannot be done: words for the user.
import { ResponseError } from 'vscode-languageserver';

/** JSON-RPC's range for errors of an application begins above -32000; the client shows the words and looks at no number. */
const REFUSED = 1;

export function refused(words: string): ResponseError {
  return new ResponseError(REFUSED, words);
}
