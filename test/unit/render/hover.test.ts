// Hovers over hostile log text: nothing in it means anything.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { AuditField } from '../../../server/src/audit/record';
import { parseApiCall } from '../../../server/src/daemon/dockerApi';
import {
  callHover,
  containerHover,
  execHover,
  fieldHover,
  frameHover,
  headHover,
  jsonHover,
  NO_FACTS,
  kernelHover,
} from '../../../server/src/render/hover';
import { UTC } from '../../../server/src/render/clock';
import { describeReport } from '../../../server/src/kernel/describe';
import { eventRow } from '../../../server/src/render/items';
import { LogDocument } from '../../../server/src/reading/document';
import { splitLines } from '../../../server/src/reading/lines';
import { caseText, EXEC } from '../incident';
import { container, shimEvent } from './made';
import { hostile } from './hostile';
import { readMarkdown } from './readMarkdown';

/** No image, HTML or heading, and no link but ours. The client asks for no icons in hovers. */
function assertHarmless(markdown: string): void {
  const { types, links } = readMarkdown(markdown);
  assert.deepEqual(
    types.filter(type => /^(?:html|image|heading|code_block|table)/.test(type)),
    [],
  );
  assert.ok(
    links.every(link => link.startsWith('https://github.com/')),
    links.join(),
  );
}

function documentOf(text: string): LogDocument {
  const lines = [...splitLines(text)];
  return new LogDocument('/case/log', { lineCount: lines.length, line: index => lines[index] ?? '' });
}

function auditHovers(text: string): string[] {
  const document = documentOf(text);
  const hovers: string[] = [];
  for (let line = 0; line < document.lineCount; line++) {
    const { payload } = document.entry(line);
    if (payload.kind !== 'audit') continue;
    const event = document.auditEvent(line);
    hovers.push(headHover(payload.record, event, UTC));
    hovers.push(...payload.record.fields.map((field: AuditField) => fieldHover(field, payload.record, event)));
  }
  return hovers;
}

