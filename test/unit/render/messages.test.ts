// The table of messages and the code that says them: none is never said, and each is well formed.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { messages } from '../../../server/src/render/messages';

const SERVER = join(import.meta.dirname, '../../../server/src');

const sources = readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts') && !name.startsWith(join('render', 'messages')))
  .map(name => readFileSync(join(SERVER, name), 'utf8'))
  .join('\n');

/** 'audit.kill' in the code, and the part before ${ of `container.cause.${cause}`. */
const literals = new Set([...sources.matchAll(/'([a-z]+\.[\w.-]+)'/g)].map(match => match[1]));
const beginnings = [...sources.matchAll(/`([a-z]+\.[\w.-]*)\$\{/g)].map(match => match[1] ?? '');

describe('the table of messages', () => {
  it('holds no message that is never said', () => {
    const unused = Object.keys(messages).filter(
      id => !literals.has(id) && !beginnings.some(beginning => id.startsWith(beginning)),
    );
    assert.deepEqual(unused, []);
  });

  it('holds the beginning of every id that the code puts together', () => {
    const areas = new Set(Object.keys(messages).map(id => id.split('.')[0]));
    const unknown = beginnings.filter(
      beginning => areas.has(beginning.split('.')[0]) && !Object.keys(messages).some(id => id.startsWith(beginning)),
    );
    assert.deepEqual(unknown, []);
  });

  it('has ids of an area and a name, and templates with sound braces', () => {
    const unsound = Object.entries<string>(messages).filter(
      ([id, template]) =>
        !/^[a-z]+(?:\.[\w-]+)+$/.test(id) ||
        /[{}]/.test(template.replace(/\{\w+(?:\|[^{}|]+\|[^{}|]+)?\}/g, '')) ||
        template.trim() === '',
    );
    assert.deepEqual(unsound, []);
  });

  it('has the word for one thing beside that for several, for the names that it is filled with', () => {
    const counted = Object.values<string>(messages).flatMap(template =>
      [...template.matchAll(/\{(\w+)\|/g)].map(([, name]) => template.includes(`{${String(name)}}`)),
    );
    assert.ok(counted.length > 0);
    assert.ok(counted.every(Boolean));
  });
});
