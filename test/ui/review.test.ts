// A panic reviewed like in a debugger: from the view Traces into log and source, frame by frame; in light and dark.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before } from 'node:test';
import { makeContainerdRepository } from '../host/containerdRepository';
import { BUNDLED_CASE } from '../host/paths';
import { removeFolder, temporaryFolder } from '../host/processes';
import type { Person } from './person';
import { story } from './window';
import type { Step } from './window';

const THEMES = [
  { pictures: 'review-dark', theme: 'Default Dark Modern' },
  { pictures: 'review-light', theme: 'Default Light Modern' },
] as const;

const MODULE = 'github.com/containerd/containerd';

/** A made log: a panic below frames of a library and of the runtime, then goroutines that wait alike. */
const MADE = [
  'panic: assignment to entry in nil map',
  '',
  'goroutine 33 [running]:',
  'panic(0x55d0a8c1a0c0, 0x55d0a8f0e4b0)',
  '\t/usr/local/go/src/runtime/panic.go:513 +0x1b9',
  `${MODULE}/runtime/v1/shim.(*Service).allProcesses(0xc42000e0c0)`,
  `\t/go/src/${MODULE}/runtime/v1/shim/service.go:497 +0x3f`,
  `${MODULE}/vendor/github.com/containerd/ttrpc.(*serviceSet).dispatch(0xc42000c0a0, 0x1, 0x1)`,
  `\t/go/src/${MODULE}/vendor/github.com/containerd/ttrpc/services.go:71 +0x10e`,
  `${MODULE}/runtime/v1/shim.(*Service).checkProcesses(0xc42000e0c0, 0x1, 0x2)`,
  `\t/go/src/${MODULE}/runtime/v1/shim/service.go:508 +0xde`,
  `created by ${MODULE}/runtime/v1/shim.NewService`,
  `\t/go/src/${MODULE}/runtime/v1/shim/service.go:91 +0x3e9`,
  '',
  ...[3, 44, 655].flatMap((minutes, index) => [
    `goroutine ${String(40 + index)} [chan receive, ${String(minutes)} minutes]:`,
    `${MODULE}/runtime/v1/shim.(*Service).processExits(0xc42000e0c0)`,
    `\t/go/src/${MODULE}/runtime/v1/shim/service.go:491 +0xd0`,
    '',
  ]),
].join('\n');

/** What is shown of a frame of the 137 case: its row, the tab of its source, the marked line, the status. */
type FrameShown = readonly [row: string, tab: string, text: string, status: string];
const FRAMES = [
  ['exec.go:76', 'exec.go · containerd 1.2.2', 'return e.pid', '1/6 · containerd 1.2.2'],
  ['exec_state.go:175', 'exec_state.go · containerd 1.2.2', 'return s.p.pidv()', '2/6'],
  ['exec.go:72', 'exec.go · containerd 1.2.2', 'return e.execState.Pid()', '3/6'],
  ['service.go:514', 'service.go · containerd 1.2.2', 'if p.Pid() == e.Pid {', '4/6'],
  ['service.go:492', 'service.go · containerd 1.2.2', 's.checkProcesses(e)', '5/6'],
  ['service.go:91', 'service.go · containerd 1.2.2', 'go s.processExits()', '6/6'],
] as const satisfies readonly FrameShown[];

const folder = temporaryFolder();
const repository = path.join(folder, 'containerd.git');
const workspace = path.join(folder, 'case');
before(async () => {
  await makeContainerdRepository(repository, { bare: true });
  cpSync(BUNDLED_CASE, workspace, { recursive: true });
  writeFileSync(path.join(workspace, 'goroutine-stacks-1.log'), MADE);
  // Made: the same panic a day later, on another container's shim.
  const log = readFileSync(path.join(workspace, 'messages-20200225'), 'utf8');
  writeFileSync(
    path.join(workspace, 'messages-20200226'),
    log.replaceAll('Feb 25', 'Feb 26').replaceAll('2020-02-25', '2020-02-26'),
  );
});
after(() => removeFolder(folder));

for (const theme of THEMES) {
  const machineSettings = { 'nodelog.source.repositories': { [MODULE]: repository } };
  story(`A review in a ${theme.pictures} window`, { ...theme, workspace, machineSettings }, step => {
    seeTheTraces(step);
    stepThroughTheCase(step);
    useTheTrace(step);
    skipLibraries(step);
  });
}

