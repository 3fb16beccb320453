// Where pinned lines stand: after their log has grown at its beginning, was rotated, packed, or is gone.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { describe, it } from 'node:test';
import { findPin, readFolderPins } from '../../../server/src/casefile/pins';
import type { Pin } from '../../../server/src/pins/model';
import { pinPlace } from '../../../server/src/render/pins';
import { text } from '../../../server/src/render/text';
import { MemoryHost, type MemoryEntry } from '../memoryHost';

const LINES = ['Feb 19 16:00:07 node a: one', 'Feb 19 16:00:08 node a: two', 'Feb 19 16:00:09 node a: three'];
const LOG = `${LINES.join('\n')}\n`;
const PIN: Pin = { file: 'var/messages', line: 2, text: LINES[1] ?? '', note: 'look' };

async function found(pin: Pin, files: Readonly<Record<string, MemoryEntry>>): Promise<string> {
  const inCase: Readonly<Record<string, MemoryEntry>> = Object.fromEntries(
    Object.entries(files).map(([name, entry]) => [`/case/${name}`, entry]),
  );
  const pinned = await findPin(new MemoryHost(inCase), '/case', pin, Object.keys(inCase));
  return `${pinned.state} ${pinned.at ? `${pinned.at.file}:${String(pinned.at.line + 1)}` : 'nowhere'}; ${text(pinPlace(pinned))}`;
}

describe('findPin', () => {
  for (const [title, pin, files, place] of [
    ['its own line', PIN, { 'var/messages': LOG }, 'here /case/var/messages:2; var/messages:2'],
    [
      'the line that it has become',
      PIN,
      { 'var/messages': `x\ny\n${LOG}` },
      'moved /case/var/messages:4; var/messages:4 (moved: it was var/messages:2)',
    ],
    [
      'the file that it was rotated to',
      PIN,
      { 'var/messages': 'new\n', 'var/messages-20200225': LOG, messages: LOG },
      'moved /case/var/messages-20200225:2; var/messages-20200225:2 (moved: it was var/messages:2)',
    ],
    [
      'a packed file of its log',
      PIN,
      { 'var/messages': 'new\n', 'var/messages.2.gz': gzipSync(LOG) },
      'moved /case/var/messages.2.gz:2; var/messages.2.gz:2 (moved: it was var/messages:2)',
    ],
    [
      'the nearest of lines that are alike',
      { ...PIN, line: 5 },
      { 'var/messages': `${LOG}${LOG}${LOG}` },
      'here /case/var/messages:5; var/messages:5',
    ],
    [
      'the nearest, where none of them is on its line',
      { ...PIN, line: 7 },
      { 'var/messages': `${LOG}${LOG}${LOG}` },
      'moved /case/var/messages:8; var/messages:8 (moved: it was var/messages:7)',
    ],
    [
      'nothing in a log of another name',
      PIN,
      { 'var/syslog': LOG, 'other/messages': LOG },
      'gone nowhere; var/messages:2 (not found: the line stands there no more)',
    ],
    [
      'nothing where a line is only part of another',
      PIN,
      { 'var/messages': `> ${LINES[1] ?? ''}\n` },
      'gone nowhere; var/messages:2 (not found: the line stands there no more)',
    ],
    [
      'nothing for a line without text',
      { ...PIN, line: 9, text: '' },
      { 'var/messages': '\n\n' },
      'gone nowhere; var/messages:9 (not found: the line stands there no more)',
    ],
  ] as const satisfies readonly (readonly [string, Pin, Readonly<Record<string, MemoryEntry>>, string])[]) {
    it(`finds ${title}`, async () => {
      assert.equal(await found(pin, files), place);
    });
  }
});

describe('readFolderPins', () => {
  it('has none where there is no file, and tells of one that cannot be read', async () => {
    assert.deepEqual(await readFolderPins(new MemoryHost({ '/case/a.log': '' }), '/case'), { pins: [], problems: [] });
    const broken = new MemoryHost({ '/case/.nodelog/pins.json': { problem: 'EACCES: not yours' } });
    const { pins, problems } = await readFolderPins(broken, '/case');
    assert.deepEqual(pins, []);
    assert.match(problems.map(text).join(), /EACCES: not yours/);
  });
});
