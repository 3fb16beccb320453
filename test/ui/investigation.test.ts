// The main job as a person does it: from the tree to the killer, to the panic, to the guilty line; in light and dark.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after } from 'node:test';
import { makeContainerdRepository } from '../host/containerdRepository';
import { BUNDLED_CASE } from '../host/paths';
import { removeFolder, temporaryFolder } from '../host/processes';
import type { Person } from './person';
import { story } from './window';
import type { Step } from './window';

const THEMES = [
  { pictures: 'dark', theme: 'Default Dark Modern' },
  { pictures: 'light', theme: 'Default Light Modern' },
] as const;

/** The record that kills, and its command line as far as the kernel kept it. */
const KILL = 'type=SYSCALL msg=audit(1582099207.232:3369619)';
const PROCTITLE = 'type=PROCTITLE msg=audit(1582099207.232:3369619)';
const COMMAND_LINE =
  'nvidia-container-runtime --root /var/run/docker/runtime-nvidia/moby --log-format json delete --force 18b2fe723696358fb06317c427a';
const SENTENCE = 'nvidia-container-runtime (pid 23413) sent SIGKILL to systemd (host pid 18848)';

/** The first frame, on line 25 of its log, and the tab that shows its source. */
const FRAME = 'proc.(*execProcess).pidv(...)';
const SOURCE = 'exec.go · containerd 1.2.2';

const folder = temporaryFolder();
after(() => removeFolder(folder));

for (const theme of THEMES) {
  const repository = path.join(folder, theme.pictures);
  story(`The 137 case in a ${theme.pictures} window`, { ...theme, workspace: BUNDLED_CASE }, step => {
    findTheKiller(step);
    findThePanic(step);
    findTheSource(step, repository);
    lookAround(step);
  });
}

function findTheKiller(step: Step): void {
  step('shows three containers with their ends', async person => {
    await person.openView('Nodelog');
    await person.row('de42a6372c1d').waitFor();
    const [killed, incomplete, panicked, ...others] = await person.rows('Containers');
    await person.picture('containers');
    assert.equal(killed, '18b2fe723696 shim died · 02-19 16:00');
    assert.equal(incomplete, 'ff1a37ba009b… exited, cause unknown · 02-20 22:47');
    assert.equal(panicked, 'de42a6372c1d shim panicked (likely) · 02-25 22:07');
    assert.deepEqual(others, ['Other files: 1']);
  });

  step('opens the audit log at the record that kills', async person => {
    await person.expand(person.row('18b2fe723696'));
    await person.row('SIGKILL').click();
    await person.sees('audit.log');
    await person.atLine(3);
    await person.picture('killer');
  });

  step('tells in tooltips what does not fit into a row', async person => {
    const event = await person.tooltip(person.row('SIGKILL'), 'audit.log, line 3');
    await person.picture('tooltip-of-event');
    assert.ok(event.includes(SENTENCE) && event.includes('ausearch.txt, line 5'), event);
    const container = await person.tooltip(person.row('de42a6372c1d'), 'ip a');
    await person.picture('tooltip-of-container');
    assert.ok(container.includes('de42a6372c1d996efc475d294afc42f430beaad3ff443a86f124754a70a1b517'), container);
    await person.leave();
  });

  step('decodes the records in place and under the pointer', async person => {
    await person.showSideBar(false);
    const hinted = await person.line('SIGKILL');
    assert.match(hinted, /syscall=62\s*kill .* a0=49a0\s*18848 a1=9\s*SIGKILL /);
    assert.ok((await person.line(PROCTITLE)).includes(COMMAND_LINE));
    const head = await person.hover(KILL, 'SYSCALL', SENTENCE);
    await person.picture('hover-of-record');
    assert.ok(head.includes('2020-02-19 08:00:07.232 UTC (2020-02-19 16:00:07.232+08:00)'), head);
    const signal = await person.hover(KILL, '9SIGKILL', 'SIGKILL');
    await person.picture('hover-of-signal');
    assert.ok(signal.includes('cannot be caught'), signal);
    const hint = await person.hover(PROCTITLE, 'nvidia-container-runtime --root', COMMAND_LINE);
    await person.picture('hover-of-hint');
    assert.ok(hint.includes('proctitle'), hint);
    const hex = await person.hover(PROCTITLE, '6E7669', COMMAND_LINE);
    await person.picture('hover-of-proctitle');
    assert.ok(hex.includes('18b2fe723696358fb06317c427ab72777f430f074c8473612fad0fc99cbcb226'), hex);
    await person.leave();
  });
}

