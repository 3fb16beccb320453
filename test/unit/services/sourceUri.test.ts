// The uris of source documents: they come back as they went, whatever stands in them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { URI } from 'vscode-uri';
import { SOURCE_SCHEME } from '../../../server/src/protocol';
import { parseSourceUri, sourceUri, type SourceReference } from '../../../server/src/services/sourceUri';
import { hostile } from '../render/hostile';

const REFERENCE: SourceReference = {
  module: 'github.com/containerd/containerd',
  path: 'runtime/v1/linux/proc/exec.go',
  commit: '9754871865f7fe2f4e74d43e2fc7ccd237edcbce',
  line: null,
  log: 'file:///case/messages-20200225',
  at: null,
};

describe('sourceUri', () => {
  it('names the file and its version for the tab', () => {
    const { scheme, path } = URI.parse(sourceUri(REFERENCE, '1.2.2'));
    assert.equal(scheme, SOURCE_SCHEME);
    assert.equal(path, '/github.com/containerd/containerd/runtime/v1/linux/proc/exec.go · containerd 1.2.2');
  });

  it('names the product alone where no version is known', () => {
    assert.match(URI.parse(sourceUri(REFERENCE, '')).path, /\/exec\.go · containerd$/);
  });

  it('comes back as it went', () => {
    assert.deepEqual(parseSourceUri(sourceUri(REFERENCE, '1.2.2')), REFERENCE);
  });

  it('comes back as it went, whatever stands in it', () => {
    const word = fc.oneof(
      hostile,
      fc.constantFrom('', '/', '//', '..', '../../etc/passwd', '%2F', '%', '?a#b', 'C:\\x', '\ud800'),
    );
    const reference = fc.record(
      {
        module: word,
        path: word,
        commit: fc.option(word),
        line: fc.option(fc.integer()),
        log: word,
        at: fc.option(fc.nat()),
      },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(reference, word, (given, version) => {
        assert.deepEqual(parseSourceUri(sourceUri(given, version)), given);
      }),
      { numRuns: 500 },
    );
  });

  it('is another for another commit, path or log', () => {
    const uris = [
      REFERENCE,
      { ...REFERENCE, commit: null, line: 76 },
      { ...REFERENCE, path: 'a.go' },
      { ...REFERENCE, log: 'file:///other' },
    ].map(reference => sourceUri(reference, '1.2.2'));
    assert.equal(new Set(uris).size, uris.length);
  });
});

describe('parseSourceUri', () => {
  const query = (value: unknown): string => `${SOURCE_SCHEME}:/x?${encodeURIComponent(JSON.stringify(value))}`;

  for (const [what, uri] of [
    ['an empty text', ''],
    ['no uri', 'not a uri at all'],
    ['a scheme that none can have', '1 2:x'],
    ['a path that none can have', `${SOURCE_SCHEME}:////x`],
    ['a file', 'file:///etc/passwd'],
    ['no query', `${SOURCE_SCHEME}:/x`],
    ['a query that is no JSON', `${SOURCE_SCHEME}:/x?{`],
    ['broken escapes', `${SOURCE_SCHEME}:/x?%E0%A4%A`],
    ['null', query(null)],
    ['a list', query([])],
    ['a missing path', query({ ...REFERENCE, path: undefined })],
    ['a path that is no text', query({ ...REFERENCE, path: 5 })],
    ['a commit that is no text', query({ ...REFERENCE, commit: {} })],
    ['a line that is no number', query({ ...REFERENCE, line: '76' })],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.equal(parseSourceUri(uri), null);
    });
  }

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          hostile.map(text => `${SOURCE_SCHEME}:${text}`),
        ),
        text => {
          parseSourceUri(text);
        },
      ),
    );
  });
});
