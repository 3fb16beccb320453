// The file of pins: what is written is read again, what is wrong is told with its line, the schema says the same.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pinsText, readPins } from '../../../server/src/pins/file';
import { text } from '../../../server/src/render/text';

const PIN = { file: 'messages', line: 3, text: 'a line', note: 'a note' };

function problemsOf(...pins: unknown[]): string[] {
  return readPins(JSON.stringify({ pins }, null, 2)).problems.map(text);
}

describe('readPins', () => {
  it('reads what was written', () => {
    const members = {
      file: fc.stringMatching(/^[\w.-]{1,9}(?:\/[\w-]{1,9})?$/).filter(file => !file.split('/').includes('..')),
      line: fc.integer({ min: 1 }),
      text: fc.string(),
      note: fc.string(),
    };
    const pin = fc.record(members, { noNullPrototype: true });
    fc.assert(
      fc.property(fc.array(pin), pins => {
        assert.deepEqual(readPins(pinsText(pins)), { pins, problems: [] });
      }),
    );
  });

  for (const [title, pin, problem] of [
    ['a pin that is none', 7, /^line 3: an object/],
    ['a note that is no text', { ...PIN, note: 1 }, /^line 3: the pin needs "note"/],
    ['a line before the first', { ...PIN, line: 0 }, /^line 3: the pin needs "line"/],
    ['a path out of the folder', { ...PIN, file: 'a/../../b' }, /^line 3: a\/\.\.\/\.\.\/b is no path below/],
    ['a path from the root', { ...PIN, file: '/etc/passwd' }, /^line 3: \/etc\/passwd is no path below/],
    ['a path with a drive', { ...PIN, file: 'C:\\b' }, /^line 3: C:\\b is no path below/],
  ] as const) {
    it(`tells of ${title}, and takes the others`, () => {
      const [said = '', ...others] = problemsOf(pin, PIN);
      assert.match(said, problem);
      assert.deepEqual(others, []);
      assert.deepEqual(readPins(JSON.stringify({ pins: [pin, PIN] })).pins, [PIN]);
    });
  }

  it('tells of a text that is no JSON, and of one without pins', () => {
    assert.match(readPins('{\n"pins": [,]}').problems.map(text)[0] ?? '', /^line \d: no JSON/);
    assert.match(readPins('[]').problems.map(text)[0] ?? '', /"pins" is wanted/);
  });

  it('wants what the schema wants', () => {
    const schema = JSON.parse(readFileSync('client/schemas/pins.schema.json', 'utf8')) as {
      properties: { pins: { items: { required: string[]; properties: object } } };
    };
    const { required, properties } = schema.properties.pins.items;
    assert.deepEqual([...required].sort(), Object.keys(PIN).sort());
    assert.deepEqual(Object.keys(properties).sort(), Object.keys(PIN).sort());
  });
});
