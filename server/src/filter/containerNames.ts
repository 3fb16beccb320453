// Containers that a filter calls by their names: lines have their ids, and what is written later has too.
import type { Container } from '../containers/model';
import { message, type Message } from '../message';
import type { Filter, Term } from './model';
import { isContainerName } from './terms';

/** The filter with the ids of all containers of a name in its place, or what is wrong where none has it. */
export function withIds(
  { terms }: Filter,
  containers: readonly Pick<Container, 'id' | 'names'>[],
): Filter | { readonly problem: Message } {
  const found: Term[] = [];
  for (const term of terms) {
    if (term.kind !== 'container' || !isContainerName(term.value)) {
      found.push(term);
      continue;
    }
    const meant = containers.filter(({ names }) => names.includes(term.value));
    if (meant.length === 0) return { problem: message('filter.container-unknown', { value: term.value }) };
    found.push(...meant.map(({ id }) => ({ ...term, value: id })));
  }
  return { terms: found };
}