function seeTheTraces(step: Step): void {
  step('lists the panics of all files, with their goroutines and frames', async person => {
    await person.openView('Nodelog');
    await person.row('messages-20200225:22', 'Traces').waitFor();
    await person.expand(person.row('assignment to entry in nil map', 'Traces'));
    await person.row('3 goroutines', 'Traces').waitFor();
    await person.picture('traces');
    assert.deepEqual(await person.rows('Traces'), [
      'panic: assignment to entry in nil map goroutine-stacks-1.log:1',
      'goroutine 33 [running] shim.(*Service).allProcesses',
      'panic panic.go:513',
      'shim.(*Service).allProcesses service.go:497',
      'ttrpc.(*serviceSet).dispatch services.go:71',
      'shim.(*Service).checkProcesses service.go:508',
      'created by shim.NewService service.go:91',
      '3 goroutines [chan receive, 3 to 655 minutes]: 40, 41, 42 shim.(*Service).processExits',
      'panic: runtime error: invalid memory address or nil pointer dereference dockerd · 02-25 22:07 · messages-20200225:22',
      'panic: runtime error: invalid memory address or nil pointer dereference dockerd · 02-26 22:07 · messages-20200226:22',
    ]);
  });
}

function stepThroughTheCase(step: Step): void {
  step('shows a frame in the log and beside it in its source', async person => {
    await person.openPane('Containers', false);
    await person.expand(person.row('messages-20200225:22', 'Traces'));
    await person.row('exec.go:76', 'Traces').click();
    await shows(person, FRAMES[0]);
    await lens(person, 'addr=0x78 is the offset of execProcess.pid: e was nil');
    await lens(person, 'containerd: revision 9754871 from versions.txt, line 27');
    await person.page.locator('.breadcrumbs-control', { hasText: 'containerd' }).first().waitFor();
    await person.picture('first-frame');
    assert.deepEqual(await tabs(person), ['messages-20200225', 'exec.go · containerd 1.2.2']);
  });

  step('steps to the callers by key, and no further than the goroutine goes', async person => {
    for (const [index, frame] of FRAMES.slice(1).entries()) {
      await person.page.keyboard.press('Alt+.');
      await shows(person, frame);
      if (frame === FRAMES[3]) await hint(person, 'Pid: 17160');
      await person.picture(`frame-${index + 2}`);
    }
    await person.page.keyboard.press('Alt+.');
    await person.page.locator('.statusbar-item', { hasText: 'No more frames below' }).waitFor();
    await shows(person, FRAMES[5]);
  });

  step('steps back from the source, and writes nothing into it', async person => {
    await person.putCursor('go s.processExits()', 'processExits');
    await person.page.keyboard.press('Alt+,');
    await shows(person, FRAMES[4]);
    await person.page.keyboard.press('Alt+,');
    await shows(person, FRAMES[3]);
  });

  step('goes to the frame that failed', async person => {
    await person.run('Nodelog: Faulting Frame');
    await shows(person, FRAMES[0]);
    await person.picture('faulting-frame');
  });

  step('ends without a mark', async person => {
    await person.run('Nodelog: End Review');
    await person.until('editors without marks', async () => (await marks(person)).length === 0);
    await person.page.locator('.statusbar-item', { hasText: '1/6' }).waitFor({ state: 'detached' });
    await person.picture('ended');
  });
}

