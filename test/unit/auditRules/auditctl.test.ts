// The tables of refusals and blind spots against the real auditctl, which loads rules into the kernel of this machine. Only
// where NODELOG_AUDITCTL is set to the path of a lock file, root runs it and auditctl is installed: the rules that are
// loaded are deleted first, and there are none afterwards.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { BLIND_SPOTS } from '../../../server/src/auditRules/problems';
import { REFUSALS } from '../../../server/src/auditRules/refusals';

const LOCK = process.env.NODELOG_AUDITCTL;
const missing = spawnSync('auditctl', ['-v']).error !== undefined;
const root = process.getuid?.() === 0;
const skip =
  LOCK === undefined || missing || !root
    ? 'needs NODELOG_AUDITCTL=LOCKFILE, root and auditctl: it changes the rules of this machine'
    : false;

const folder = mkdtempSync(join(tmpdir(), 'nodelog-auditctl-'));
const file = join(folder, 'rules');

/** Whether auditctl -R loads a file; nothing of it stays. */
function loads(text: string): boolean {
  writeFileSync(file, `${text}\n`);
  chmodSync(file, 0o600);
  const script =
    'auditctl -D >/dev/null; auditctl -R "$0"; status=$?; auditctl -D >/dev/null; auditctl -e 0 -b 64 -f 1 -r 0 >/dev/null; exit $status';
  return spawnSync('flock', [LOCK ?? '', 'sh', '-c', script, file]).status === 0;
}

/** What would lock the machine, or cannot be tried without doing what it says. */
const NOT_TRIED = /(?:^|\n)(?:-e 2|--loginuid)/;

describe('auditctl', { skip }, () => {
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const { code, examples, counterExamples } of REFUSALS) {
    it(`refuses the examples of ${code}, and no counter-example`, () => {
      assert.deepEqual(examples.filter(loads), []);
      assert.deepEqual(
        counterExamples.filter(line => !loads(line)),
        [],
      );
    });
  }

  for (const { code, severity, examples, counterExamples } of BLIND_SPOTS) {
    it(`${severity === 'error' ? 'refuses' : 'loads'} the examples of ${code}`, () => {
      const tried = examples.filter(example => !NOT_TRIED.test(example));
      assert.deepEqual(
        tried.filter(example => loads(example) === (severity === 'error')),
        [],
      );
      assert.deepEqual(
        counterExamples.filter(example => !NOT_TRIED.test(example) && !loads(example)),
        [],
      );
    });
  }
});
