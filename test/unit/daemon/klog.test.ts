// The pairs of klog's structured lines: strings in quotes, everything else as Go prints it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseKlog } from '../../../server/src/daemon/klog';

const HEAD = 'I1012 19:34:45.357018    2480 kubelet.go:2231] "said" ';

describe('parseKlog', () => {
  for (const [what, pairs, expected] of [
    ['a string', 'pod="a b" n=1', { pod: 'a b', n: '1' }],
    ['a struct with blanks', 'event=&{ID:a Type:B Data:c} pod="x"', { event: '&{ID:a Type:B Data:c}', pod: 'x' }],
    ['JSON', 'id={"Type":"containerd","ID":"1"} pod="x"', { id: '{"Type":"containerd","ID":"1"}', pod: 'x' }],
    ['a list', 'pods=[a/b c/d] n=1', { pods: '[a/b c/d]', n: '1' }],
    ['a map', 'labels=map[a:b c:[d]] n=1', { labels: 'map[a:b c:[d]]', n: '1' }],
    ['a struct that was cut', 'pod="x" event=&{ID:a Type:B', { pod: 'x', event: '&{ID:a' }],
  ] as const) {
    it(`reads ${what}`, () => {
      const entry = parseKlog(HEAD + pairs, 0);
      assert.deepEqual(Object.fromEntries(entry?.fields.map(({ name, value }) => [name, value]) ?? []), expected);
    });
  }
});
