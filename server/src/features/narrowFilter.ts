// A filter made of the line at the cursor: its container, its unit, the time around it, its shape.
import { parseFilter, printFilter, withTerm } from '../filter/text';
import type { Filter, Term } from '../filter/model';
import { shapeOf } from '../filter/shape';
import { isoUtc, NS_PER_SECOND } from '../log/time';
import { message, type Message } from '../message';
import { instantOfEntry } from '../reading/log';
import { targetAt } from '../reading/target';
import { text } from '../render/text';
import type { Position } from '../services/positions';
import { parseSliceUri } from '../services/sliceUri';
import type { NarrowBy } from '../sliceProtocol';
import { hexRuns } from '../containers/ids';
import { encodedIds } from '../containers/encodedIds';
import type { Services } from './feature';
import { digitsOf } from './references';

/** So much before and behind a line is its window. */
const AROUND_NS = 60n * NS_PER_SECOND;

interface Query {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
  readonly by: NarrowBy;
}

/** The filter of a document with what a line adds. */
export async function narrowed(
  services: Services,
  { uri, line, character, by }: Query,
): Promise<{ readonly filter: string; readonly problem: string | null }> {
  const written = parseSliceUri(uri)?.filter ?? '';
  const before = parseFilter(written);
  const at = await services.positions.at(uri, line);
  const terms = at && (await termsOf(services, at, character, by));
  if (!terms || 'id' in terms || 'problem' in before) {
    const problem = terms && 'id' in terms ? terms : message('filter.no-line');
    return { filter: written, problem: text(problem) };
  }
  // Of a window the narrower one counts, and another container is another question.
  const kinds = new Set(terms.filter(({ not }) => !not).map(({ kind }) => kind));
  const kept: Filter = { terms: before.terms.filter(({ kind, not }) => not || !kinds.has(kind)) };
  return { filter: printFilter(terms.reduce(withTerm, kept)), problem: null };
}

async function termsOf(
  { cases }: Services,
  { log, uri, line }: Position,
  character: number,
  by: NarrowBy,
): Promise<readonly Term[] | Message> {
  const entry = log.entry(line);
  switch (by) {
    case 'container': {
      const digits = digitsOf(targetAt(log, line, character)) ?? idsOf(log.text(line), entry).at(0) ?? null;
      if (digits === null) return message('filter.no-container');
      const meant = await cases.of(uri)?.lookUp(digits);
      return [{ kind: 'container', value: meant?.container.id ?? digits, not: false }];
    }
    case 'unit': {
      const unit = entry.envelope.program ?? entry.envelope.unit;
      return unit === null ? message('filter.no-unit') : [{ kind: 'unit', value: unit, not: false }];
    }
    case 'window': {
      const model = log.contents.timeline.at(line);
      let above = line;
      let time = instantOfEntry(entry, model);
      while (!time && --above >= 0 && line - above < 100) time = instantOfEntry(log.entry(above), model);
      if (!time) return message('filter.no-time');
      const iso = (ns: bigint): string => isoUtc({ ns: ns - (ns % NS_PER_SECOND), digits: 0 });
      return [
        { kind: 'since', value: iso(time.ns - AROUND_NS), not: false },
        { kind: 'until', value: iso(time.ns + AROUND_NS + NS_PER_SECOND), not: false },
      ];
    }
    case 'like':
    case 'hideLike': {
      const shape = shapeOf(log.text(line), entry);
      return shape === '' ? message('filter.no-line') : [{ kind: 'like', value: shape, not: by === 'hideLike' }];
    }
  }
}

function idsOf(line: string, { envelope, payload }: ReturnType<Position['log']['entry']>): string[] {
  const encoded = payload.kind === 'audit' ? payload.record.fields.flatMap(encodedIds) : [];
  return [...hexRuns(line, envelope.payload).map(({ digits }) => digits), ...encoded];
}
