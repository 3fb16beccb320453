// The command line of `npm test`.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseTestCommand } from '../../host/commandLine';

const KNOWN = ['types', 'unit', 'editor'];

describe('parseTestCommand', () => {
  test('takes every suite on both ends of engines.vscode where nothing is said', () => {
    assert.deepEqual(parseTestCommand([], KNOWN), { suites: KNOWN, versions: ['newest', 'floor'], grep: undefined });
  });

  test('keeps the order in which suites run, whatever the order they are named in', () => {
    assert.deepEqual(parseTestCommand(['editor', 'unit', '--vscode', 'floor', '--grep=hover'], KNOWN), {
      suites: ['unit', 'editor'],
      versions: ['floor'],
      grep: 'hover',
    });
  });

  for (const [args, message] of [
    [['nonsense'], /^There is no suite nonsense\.\nusage: /],
    [['--vscode', '1.99'], /^--vscode takes newest or floor\.\nusage: /],
    [['--fast'], /--fast[^]*usage: /],
  ] as const) {
    test(`refuses ${args.join(' ')} and shows the usage`, () => {
      const result = parseTestCommand(args, KNOWN);
      assert.ok(typeof result === 'string');
      assert.match(result, message);
    });
  }
});