function findThePanic(step: Step): void {
  step('opens the log at the panic', async person => {
    await person.showSideBar(true);
    await person.expand(person.row('de42a6372c1d'));
    await person.row('22:07:13 shim panic').click();
    await person.sees('messages-20200225');
    await person.atLine(22);
    await person.picture('panic');
  });

  step('explains frames, form data, queries and ids under the pointer', async person => {
    await person.showSideBar(false);
    const frame = await person.hover(FRAME, 'execProcess', 'runtime/v1/linux/proc/exec.go:76');
    await person.picture('hover-of-frame');
    assert.ok(frame.includes('9754871') && frame.includes('versions.txt, line 27'), frame);
    await person.goTo(2);
    const form = await person.hover('form data: {\\"AttachStderr', 'AttachStderr', '"Cmd"');
    await person.picture('hover-of-form-data');
    assert.ok(form.includes('"AttachStdin": true'), form);
    await person.hover('podsandbox', 'filters=%7B', '"io.kubernetes.docker.type=podsandbox": true');
    await person.picture('hover-of-query');
    const id = await person.hover('/containers/de42a6372c1d', 'de42a6372c1d', 'Container');
    await person.picture('hover-of-id');
    assert.ok(id.includes('ip a') && id.includes('likely'), id);
    await person.leave();
  });
}

function findTheSource(step: Step, repository: string): void {
  step('offers on F12 what can be done without a repository', async person => {
    await jump(person, 'F12');
    await person.choice('Choose a folder').waitFor();
    const [choose, clone, web, ...others] = await person.choices();
    await person.picture('dialog');
    assert.match(choose ?? '', /Choose a folder that has the repository/);
    assert.match(clone ?? '', /Clone https:\/\/github\.com\/containerd\/containerd\.git with git/);
    assert.match(web ?? '', /9754871865f7fe2f4e74d43e2fc7ccd237edcbce\/runtime\/v1\/linux\/proc\/exec\.go#L76/);
    assert.deepEqual(others, []);
  });

  step('leaves an explanation where the dialog is closed', async person => {
    await person.page.keyboard.press('Escape');
    await person.sees(SOURCE);
    await person.explanation('No clone of github.com/containerd/containerd is known.');
    await person.picture('explanation');
  });

  step('leads to the line when a folder with the repository is chosen', async person => {
    await makeContainerdRepository(repository);
    await person.run('Nodelog: Choose Source Repository...');
    await person.choice('Choose a folder').click();
    await person.choosePath(repository, 'Choose Repository');
    await seesTheGuiltyLine(person);
    await person.picture('source');
    const keyword = await person.colourOf('return e.pid', 'return');
    assert.notEqual(await person.colourOf('func (e *execProcess) pidv() int', 'pidv'), keyword);
  });

  step('jumps without a word once the repository is known, and peeks', async person => {
    await person.closeEditors();
    await person.showSideBar(true);
    await person.row('22:07:13 shim panic').click();
    await person.showSideBar(false);
    const frame = await person.hover(FRAME, 'execProcess', 'return e.pid');
    await person.picture('hover-of-frame-with-source');
    assert.ok(frame.includes('Verified'), frame);
    await jump(person, 'F12');
    await seesTheGuiltyLine(person);
    await person.page.locator('.tab', { hasText: 'messages-20200225' }).click();
    await jump(person, 'Control+Shift+F10');
    await person.page.locator('.peekview-widget .view-line', { hasText: 'pidv' }).first().waitFor();
    await person.picture('peek');
    await person.page.keyboard.press('Escape');
  });
}

function lookAround(step: Step): void {
  step('lists all that means a container, in hex and as a prefix too', async person => {
    await person.showSideBar(true);
    await person.chooseFromMenu(person.row('18b2fe723696'), 'Find All References');
    await person.page.locator('.part.sidebar .message', { hasText: '4 results in 3 files' }).waitFor();
    await person.leave();
    await person.picture('references');
    const rows = (await person.rows()).join('\n');
    for (const file of ['audit.log', 'ausearch.txt', 'messages-20200219']) assert.ok(rows.includes(file), rows);
  });

  step('outlines a log and tells what it holds', async person => {
    await person.page.keyboard.press('Control+p');
    await person.choose('audit.log');
    await person.sees('audit.log');
    await person.run('Explorer: Focus on Outline View');
    await person.row(SENTENCE).waitFor();
    await person.page.locator('#status\\.languageStatus').click();
    await person.page.locator('.hover-language-status', { hasText: 'audit events: 4' }).first().waitFor();
    await person.picture('outline-and-status');
    await person.page.keyboard.press('Escape');
  });
}

async function jump(person: Person, key: string): Promise<void> {
  await person.goTo(25);
  await person.putCursor(FRAME, 'execProcess');
  await person.page.keyboard.press(key);
}

async function seesTheGuiltyLine(person: Person): Promise<void> {
  await person.sees(SOURCE);
  await person.atLine(76);
  await person.line('return e.pid');
}