function useTheTrace(step: Step): void {
  step('lists the same trace in another file', async person => {
    await clickLens(person, 'same trace: 1');
    const peek = person.page.locator('.peekview-widget');
    await peek.locator('.monaco-list-row', { hasText: 'panic: runtime error' }).first().waitFor();
    await peek.locator('.filename', { hasText: 'messages-20200226' }).waitFor();
    await person.picture('same-trace');
    await person.page.keyboard.press('Escape');
    await peek.waitFor({ state: 'detached' });
  });

  step('copies the trace as Markdown with permalinks', async person => {
    await clickLens(person, 'Copy as Markdown');
    await person.page.locator('.statusbar-item', { hasText: 'Traceback copied as Markdown' }).waitFor();
    await person.run('File: New Untitled Text File');
    await person.sees('Untitled-1');
    await person.page.keyboard.press('Control+v');
    const copied = await person.line('`proc.(*execProcess).pidv(...)` [`exec.go:76`](https://github.com/');
    assert.match(copied, /containerd\/containerd\/blob\/[0-9a-f]{40}\/runtime\/v1\/linux\/proc\/exec\.go#L76/);
    await person.picture('copied');
  });

  step('shows what has changed the function of a frame since, and a commit as a diff', async person => {
    await person.chooseFromMenu(person.row('exec.go:72', 'Traces'), 'What Changed This Function Since');
    await person.choice('Made: a lock for pid').waitFor();
    await person.picture('changed-since');
    const choices = (await person.choices()).map(said => said.replace(/\s+/g, ' '));
    assert.equal(choices.length, 2);
    assert.match(choices[0] ?? '', /^Made: a lock for pid ?[0-9a-f]{9}, first in v1\.2\.3/);
    assert.match(choices[1] ?? '', /^Made: revert the state machine of Pid ?[0-9a-f]{9}, first in v1\.2\.3/);
    await person.choose('Made: revert the state machine of Pid');
    await person.sees('Made: revert the state machine of Pid');
    await person.page
      .locator('.monaco-diff-editor .view-line', { hasText: /^\s*return\se\.pid$/ })
      .first()
      .waitFor();
    await person.picture('diff');
  });
}

function skipLibraries(step: Step): void {
  step('passes over frames of libraries and of the runtime', async person => {
    await person.chooseFromRow(person.row('assignment to entry in nil map', 'Traces'), 'Open Review');
    await reviews(person, '2/5');
    await person.page.keyboard.press('Alt+.');
    await reviews(person, '4/5');
    await person.picture('skipped');
  });

  step('stops at them when it is told to', async person => {
    await person.run('Nodelog: Stop at Library Frames');
    await person.until('frame of a library', async () => {
      await person.run('Nodelog: Faulting Frame');
      await reviews(person, '2/5');
      await person.page.keyboard.press('Alt+.');
      await person.page.locator('.statusbar-item', { hasText: /[34]\/5/ }).waitFor();
      return person.page.locator('.statusbar-item', { hasText: '3/5' }).isVisible();
    });
    await person.picture('library-frame');
    await person.run('Nodelog: Skip Library Frames');
    await person.run('Nodelog: End Review');
  });
}

/** Waits until a frame is shown in all the places that a reader looks at. */
async function shows(person: Person, [row, tab, text, status]: FrameShown): Promise<void> {
  await reviews(person, status);
  await person.page.locator('.tab.active', { hasText: tab }).first().waitFor();
  await person.page.locator('.part.sidebar .monaco-list-row.selected', { hasText: row }).waitFor();
  await person.until(`mark on ${text}`, async () => (await marks(person)).some(line => line.includes(text)));
}

/** Waits until a lens is shown in some editor. */
async function lens(person: Person, text: string): Promise<void> {
  await person.page.locator('.codelens-decoration', { hasText: text }).first().waitFor();
}

/** Clicks a lens; the editor draws lenses anew while it scrolls. */
async function clickLens(person: Person, text: string): Promise<void> {
  const link = person.page.locator('.codelens-decoration a', { hasText: text }).first();
  await link.click();
}

/** Waits until a line of some editor has a text, hints included. */
async function hint(person: Person, text: string): Promise<void> {
  await person.page
    .locator('.view-line', { hasText: text.replaceAll(' ', '\u00a0') })
    .first()
    .waitFor();
}

async function reviews(person: Person, status: string): Promise<void> {
  await person.page.locator('.statusbar-item', { hasText: status }).waitFor();
}

/** The texts of the lines that the review has marked in all editors. */
async function marks(person: Person): Promise<string[]> {
  return (await person.page.evaluate(markedLines)).map(line => line.replaceAll('\u00a0', ' '));
}

/** Runs in the page: lines that lie where a decoration of ours covers the whole width. (No named function may stand in it.) */
function markedLines(): string[] {
  return [...document.querySelectorAll('.monaco-editor')].flatMap(editor => {
    const marks = [...editor.querySelectorAll('.view-overlays [class*="ced-"]')];
    const tops = marks.map(mark => Math.round(mark.getBoundingClientRect().top));
    return [...editor.querySelectorAll('.view-line')]
      .filter(line => tops.includes(Math.round(line.getBoundingClientRect().top)))
      .map(line => line.textContent ?? '');
  });
}

async function tabs(person: Person): Promise<string[]> {
  const names = person.page.locator('.tabs-container .tab');
  return names.evaluateAll(elements => elements.map(element => element.getAttribute('data-resource-name') ?? ''));
}
