// The rows of known issues: each is seen in its examples, and nowhere in its counter-examples or in a node without it.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { LocalCase } from '../../../../server/src/casefile/case';
import { message } from '../../../../server/src/message';
import { messages } from '../../../../server/src/render/messages';
import { text } from '../../../../server/src/render/text';
import { knownIssues } from '../../../../server/src/verdict/knownIssues/rows';
import { host } from '../../source/host';
import { see } from './see';

const seen = (log: string): string[] => see(log, knownIssues).map(({ issue }) => issue.id);

describe('a row of known issues', () => {
  for (const row of knownIssues) {
    for (const { log, source } of row.examples) {
      it(`${row.id} is seen once in: ${log.slice(0, 80)} (${source})`, () => {
        assert.deepEqual(
          seen(log).filter(id => id === row.id),
          [row.id],
        );
        // A file that ends in a line break, or is read on, tells the same.
        assert.deepEqual(seen(`${log}\n`), seen(log));
      });
    }
    for (const log of row.counterExamples) {
      it(`${row.id} is not seen in: ${log.slice(0, 80)}`, () => {
        assert.ok(!seen(log).includes(row.id));
      });
    }
    it(`${row.id} has both kinds of examples, words and pages`, () => {
      assert.ok(row.examples.length > 0 && row.counterExamples.length > 0);
      assert.ok(
        row.links.length > 0 && row.links.every(link => /^https:\/\/github\.com\/[\w./-]+\/issues\/\d+$/.test(link)),
      );
      for (const said of [row.title, row.explanation, ...row.advice]) {
        assert.ok(said.id.startsWith(`known.${row.id}.`), said.id);
        assert.ok(text(said).length > 0);
      }
    });
  }

  it('has an id of its own, and every word of the table is used', () => {
    const ids = knownIssues.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const used = new Set<string>(
      knownIssues.flatMap(row => [row.title, row.explanation, ...row.advice]).map(({ id }) => id),
    );
    const own = /^known\.(?:own$|file-large$|wanted|diagnostic|row\.|pattern\.)/;
    const unused = Object.keys(messages).filter(id => id.startsWith('known.') && !own.test(id) && !used.has(id));
    assert.deepEqual(unused, []);
    assert.equal(text(message('known.own', { text: 'x' })), 'x');
  });

  it('is seen where another issue is too only if both are meant', () => {
    const pairs = new Set(
      knownIssues.flatMap(row =>
        row.examples.flatMap(({ log }) =>
          seen(log)
            .filter(id => id !== row.id)
            .map(id => `${row.id} ${id}`),
        ),
      ),
    );
    assert.deepEqual(
      [...pairs].sort(),
      [
        'kmem-leak runc-starting-container-process',
        'read-init-p-reset runc-starting-container-process',
        'runc-init-oom runc-starting-container-process',
        'shim-leak-io exit137-synthetic',
      ].filter(pair => pairs.has(pair)),
    );
  });
});

const samples = process.env['NODELOG_SAMPLES'];
const skip = samples === undefined ? 'NODELOG_SAMPLES is unset' : false;

describe('a real node', () => {
  it('shows no issue but those that happened on it', { skip }, async () => {
    const logs = join(samples ?? '', 'captures/node-a/logs');
    const local = new LocalCase(host, [logs], { maxFiles: Infinity, maxBytes: Infinity, zone: null });
    await local.read();
    const found = await local.sightings();
    // Containers were killed for want of memory there, and nothing else of the table happened.
    assert.deepEqual([...new Set(found.map(({ value }) => value.issue.id))], ['memcg-oom']);
  });
});
