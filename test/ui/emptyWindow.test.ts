// A window without a folder: the view's welcome, a single file, and the lesson, whose steps complete by working.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before } from 'node:test';
import { makeContainerdRepository } from '../host/containerdRepository';
import { BUNDLED_CASE } from '../host/paths';
import { removeFolder, temporaryFolder } from '../host/processes';
import type { Person } from './person';
import { story } from './window';
import type { WindowOptions } from './window';

/** The lesson's steps with the heading of the page beside each. */
const STEPS: Readonly<Record<string, string>> = {
  open: 'What is in the folder',
  proctitle: 'A command line in hex',
  killer: 'Three records, one event',
  cutId: 'From 27 digits to 64',
  source: 'The line that panicked',
};
const PROCTITLE = 'type=PROCTITLE msg=audit(1582099207.232:3369619)';

const folder = temporaryFolder();
const repository = path.join(folder, 'containerd');
before(async () => {
  await makeContainerdRepository(repository, { bare: true });
});
after(() => removeFolder(folder));

const options: WindowOptions = {
  pictures: 'empty-window',
  theme: 'Default Light Modern',
  machineSettings: { 'nodelog.source.repositories': { 'github.com/containerd/containerd': repository } },
};

story('An empty window', options, step => {
  step('tells what a case is and how to open one', async person => {
    await person.openView('Nodelog');
    const welcome = person.page.locator('.part.sidebar .welcome-view-content', { hasText: 'A case is a folder' });
    await welcome.locator('.monaco-button', { hasText: 'Open Folder as Case' }).waitFor();
    await person.leave();
    await person.picture('welcome');
  });

  step('reads a single file alone, and says so', async person => {
    await person.page.keyboard.press('Control+o');
    await person.choosePath(path.join(BUNDLED_CASE, 'audit.log'), 'OK');
    await person.sees('audit.log');
    await person.row('18b2fe723696').waitFor();
    await person.picture('only-this-file');
    const [only] = await person.rows();
    assert.equal(only, 'Only this file is read Read its folder…');
  });

  step("reads the file's folder on a click", async person => {
    await person.row('Only this file is read').click();
    await person.row('de42a6372c1d').waitFor();
    await person.picture('folder-of-the-file');
    assert.ok((await person.rows()).includes('exec-panic-137 3 containers'));
    await person.row('exec-panic-137').hover();
    await person.row('exec-panic-137').locator('.action-label[aria-label="Close Case"]').click();
    await person.row('Only this file is read').waitFor();
    await person.closeEditors();
  });

  step('opens the lesson, with nothing done yet', async person => {
    await person.run('Nodelog: Open Lesson');
    await person.page.locator('.getting-started-step.expanded .monaco-button').waitFor();
    assert.deepEqual(await stepsDone(person), []);
    await person.showSideBar(false);
    for (const [name, heading] of Object.entries(STEPS).reverse()) {
      await person.page.locator(`[data-step-id$="#${name}"]`).click();
      await person.seesPage(heading);
      await person.picture(`lesson-${name}`);
    }
  });

  step('completes the first step when the case is open', async person => {
    await person.page.locator('.getting-started-step.expanded .monaco-button').click();
    await completes(person, 'open');
    await person.row('de42a6372c1d').waitFor();
    await person.picture('lesson-open-done');
  });

  step('completes the second step when the command line was read', async person => {
    await person.hover(PROCTITLE, 'nvidia-container-runtime', '18b2fe723696358fb06317c427a');
    await completes(person, 'proctitle');
    await person.picture('lesson-proctitle-done');
    await person.leave();
  });

  step('completes the third step when the killer was found', async person => {
    await person.expand(person.row('18b2fe723696'));
    await person.row('SIGKILL').click();
    await completes(person, 'killer');
  });

  step('completes the fourth step when the cut id was followed', async person => {
    await person.putCursor(PROCTITLE, '6E7669');
    await person.page.keyboard.press('Shift+F12');
    await person.page.locator('.peekview-widget', { hasText: 'References (4)' }).waitFor();
    await completes(person, 'cutId');
    await person.picture('lesson-cutId-done');
    await person.page.keyboard.press('Escape');
  });

  step('completes the last step when the guilty line was reached', async person => {
    await person.page.locator('.tab', { hasText: 'messages-20200225' }).click();
    await person.goTo(25);
    await person.putCursor('pidv(...)', 'pidv');
    await person.page.keyboard.press('F12');
    await person.sees('exec.go · containerd 1.2.2');
    await person.atLine(76);
    await completes(person, 'source');
    await person.picture('lesson-done');
    assert.deepEqual(await stepsDone(person), Object.keys(STEPS));
  });
});

async function stepsDone(person: Person): Promise<string[]> {
  const done = person.page.locator('[data-done-step-id][aria-checked="true"]');
  const ids = await done.evaluateAll(boxes => boxes.map(box => box.getAttribute('data-done-step-id') ?? ''));
  return ids.map(id => id.replace(/^.*#/, ''));
}

async function completes(person: Person, step: string): Promise<void> {
  await person.until(`tick at the step ${step}`, async () => (await stepsDone(person)).includes(step));
}
