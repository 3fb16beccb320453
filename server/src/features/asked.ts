// What requests about a case name: the case and a container of it, when the reading that is under way has ended.
import type { Case } from '../casefile/case';
import type { Container } from '../containers/model';
import { message } from '../message';
import { text } from '../render/text';
import type { Services } from './feature';
import { refused } from './refused';

/** A case by its uri. Rejects, in words for the user, where it is closed. */
export async function caseAsked(cases: Services['cases'], uri: string): Promise<Case> {
  const found = await cases.readyCase(uri);
  if (!found) throw refused(text(message('page.no-case')));
  return found;
}

/** A container of a case by its id. Rejects, in words for the user, where the case names it no longer. */
export async function containerAsked(from: Case, id: string): Promise<Container> {
  const meant = await from.lookUp(id);
  if (!meant) throw refused(text(message('page.no-container')));
  return meant.container;
}
