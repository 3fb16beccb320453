// Pages over the 137 case: why its two containers died, and whose id stands at a position.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pages } from '../../../server/src/features/pages';
import { PIN_LINK, PLACE_LINK } from '../../../server/src/place';
import { readPage, type PageText } from '../../../server/src/protocol';
import { caseText, KILLED } from '../incident';
import { CASE_URI, serve, uriOf } from './services';

const FILES = ['audit.log', 'messages-20200219', 'messages-20200225', 'versions.txt'] as const;
const PANICKED = 'de42a6372c1d';

async function why(container: string): Promise<PageText> {
  const ask = await serve([pages], Object.fromEntries(FILES.map(name => [name, caseText(name)])));
  return ask(readPage, { case: CASE_URI, kind: 'why', containers: [container] });
}

/** The lines (from 1) that the links of a text lead to, with their files. */
function linked({ places }: PageText, text: string): string[] {
  return [...text.matchAll(new RegExp(`\\(${PLACE_LINK}(\\d+)\\)`, 'g'))].map(([, index]) => {
    const place = places[Number(index)];
    return place ? `${place.uri} ${String(place.range.start.line + 1)}` : 'nowhere';
  });
}

describe('the page Why did it die', () => {
  it('tells of the killed container which lines prove the end, and what is not told', async () => {
    const page = await why(KILLED);
    const [, proof = ''] = page.markdown.split('## Why');
    const lines = linked(page, proof.split('##')[0] ?? '');
    assert.ok(lines.includes(`${uriOf('audit.log')} 3`), lines.join('\n'));
    assert.match(page.markdown, /## What these files do not tell/);
    assert.match(page.markdown, /## Timeline/);
  });

  it('names the known issue of the panic, with its page', async () => {
    const { markdown } = await why(PANICKED);
    assert.match(markdown, /## Known issues/);
    assert.match(markdown, /\(https:\/\/github\.com\/containerd\/containerd\/issues\/2969\)/);
  });

  it('offers to pin each claim at the line that proves it first', async () => {
    const { markdown, claims } = await why(KILLED);
    const [, proved = ''] = markdown.split('## Why');
    const offered = [...(proved.split('##')[0] ?? '').matchAll(new RegExp(`\\(${PIN_LINK}(\\d+)\\)`, 'g'))];
    assert.ok(offered.length > 1 && offered.length <= claims.length, markdown);
    const cleanUp = claims.find(({ text }) => text.startsWith('containerd cleaned up after the shim'));
    assert.deepEqual(cleanUp && [cleanUp.at.uri, cleanUp.at.range.start.line], [uriOf('messages-20200219'), 1]);
  });

  it('leads each of its links to a line', async () => {
    const page = await why(PANICKED);
    const lines = linked(page, page.markdown);
    assert.ok(lines.length > 5 && !lines.includes('nowhere'), lines.join('\n'));
  });
});
