// The table of blind spots: every row's examples and counter-examples, and what its fixes make of the examples.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Edit } from '../../../server/src/auditRules/blindSpot';
import { readRules } from '../../../server/src/auditRules/document';
import { BLIND_SPOTS, problemsOf } from '../../../server/src/auditRules/problems';
import { text } from '../../../server/src/render/text';

const CASE = [
  '# catch SIGKILL and SIGTERM senders',
  '-a always,exit -F arch=b64 -S kill,tkill,tgkill -F a1=0x9 -F key=trace_kill_9',
  '-a always,exit -F arch=b64 -S kill,tkill,tgkill -F a1=0xF -F key=trace_kill_15',
].join('\n');

function codes(rules: string, file = 'audit.rules'): string[] {
  return problemsOf(readRules(file, rules)).map(({ code }) => code);
}

/** The text with the edits made, the last one of a line first. */
function edited(rules: string, edits: readonly Edit[]): string {
  const lines = rules.split('\n');
  for (const { number, span, text: put } of [...edits].sort((a, b) => b.span.start - a.span.start)) {
    const line = lines[number] ?? '';
    lines[number] = line.slice(0, span.start) + put + line.slice(span.end);
  }
  return lines.join('\n');
}

describe('the table of blind spots', () => {
  for (const { code, examples, counterExamples, find } of BLIND_SPOTS) {
    for (const rules of examples) {
      it(`says ${code} of ${JSON.stringify(rules)}`, () => {
        const document = readRules('audit.rules', rules);
        const spots = find(document);
        assert.notDeepEqual(spots, []);
        for (const { number, span, text: said } of spots) {
          const length = document.entry(number)?.line.text.length ?? -1;
          assert.ok(span.start < span.end && span.end <= length, JSON.stringify(span));
          assert.doesNotMatch(text(said), /[{}]/);
        }
      });

      it(`says it no more when ${JSON.stringify(rules)} is mended`, () => {
        for (const { fix } of find(readRules('audit.rules', rules))) {
          if (fix === null) continue;
          const mended = readRules('audit.rules', edited(rules, fix.edits));
          assert.equal(find(mended).length, find(readRules('audit.rules', rules)).length - 1, edited(rules, fix.edits));
          assert.deepEqual(
            mended.entries.flatMap(({ refusal }) => refusal ?? []),
            [],
          );
        }
      });
    }
    for (const rules of counterExamples) {
      it(`says no ${code} of ${JSON.stringify(rules)}`, () => {
        assert.deepEqual(find(readRules('audit.rules', rules)), []);
      });
    }
  }

  it('has a code of its own for each row', () => {
    const all = BLIND_SPOTS.map(({ code }) => code);
    assert.deepEqual(all, [...new Set(all)]);
  });
});

describe('the problems of a file', () => {
  it('are those of the bundled case: the calls that its rules miss', () => {
    assert.deepEqual(codes(CASE), ['one-abi', 'signal-calls', 'signal-argument', 'signal-calls', 'signal-argument']);
    const said = problemsOf(readRules('audit.rules', CASE)).map(problem => text(problem.text));
    assert.deepEqual(said.slice(1, 3), [
      'No rule of this file logs SIGKILL sent on 64 bits by: pidfd_send_signal, rt_sigqueueinfo, rt_tgsigqueueinfo.',
      'tgkill has its signal in a2: this rule compares another argument of it, and misses SIGKILL sent by tgkill.',
    ]);
  });

  it('are mended by the rules that the fix adds', () => {
    const problem = problemsOf(readRules('audit.rules', CASE)).find(({ code }) => code === 'signal-calls');
    const mended = edited(CASE, problem?.fix?.edits ?? []).split('\n');
    assert.deepEqual(mended.slice(2, 4), [
      '-a always,exit -F arch=b64 -S pidfd_send_signal,rt_sigqueueinfo -F a1=0x9 -F key=trace_kill_9',
      '-a always,exit -F arch=b64 -S tgkill,rt_tgsigqueueinfo -F a2=0x9 -F key=trace_kill_9',
    ]);
    assert.deepEqual(codes(mended.slice(0, 4).join('\n')), ['one-abi']);
  });

  it('tell once what several rules of one width leave out, and mend all of them at once', () => {
    const [problem, ...others] = problemsOf(readRules('audit.rules', CASE)).filter(({ code }) => code === 'one-abi');
    assert.deepEqual(others, []);
    assert.ok(problem?.fix);
    assert.equal(
      text(problem.text),
      '2 rules log only 64-bit calls (lines 2, 3); a 32-bit program goes unseen where the node runs such.',
    );
    assert.equal(text(problem.fix.title), 'Add the 2 rules for arch=b32');
    const mended = edited(CASE, problem.fix.edits).split('\n');
    assert.equal(mended[4], '-a always,exit -F arch=b32 -S kill,tkill,tgkill -F a1=0xF -F key=trace_kill_15');
    assert.ok(!codes(mended.join('\n')).includes('one-abi'));
  });

  it('list no more lines than can be read at a glance', () => {
    const rules = Array.from(
      { length: 12 },
      (_, at) => `-a always,exit -F arch=b64 -S openat -F pid=${String(at)} -k k`,
    );
    const [problem] = problemsOf(readRules('audit.rules', rules.join('\n')));
    assert.match(problem ? text(problem.text) : '', /^12 rules .* \(lines 1, 2, 3, 4, 5, 6, 7, 8, …\);/);
  });

  it('say of a refused line whether what follows is loaded', () => {
    const said = (rules: string) => problemsOf(readRules('audit.rules', rules)).map(problem => text(problem.text));
    assert.deepEqual(said('-Z'), [
      'Refused by auditctl, which loads nothing behind this line: auditctl has no option -Z.',
    ]);
    assert.deepEqual(said('-c\n-Z'), ['Refused by auditctl: auditctl has no option -Z.']);
  });

  it('leave the order of -D and -e to augenrules in a file below rules.d', () => {
    const rules = '-w /etc/passwd -p wa -k k\n-D\n-e 2\n-w /etc/shadow -p wa -k k';
    assert.deepEqual(codes(rules), ['delete-all-late', 'after-immutable']);
    assert.deepEqual(codes(rules, '/etc/audit/rules.d/10-kill.rules'), []);
  });
});

describe('problemsOf a long file', () => {
  const lines = Array.from(
    { length: 2000 },
    (_, at) => `-a always,exit -F arch=b64 -S kill,tgkill -F a1=9 -F auid=${String(at)} -k k${String(at)}`,
  );
  const document = readRules('long.rules', lines.join('\n'));

  it('says something of every rule', () => {
    assert.equal(new Set(problemsOf(document).map(problem => problem.number)).size, lines.length);
  });

  it('looks for them once in each version of a file', () => {
    assert.equal(problemsOf(document), problemsOf(document));
  });
});