describe('hovers', () => {
  it('of an audit record show values in code only', () => {
    const fields = ['comm', 'exe', 'proctitle', 'key', 'ocomm', 'name', 'a1', 'unknown_field', 'acct'];
    const written = fc.oneof(
      hostile.map(text => `"${text}"`),
      hostile.map(text => Buffer.from(text).toString('hex').toUpperCase()),
      hostile,
    );
    fc.assert(
      fc.property(fc.constantFrom(...fields), written, (name, value) => {
        const head = 'msg=audit(1582099207.232:3369619):';
        const record = `type=SYSCALL ${head} arch=c000003e syscall=62 a1=9 comm="x" ${name}=${value}\n`;
        auditHovers(`type=OBJ_PID ${head} opid=1 ocomm=${value}\n${record}`).forEach(assertHarmless);
        const interpreted = `type=SYSCALL msg=audit(11/24/26 14:33:20.665:7) : syscall=kill comm=x ${name}=${value}\n`;
        auditHovers(interpreted).forEach(assertHarmless);
      }),
      { numRuns: 300 },
    );
  });

  it('of the 137 case are harmless and never empty', () => {
    const hovers = auditHovers(caseText('audit.log'));
    hovers.forEach(assertHarmless);
    assert.ok(hovers.length > 100 && hovers.every(hover => hover.trim() !== ''));
  });

  it('of a call, its JSON, an exec and a container show log text in code or escaped', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, two) => {
        const call = parseApiCall(`Calling GET /v1.38/${encodeURIComponent(one)}?filters=${encodeURIComponent(two)}`);
        if (call) assertHarmless(callHover(call));
        assertHarmless(jsonHover({ [one]: two }));
        const oom = { kind: 'oom-reaped', process: one, pid: 7, span: { start: 0, end: 1 } } as const;
        assertHarmless(kernelHover(describeReport(oom, null)));
        const exec = {
          id: EXEC,
          command: one,
          asker: null,
          asked: null,
          started: null,
          finished: null,
          exitCode: null,
        };
        const owner = container({ execs: [exec] });
        assertHarmless(execHover(exec, owner, UTC));
        assertHarmless(containerHover(owner, owner.id, UTC));
        assertHarmless(eventRow({ ...shimEvent, text: { id: 'container.log', args: { text: two } } }, UTC).tooltip);
      }),
      { numRuns: 300 },
    );
  });

  it('of a frame show function, path and source in code or escaped', () => {
    const document = documentOf(caseText('messages-20200225'));
    const context = document.frame(24);
    assert.ok(context);
    fc.assert(
      fc.property(hostile, hostile, (name, text) => {
        const { traceback, goroutine } = context;
        const frame = { ...context.frame, function: name };
        const source = {
          module: 'github.com/containerd/containerd',
          path: name,
          line: 76,
          commit: null,
          chosen: null,
          status: 'unverified',
          function: name,
          text,
          reason: null,
          excerpt: { first: 76, lines: [text] },
          instead: null,
        } as const;
        const blame = { commit: text, subject: text, date: '2019-01-15T12:00:00Z' };
        const facts = { ...NO_FACTS, blame };
        assertHarmless(frameHover({ traceback: { ...traceback, message: text }, goroutine, frame }, source, facts));
      }),
      { numRuns: 300 },
    );
  });

  it('of the proctitle shows the command line, and of a1 the signal', () => {
    const hovers = auditHovers(caseText('audit.log'));
    assert.ok(hovers.some(hover => hover.includes('delete --force 18b2fe723696358fb06317c427a')));
    assert.ok(hovers.some(hover => hover.includes('`9` → `SIGKILL`')));
  });

  it('of a system call shows it with the arguments of the event, and what it returned', () => {
    const hover = auditHovers(caseText('audit.log')).find(one => one.startsWith('**system call**')) ?? '';
    assert.match(hover, /```c\nkill\(pid=18848, sig=SIGKILL\) = 0\n```/);
    assert.match(hover, /kill\(2\)/);
  });

  for (const [raw, shown] of [
    ['000001ffffffffff', '`000001ffffffffff` → all capabilities that Linux 6.1 knows'],
    [
      '0000003fffffffff',
      '`0000003fffffffff` → all capabilities that Linux 6.1 knows but perfmon, bpf, checkpoint_restore',
    ],
    ['00000000a80425fb', '```\nchown,dac_override,fowner,'],
    ['0', '`0` → `none`'],
  ] as const) {
    it(`of the capabilities ${raw} says them in as few words as can be`, () => {
      const hovers = auditHovers(`type=CAPSET msg=audit(1582099207.232:3369619): pid=1 cap_pi=${raw}\n`);
      const hover = hovers.find(one => one.includes('`cap_pi`')) ?? '';
      assert.ok(hover.includes(`\n\n${shown}`), hover);
    });
  }

  it('of a number in hex shows it once', () => {
    const unused = auditHovers(caseText('audit.log')).find(one => one.startsWith('**not an argument of kill** `a2`'));
    assert.match(unused ?? '', /\n\n`0x0`\n\n/);
  });

  it('of a field tell the learner below a rule what it is in general', () => {
    const hover = auditHovers(caseText('audit.log')).find(one => one.startsWith('**login user')) ?? '';
    const [here = '', general = ''] = hover.split('\n\n---\n\n');
    assert.match(here, /no login session/);
    assert.match(general, /kept through su, sudo/);
    assert.match(general, /proc\(5\)/);
  });
});

describe('the hover over the head of a record without serial and time', () => {
  const JOURNAL =
    'Nov 24 14:33:20 vm audit[2610]: SYSCALL arch=c000003e syscall=62 success=yes exit=0 a1=9 items=0 pid=2610 comm="kill"\n' +
    'Nov 24 14:33:20 vm audit: OBJ_PID opid=2609 ocomm="sleep"';

  it('says that there is no time, and why the records are one event', () => {
    const [hover] = auditHovers(JOURNAL).filter(text => text.includes('SIGKILL to sleep'));
    assert.match(hover ?? '', /No time.{1,5} the line has a local date/);
    assert.match(hover ?? '', /Event with 2 records, which by host, stamp and order/);
    assert.doesNotMatch(hover ?? '', /null/);
  });
});
