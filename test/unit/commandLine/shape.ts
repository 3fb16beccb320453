// The fields and types that the contract of the command line promises for each object.
import assert from 'node:assert/strict';

type Check = (value: unknown, path: string) => void;

function check(name: string, holds: (value: unknown) => boolean): Check {
  return (value, path) => {
    assert.ok(holds(value), `${path} is ${JSON.stringify(value)}, not ${name}`);
  };
}

/** ISO 8601 in UTC with the digits that the log gives. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

export const string = check('a string', value => typeof value === 'string');
export const boolean = check('true or false', value => typeof value === 'boolean');
export const integer = check('an integer', value => Number.isInteger(value));
export const lineNumber = check('a line from 1', value => Number.isInteger(value) && Number(value) >= 1);
export const time = check('a time', value => typeof value === 'string' && TIME.test(value));

export function oneOf(...words: readonly string[]): Check {
  return check(`one of ${words.join(', ')}`, value => words.includes(value as string));
}

export function nullable(inner: Check): Check {
  return (value, path) => {
    if (value !== null) inner(value, path);
  };
}

export function list(inner: Check): Check {
  return (value, path) => {
    assert.ok(Array.isArray(value), `${path} is no list`);
    value.forEach((item, index) => {
      inner(item, `${path}[${String(index)}]`);
    });
  };
}

/** An object with exactly these fields; those of `optional` may be missing. */
export function object(fields: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check {
  return (value, path) => {
    assert.ok(typeof value === 'object' && value !== null, `${path} is no object`);
    const given = value as Readonly<Record<string, unknown>>;
    for (const [name, inner] of Object.entries(fields)) {
      assert.ok(name in given, `${path}.${name} is missing`);
      inner(given[name], `${path}.${name}`);
    }
    for (const name of Object.keys(given)) {
      assert.ok(name in fields || name in optional, `${path}.${name} is no field of the contract`);
      if (!(name in fields)) optional[name]?.(given[name], `${path}.${name}`);
    }
  };
}

export const place = object({ file: string, line: lineNumber });
