// What requests about a case name: the case and a container of it, when the reading that is under way has ended.
import { ResponseError } from 'vscode-languageserver';
import type { Case } from '../casefile/case';
import type { Container } from '../containers/model';
import { message } from '../message';
import { text } from '../render/text';
import type { Services } from './feature';

/** JSON-RPC's range for errors of an application begins above -32000. */
const NOT_THERE = 1;

/** A case by its uri. Rejects, in words for the user, where it is closed. */
export async function caseAsked(cases: Services['cases'], uri: string): Promise<Case> {
  const found = await cases.readyCase(uri);
  if (!found) throw new ResponseError(NOT_THERE, text(message('page.no-case')));
  return found;
}

/** A container of a case by its id. Rejects, in words for the user, where the case names it no longer. */
export async function containerAsked(from: Case, id: string): Promise<Container> {
  const meant = await from.lookUp(id);
  if (!meant) throw new ResponseError(NOT_THERE, text(message('page.no-container')));
  return meant.container;
}
