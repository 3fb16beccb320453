// What stands in the lines of a traceback that tell one from all others, as text: whoever goes through large logs looks for it.
import { CREATED_BY } from './frames';
import { headers } from './headers';
import { heads } from './headRows';

/** Shorter beginnings of heads say something at the beginning of a message alone. */
const SHORTEST = 7;

const MARKS = [...heads, ...headers].flatMap(({ marks }) => marks);

/** A line that is a head, a header or a creator has one of these in it, or begins its message with one of HEAD_BEGINNINGS. */
export const TRACE_MARKS: readonly string[] = [...MARKS.filter(mark => mark.length >= SHORTEST), CREATED_BY];
export const HEAD_BEGINNINGS: readonly string[] = MARKS.filter(mark => mark.length < SHORTEST);
