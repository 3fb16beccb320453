// A traceback as Markdown: what stands in it, and that nothing of a log gets a meaning of its own.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { groupsOf } from '../../../server/src/golang/groups';
import type { Traceback } from '../../../server/src/golang/traceback';
import { message } from '../../../server/src/message';
import { copiedGroups, traceMarkdown } from '../../../server/src/render/traceMarkdown';
import { caseText } from '../incident';
import { loggedLines, parseTracebacks } from '../golang/tracebacks';
import { hostile } from './hostile';

const PAGE = 'https://github.com/containerd/containerd/blob/abc/exec.go#L76';

function incident(): Traceback {
  const [traceback] = parseTracebacks(loggedLines(caseText('messages-20200225').split('\n')));
  assert.ok(traceback);
  return traceback;
}

function markdownOf(traceback: Traceback, page: string | null): string {
  const groups = groupsOf(traceback);
  const stacks = copiedGroups(groups).map(group => ({
    group,
    frames: (group.goroutines[0]?.frames ?? []).map(frame => ({ frame, location: null, page })),
  }));
  return traceMarkdown(traceback, 'log:22', message('source.bySetting', { revision: 'abc' }), stacks, 3);
}

describe('traceMarkdown', () => {
  it('tells the panic, where it stands, the revision, and each frame with its page', () => {
    const text = markdownOf(incident(), PAGE);
    const lines = text.split('\n').filter(line => line !== '');
    assert.match(lines[0] ?? '', /^\*\*`panic: runtime error.*`\*\*$/);
    assert.deepEqual(lines.slice(1, 5), [
      '`log:22`  ',
      '`revision abc from the settings`',
      '`SIGSEGV code=0x1 addr=0x78 pc=0x5ff488`',
      '`goroutine 5 [running]`',
    ]);
    assert.equal(lines[5], `1. \`proc.(*execProcess).pidv(...)\` [\`exec.go:76\`](${PAGE})`);
    assert.equal(lines[10], `1. \`created by shim.NewService\` [\`service.go:91\`](${PAGE})`);
    assert.equal(lines.at(-1), '3 more stacks are not copied');
  });

  it('names the place where no page is known', () => {
    assert.match(markdownOf(incident(), null), /^1\. `proc\.\(\*execProcess\)\.pidv\(\.\.\.\)` `exec\.go:76`$/m);
  });

  it('makes no link and no HTML of log text', () => {
    const traceback = incident();
    const [goroutine] = traceback.goroutines;
    const [frame] = goroutine?.frames ?? [];
    assert.ok(goroutine && frame);
    fc.assert(
      fc.property(hostile, text => {
        const frames = [{ ...frame, function: text, args: text, file: text }];
        const made = { ...traceback, message: text, goroutines: [{ ...goroutine, state: text, frames }] };
        const said = markdownOf(made, PAGE).replace(/(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '');
        const rest = said.replaceAll(`[](${PAGE})`, '');
        assert.doesNotMatch(rest, /[<>[\]\\`|]|\]\(|:\/\//);
      }),
      { numRuns: 300 },
    );
  });
});
