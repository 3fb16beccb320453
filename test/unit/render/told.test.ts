// Commands in messages: as they are to be typed, and made by templates only.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { message } from '../../../server/src/message';
import { messages } from '../../../server/src/render/messages';
import { piecesOf, text } from '../../../server/src/render/text';
import { toldPoint } from '../../../server/src/render/told';
import { hostile } from './hostile';
import { readMarkdown } from './readMarkdown';

const ID = 'a'.repeat(64);
const asItIs = (said: string): string => said;

describe('a message with commands', () => {
  it('has each command on a line of a block, as it is to be typed', () => {
    const save = message('verdict.advice.save', { container: ID, short: 'aaaaaaaaaaaa' });
    const { text: words, blocks } = readMarkdown(toldPoint(save, asItIs));
    assert.equal(words, 'Save what it holds now:');
    assert.deepEqual(blocks, [`docker cp ${ID}:/ ./aaaaaaaaaaaa\ndocker commit ${ID} saved:aaaaaaaaaaaa\n`]);
  });

  it('has a block for each where words stand between', () => {
    const kernel = message('verdict.missing.kernel.how');
    assert.equal(
      toldPoint(kernel, asItIs),
      '- ```sh\n  journalctl -k -o short-iso-precise\n  ```\n\n  or\n\n  ```sh\n  dmesg --time-format=iso\n  ```',
    );
  });

  it('is one line of plain text elsewhere', () => {
    assert.equal(
      text(message('verdict.missing.kernel.how')),
      'journalctl -k -o short-iso-precise, or dmesg --time-format=iso',
    );
  });

  it('has no commands but those of its template', () => {
    fc.assert(
      fc.property(hostile, said => {
        const pieces = piecesOf(message('verdict.panic', { panic: said }));
        assert.deepEqual(
          pieces.filter(({ isCommand }) => isCommand),
          [],
        );
        assert.deepEqual(readMarkdown(toldPoint(message('known.own', { text: said }), asItIs)).blocks, []);
      }),
    );
  });

  it('has an even number of backticks in its template', () => {
    for (const template of Object.values(messages)) {
      assert.equal(template.split('`').length % 2, 1, template);
    }
  });
});
