// nodelog report: a page whose facts stand in the logs, and nothing of whose they are where it is redacted.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { EXEC, KILLED, PANICKED } from '../incident';
import { readMarkdown } from '../render/readMarkdown';
import { MemoryHost } from '../memoryHost';
import { call } from './call';

const CASE = 'client/media/cases/exec-panic-137';

describe('nodelog report', () => {
  it('tells of the 137 case what happened, by which lines, and what is known of it', async () => {
    const { status, out } = await call(['report', PANICKED.slice(0, 12), CASE]);
    assert.equal(status, 0);
    for (const heading of ['Why', 'Timeline', 'Evidence', 'Versions', 'Known issues']) {
      assert.match(out, new RegExp(`^## ${heading}$`, 'm'));
    }
    // Evidence is quoted as it stands in the file.
    const quoted = /```text\n(.*)\n```/.exec(out)?.[1] ?? assert.fail(out);
    const files = ['messages-20200219', 'messages-20200225', 'audit.log'].map(name =>
      readFileSync(join(CASE, name), 'utf8'),
    );
    assert.ok(files.some(file => file.includes(quoted)));
    assert.ok(out.includes('https://github.com/containerd/containerd/issues/2969'));
    assert.match(out, /\| containerd \| `1\.2\.2` \|/);
    // Node time beside UTC.
    assert.match(out, /`2020-02-25T14:07:13\S*` \| `2020-02-25T22:07:13/);
  });

  it('takes an exec for its container, and says where a word means none or nothing is named', async () => {
    assert.match((await call(['report', EXEC, CASE])).out, new RegExp(`Why container ${PANICKED.slice(0, 12)}`));
    assert.equal((await call(['report', 'nobody', CASE])).status, 1);
    assert.equal((await call(['report', CASE])).status, 2);
    assert.equal((await call(['report', '--redaction-map', 'x', KILLED, CASE])).status, 2);
  });

  it('tells nothing of whose it is where it is redacted, and keeps what belongs together', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nodelog-'));
    try {
      const map = join(folder, 'map.json');
      const plain = (await call(['report', PANICKED, CASE])).out;
      const { status, out } = await call(['report', '--redact', '--redaction-map', map, PANICKED, CASE]);
      assert.equal(status, 0);
      assert.ok(plain.includes('gpu-ser-xyz') && !out.includes('gpu-ser-xyz'));
      assert.ok(out.includes(PANICKED));
      const told = JSON.parse(readFileSync(map, 'utf8')) as { readonly original: string; readonly pseudonym: string }[];
      const host = told.find(({ original }) => original === 'gpu-ser-xyz') ?? assert.fail();
      assert.ok(out.includes(host.pseudonym));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("takes the folder's pins for its notes, with where their lines stand now, redacted like the rest", async () => {
    const id = 'a1'.repeat(32);
    const line = `Feb 25 22:07:13 gpu-ser-xyz dockerd: time="2020-02-25T22:07:13.374422177+08:00" level=info msg="shim reaped" id=${id}`;
    const pin = { file: 'messages', line: 1, text: line, note: 'gpu-ser-xyz again: <ask> the owner' };
    const host = new MemoryHost({
      '/case/messages': `another line\n${line}\n`,
      '/case/.nodelog/pins.json': JSON.stringify({ pins: [pin, { ...pin, line: 0 }] }),
    });
    const plain = await call(['report', id, '/case'], { host });
    assert.match(plain.out, /^## Notes\n\ngpu-ser-xyz again: \\<ask> the owner {2}\n\nmessages:2 \(moved:/m);
    assert.ok(plain.out.includes(`\`\`\`text\n${line}\n`));
    // A pin that cannot be used is told, and costs nothing else.
    assert.equal(plain.status, 3);
    assert.match(plain.err, /pins\.json: line 1: the pin needs "line"/);
    const { out } = await call(['report', '--redact', id, '/case'], { host });
    assert.match(out, /^## Notes\n\nhost-1 again/m);
    assert.ok(!/gpu-ser/.test(out));
  });

  it('has no name of its node, even where that is a word of logs', async () => {
    const id = 'a1'.repeat(32);
    const line = `Feb 25 22:07:13 web dockerd: time="2020-02-25T22:07:13.374422177+08:00" level=info msg="shim reaped" id=${id}`;
    const host = new MemoryHost({ '/case/messages': `${line}\n` });
    assert.match((await call(['report', id, '/case'], { host })).out, /^\| node \| web \|$/m);
    const { out } = await call(['report', '--redact', id, '/case'], { host });
    assert.match(out, /^\| node \| `host-1` \|$/m);
    assert.doesNotMatch(out, /\bweb\b/);
  });

  it('names the files that were not read, by pseudonyms where it is redacted', async () => {
    const id = 'a1'.repeat(32);
    const host = new MemoryHost({
      '/case/docker.log': `time="2020-02-25T22:07:13.374422177+08:00" level=info msg="shim reaped" id=${id}\n`,
      '/case/acme-corp/messages.gz': new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]),
    });
    const plain = await call(['report', id, '/case'], { host });
    assert.match(plain.out, /^Not read, or not whole:\n\n- `acme-corp\/messages\.gz` \S/m);
    const { out } = await call(['report', '--redact', id, '/case'], { host });
    assert.match(out, /^Not read, or not whole:\n\n- `?path-\d/m);
    assert.ok(!out.includes('acme'), out);
  });

  it('lets no log text be more than text', async () => {
    const id = 'a1'.repeat(32);
    const evil = '](command:x) <img src=x> | **b** `c`';
    const host = new MemoryHost({
      '/case/docker.log': [
        `time="2020-02-25T22:07:13.374422177+08:00" level=info msg="shim reaped" id=${id}`,
        `time="2020-02-25T22:07:13.374422178+08:00" level=warning msg="cleaning up after killed shim" id=${id} namespace=moby`,
        `time="2020-02-25T22:07:13.374422179+08:00" level=info msg="${evil}" container=${id}`,
        '',
      ].join('\n'),
    });
    const { out, status } = await call(['report', id, '/case'], { host });
    assert.equal(status, 0);
    const { types, text } = readMarkdown(out);
    assert.deepEqual(
      types.filter(type => /^(?:html|link|image|strong|em)/.test(type)),
      [],
    );
    assert.ok(text.includes(evil), text);
  });
});
