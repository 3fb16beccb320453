// Which files are of one node: by sub-folder, host, shared entries and the user's word.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodesOf, type NodeFile } from '../../../server/src/casefile/nodes';

/** `name: host`, with the entries that it has behind a `|`. */
function file(text: string): NodeFile {
  const [head = '', entries = ''] = text.split('|');
  const [name = '', host = ''] = head.split(':').map(part => part.trim());
  const keys = entries.split(' ').filter(key => key !== '');
  const statements = keys.filter(key => !key.startsWith('boot=')).map(key => ({ key }));
  const bootIds = keys.filter(key => key.startsWith('boot='));
  const group = name.includes('/') ? (name.split('/')[0] ?? '') : '';
  return { file: `/case/${name}`, name, group, host: host === '' ? null : host, statements, bootIds };
}

/** The files of each node, and its name. */
function nodes(texts: readonly string[], given?: Readonly<Record<string, string>>): string[] {
  const files = texts.map(file);
  const found = nodesOf(files, given);
  const byKey = new Map<string, string[]>();
  for (const { file: path, name } of files) {
    const { key, name: called } = found.get(path) ?? assert.fail(path);
    byKey.set(key, [...(byKey.get(key) ?? [String(called)]), name]);
  }
  return [...byKey.values()].map(([called = '', ...names]) => `${called} = ${names.join(' ')}`).sort();
}

const SAMPLES: Readonly<Record<string, readonly [texts: readonly string[], expected: readonly string[]]>> = {
  'files at the top that name one host or none': [['messages: vm', 'audit.log'], ['vm = messages audit.log']],
  'files that name nothing': [
    ['audit.log', 'x/audit.log'],
    ['null = audit.log', 'x = x/audit.log'],
  ],
  'a host in two folders that name one boot': [
    ['a/x.json: vm | boot=1', 'b/y.json: vm | boot=1 boot=2', 'c/z.json: vm | boot=3'],
    ['vm = a/x.json b/y.json', 'vm = c/z.json'],
  ],
  'one boot that two hosts name, as nodes in containers do': [
    ['a/x.json: n1 | boot=1', 'b/y.json: n2 | boot=1'],
    ['n1 = a/x.json', 'n2 = b/y.json'],
  ],
  'hosts of one folder': [
    ['a.log: n1', 'b.log: n2', 'audit.log'],
    ['n1 = a.log', 'n2 = b.log', 'null = audit.log'],
  ],
  'a host with its domain and without': [['a.log: n1', 'b.log: n1.example.com'], ['n1 = a.log b.log']],
  'hosts whose names only begin alike': [
    ['a.log: n1', 'b.log: n10'],
    ['n1 = a.log', 'n10 = b.log'],
  ],
  'sub-folders of different hosts': [
    ['a/x: n1', 'b/x: n2'],
    ['n1 = a/x', 'n2 = b/x'],
  ],
  'sub-folders of one host, which share nothing': [
    ['a/x: vm |k1', 'b/x: vm |k2'],
    ['vm = a/x', 'vm = b/x'],
  ],
  'sub-folders of one host, which share an entry': [['a/x: vm |k1 k2', 'b/x: vm |k2'], ['vm = a/x b/x']],
  'sub-folders of two hosts, though they share an entry': [
    ['a/x: n1 |k', 'b/x: n2 |k'],
    ['n1 = a/x', 'n2 = b/x'],
  ],
};

describe('nodesOf', () => {
  for (const [what, [texts, expected]] of Object.entries(SAMPLES)) {
    it(`tells ${what}`, () => {
      assert.deepEqual(nodes(texts), expected);
    });
  }

  it('lets the user join and split, the longer path first', () => {
    assert.deepEqual(nodes(['a/x: n1', 'b/x: n2'], { a: 'one', b: 'one' }), ['one = a/x b/x']);
    assert.deepEqual(nodes(['a/x: vm', 'a/deep/y: vm', 'ab/z: vm'], { a: 'one', 'a/deep': 'two' }), [
      'one = a/x',
      'two = a/deep/y',
      'vm = ab/z',
    ]);
  });
});
