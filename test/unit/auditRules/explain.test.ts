// What a rule does, as one sentence; and what a hover says of its parts.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRules } from '../../../server/src/auditRules/document';
import { explainRule } from '../../../server/src/auditRules/explain';
import { ruleTargetAt } from '../../../server/src/auditRules/target';
import { ruleHover } from '../../../server/src/render/auditRules';
import { text } from '../../../server/src/render/text';
import { readMarkdown } from '../render/readMarkdown';

const SENTENCES: readonly (readonly [rule: string, sentence: string])[] = [
  ['-a always,exit -F arch=b64 -S kill,tkill -F a1=0x9 -F key=trace_kill_9', 'logs every kill, tkill, on 64-bit calls, with second argument SIGKILL (9), with key trace_kill_9'],
  ['-a always,exit -F arch=b64 -S kill,tkill,tgkill -F a1=0xF -k t', 'logs every kill, tkill, tgkill, on 64-bit calls, with second argument SIGTERM (15) (not the signal of tgkill), with key t'],
  ['-a exit,always -F arch=b32 -S tgkill -F a2=9', 'logs every tgkill, on 32-bit calls, with third argument SIGKILL (9)'],
  ['-w /etc/passwd -p wa -k passwd', 'logs every write, attribute change of /etc/passwd, with key passwd'],
  ['-w /etc/passwd', 'logs every access of /etc/passwd'],
  ['-a always,exit -F dir=/etc -F perm=w -k etc', 'logs every write below /etc, with key etc'],
  ['-a always,exit -F arch=b64 -S openat -F exit=-EACCES -F auid>=1000 -F auid!=unset', 'logs every openat, on 64-bit calls, if it returned EACCES (13): Permission denied, where auid >= 1000, by processes of a login session'],
  ['-a always,exit -F arch=b64 -S openat -F success=0 -F auid=-1', 'logs every openat, on 64-bit calls, if it failed, by processes outside any login session'],
  ['-a always,exit -F arch=b64 -S openat -F success!=0', 'logs every openat, on 64-bit calls, if it succeeded'],
  ['-a always,exit -F arch!=b64 -S all', 'logs every system call, on 32-bit calls'],
  ['-a always,exit -F arch=b64 -S 62 -F arch=x86_64', 'logs every 62, on 64-bit calls, on 64-bit calls'],
  ['-a always,exit -F arch=x86_64 -S 62', 'logs every kill, on 64-bit calls'],
  ['-a never,exit -F exe=/usr/bin/runc', 'does not log every system call, where exe = /usr/bin/runc'],
  ['-a never,task', 'does not audit any call of every process that is made from now on'],
  ['-a always,exclude -F msgtype=CWD', 'drops every record, where msgtype = CWD'],
  ['-d always,exit -F arch=b64 -S kill', 'deletes the rule for every kill, on 64-bit calls'],
]; // prettier-ignore

describe('explainRule', () => {
  for (const [line, sentence] of SENTENCES) {
    it(`says of ${line}: ${sentence}`, () => {
      const rule = readRules('audit.rules', line).entry(0)?.rule;
      const said = rule && explainRule(rule);
      assert.equal(said && text(said), sentence);
    });
  }
});

/** What a hover says at the bar, in this order. */
const HOVERS: readonly (readonly [line: string, ...says: string[]])[] = [
  ['|-a always,exit -F arch=b64 -S kill -F a1=9 -k k', 'logs every kill', 'appends a rule'],
  ['-a al|ways,exit -S kill', 'always: what the rule matches is logged', 'logs every kill'],
  ['-a always,ex|it -S kill', 'exit: tried when a system call returns'],
  ['-a always,exit -F ar|ch=b64 -S kill', 'arch', 'b64 → 64-bit calls', 'Operators: = !=', 'auditctl(8)'],
  ['-a always,exit -F arch=b64 -S kill -F a1=0x|F', 'argument of the system call', '0xF → SIGTERM: asks the process to end', 'logs every kill'],
  ['-a always,exit -F arch=b64 -S kill,tgkill -F a1=|9', 'SIGKILL', 'for kill; not the signal of tgkill'],
  ['-a always,exit -F arch=b64 -S tg|kill', 'tgkill: send a signal to a thread of a process', 'Its signal is a2.', 'x86_64 234', 'tgkill(2)'],
  ['-a always,exit -F arch=b64 -S kill -F exit=-EAC|CES', 'EACCES (13): Permission denied'],
  ['-a always,exit -F arch=b64 -S kill -F auid!=un|set', 'login user', 'unset: no login session'],
  ['-a always,exit -F arch=b64 -S kill -F auid!=429496|7295', 'unset: no login session'],
  ['-w /etc/passwd -p w|a', 'write, attribute change', 'auditctl(8), -p'],
  ['-a always,exit -F path=/a -F perm=|rx', 'read, execution'],
  ['-w /etc/passwd -k pass|wd', 'Events with this key in the case: 3'],
  ['-e |2', 'locked until the next boot'],
  ['--reset-l|ost', '--reset-lost', 'sets the count of lost records to 0'],
]; // prettier-ignore

describe('hover in audit rules', () => {
  for (const [marked, ...says] of HOVERS) {
    it(`says at ${marked}: ${says[0] ?? ''}`, () => {
      const [entry] = readRules('audit.rules', marked.replace('|', '')).entries;
      const target = entry && ruleTargetAt(entry, marked.indexOf('|'));
      assert.ok(entry && target);
      const shown = plain(ruleHover(target, entry, 3));
      let from = 0;
      for (const piece of says) {
        const at = shown.indexOf(piece, from);
        assert.ok(at >= 0, `${piece} is missing, in its order, in:\n${shown}`);
        from = at + piece.length;
      }
    });
  }

  it('is silent over comments and unknown options', () => {
    for (const line of ['# -a always,exit', '-Z', 'foo']) {
      const [entry] = readRules('audit.rules', line).entries;
      assert.equal(entry && ruleTargetAt(entry, 1), null);
    }
  });

  it('escapes what stands in the file', () => {
    const [entry] = readRules('audit.rules', '-w /a -k [x](command:evil)').entries;
    const target = entry && ruleTargetAt(entry, 12);
    assert.ok(entry && target);
    assert.deepEqual(readMarkdown(ruleHover(target, entry, null)).links, []);
  });
});

/** Markdown without its marks. */
function plain(markdown: string): string {
  return markdown.replace(/\*\*|`/g, '').replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
