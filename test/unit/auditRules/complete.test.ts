// What is proposed at a cursor (a bar) in audit rules, and what is written when it is taken.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { completeAt, type Completion } from '../../../server/src/auditRules/complete';
import { readRules } from '../../../server/src/auditRules/document';

function at(marked: string): Completion[] {
  const lines = marked.split('\n');
  const number = lines.findIndex(line => line.includes('|'));
  const column = lines[number]?.indexOf('|') ?? 0;
  return completeAt(readRules('audit.rules', marked.replace('|', '')), number, column);
}

/** The line when the proposal with this label is taken. */
function taken(marked: string, label: string): string {
  const line =
    marked
      .split('\n')
      .find(text => text.includes('|'))
      ?.replace('|', '') ?? '';
  const found = at(marked).find(proposal => proposal.label === label);
  assert.ok(found, `${label} is proposed`);
  return line.slice(0, found.span.start) + found.insert + line.slice(found.span.end);
}

const TAKEN: readonly (readonly [marked: string, label: string, line: string])[] = [
  ['|', '-a', '-a '],
  ['-|', '-w', '-w '],
  ['--res|', '--reset-lost', '--reset-lost'],
  ['-a |', 'always,exit', '-a always,exit'],
  ['-a alw|', 'never,task', '-a never,task'],
  ['-a always,exit -F |', 'arch', '-a always,exit -F arch='],
  ['-a always,exit -F auid|', 'auid!=', '-a always,exit -F auid!='],
  ['-a always,exit -F auid|', 'auid>=', '-a always,exit -F auid>='],
  ['-a always,exit -F arch=|', 'b64', '-a always,exit -F arch=b64'],
  ['-a always,exit -F arch=b64 -S |', 'tgkill', '-a always,exit -F arch=b64 -S tgkill'],
  ['-a always,exit -F arch=b64 -S kill,tg|', 'tgkill', '-a always,exit -F arch=b64 -S kill,tgkill'],
  ['-a always,exit -F arch=b32 -S |', 'waitpid', '-a always,exit -F arch=b32 -S waitpid'],
  ['-a always,exit -F arch=b64 -S kill -F a1=|', 'SIGKILL', '-a always,exit -F arch=b64 -S kill -F a1=0x9'],
  ['-a always,exit -F arch=b64 -S tgkill -F a2=|', 'SIGTERM', '-a always,exit -F arch=b64 -S tgkill -F a2=0xF'],
  ['-a always,exit -F arch=b64 -S kill -F exit=-|', '-EACCES', '-a always,exit -F arch=b64 -S kill -F exit=-EACCES'],
  ['-a always,exit -F arch=b64 -S kill -F success=|', '0', '-a always,exit -F arch=b64 -S kill -F success=0'],
  ['-a always,exit -F filetype=|', 'dir', '-a always,exit -F filetype=dir'],
  ['-a always,exit -C auid!=|', 'obj_uid', '-a always,exit -C auid!=obj_uid'],
  ['-w /etc/passwd -p |', 'wa', '-w /etc/passwd -p wa'],
  ['-w /a -k one\n-w /b -k |', 'one', '-w /b -k one'],
  ['-w /a -k one\n-a always,exit -F path=/b -F key=|', 'one', '-a always,exit -F path=/b -F key=one'],
  ['-w /a -k a\\ b\n-w /b -k |', 'a b', '-w /b -k a\\ b'],
  ['-w /etc/passwd |', '-k', '-w /etc/passwd -k '],
]; // prettier-ignore

describe('completion in audit rules', () => {
  for (const [marked, label, line] of TAKEN) {
    it(`writes ${line} when ${label} is taken at ${JSON.stringify(marked)}`, () => {
      assert.equal(taken(marked, label), line);
    });
  }

  for (const [marked, label] of [
    ['-a always,exclude -F |', 'a0'],
    ['-a always,exit -F |', 'msgtype'],
    ['-a always,exit -F arch|', 'arch>='],
    ['-a always,exit -F path|', 'path!='],
    ['-a always,exit -F arch=b64 -S |', 'waitpid'],
    ['-a always,exit -F arch=b64 -S openat -F a1=|', 'SIGKILL'],
    ['-a always,exit -F arch=b64 -S tgkill -F a1=|', 'SIGKILL'],
    ['-a always,exit |', '-D'],
    ['|', '-R'],
  ] as const) {
    it(`does not propose ${label} at ${JSON.stringify(marked)}`, () => {
      const labels = at(marked).map(proposal => proposal.label);
      assert.ok(!labels.includes(label));
    });
  }

  it('proposes nothing in a comment and for a path', () => {
    assert.deepEqual([...at('# -a |'), ...at('-w /etc/|')], []);
  });
});
