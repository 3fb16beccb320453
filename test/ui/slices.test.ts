// A log that is too large for VS Code, as a person works with it: parts of it, filters, a log that grows; dark and light.
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import assert from 'node:assert/strict';
import { CONTAINER, writeLargeLog } from '../editor/largeLog';
import { removeFolder, temporaryFolder } from '../host/processes';
import type { Person } from './person';
import { story } from './window';
import type { Step, WindowOptions } from './window';

const BYTES = 60_000_000;
const LINE =
  'Feb 25 14:07:13 gpu-1 dockerd[7]: time="2020-02-25T14:07:13.000000000Z" level=error msg="shim disconnected" id=7\n';

for (const theme of ['Default Dark Modern', 'Default Light Modern'] as const) {
  const workspace = temporaryFolder();
  after(() => removeFolder(workspace));
  const options: WindowOptions = {
    pictures: theme.includes('Dark') ? 'slices-dark' : 'slices-light',
    theme,
    workspace,
  };
  const live = path.join(workspace, 'live', 'docker.log');
  story(`A large log in ${theme}`, options, step => {
    empty(step, workspace);
    offer(step);
    filter(step);
    follow(step, live);
  });
}

function empty(step: Step, workspace: string): void {
  step('says what the view Filters is for while it is empty', async person => {
    await writeLargeLog(workspace, BYTES);
    mkdirSync(path.join(workspace, 'live'));
    writeFileSync(path.join(workspace, 'live', 'docker.log'), LINE);
    writeFileSync(path.join(workspace, 'live', 'containerd.log'), LINE.replace('14:07:13.0', '14:07:12.0'));
    writeFileSync(path.join(workspace, 'live', 'secret.log'), new Uint8Array([1, 0, 2]));
    await person.openView('Nodelog');
    for (const pane of ['Containers', 'Traces']) await person.openPane(pane, false);
    await person.openPane('Filters');
    await person.page.locator('.part.sidebar', { hasText: 'Filter Log' }).waitFor();
    await person.picture('filters-empty');
  });
}

function offer(step: Step): void {
  step('offers parts of a log that is too large', async person => {
    await person.openFile('messages');
    await person.openView('Nodelog');
    const offered = person.page.locator('.notification-toast', { hasText: 'too much for VS Code' });
    await offered.waitFor();
    await person.picture('offer');
    await offered.locator('.monaco-button', { hasText: 'Show Part...' }).click();
    await person.choice('First page').waitFor();
    await person.picture('parts');
  });

  step('shows a page of it', async person => {
    await person.choice('First page').click();
    await person.sees('messages · lines 1–10,000');
    await person.language('Container Node Log');
    await person.line('Calling GET');
    await person.picture('page');
  });
}

function filter(step: Step): void {
  step('helps to write a filter', async person => {
    await person.run('Nodelog: Filter Log...');
    await type(person, 'level:');
    await person.choice('level:warning').waitFor();
    await person.picture('filter-input');
    await type(person, 'level:loud');
    await person.choice('"loud" is no level').waitFor();
    await person.picture('filter-input-refused');
    await type(person, `container:${CONTAINER.slice(0, 12)}`);
    await person.choice('Show what fits').click();
  });

  step('shows the slice of a container, with where its lines come from', async person => {
    await person.sees(`messages · container:${CONTAINER.slice(0, 12)}`);
    await person.line('stream copy error');
    await person.page.locator('.statusbar-item', { hasText: /\d+ lines · live/ }).waitFor();
    await person.picture('slice');
  });

  step('leads back to the log', async person => {
    await person.putCursor('stream copy error', 'dockerd');
    await person.run('Nodelog: Reveal in the Original');
    await person.sees('messages · lines');
    await person.line('stream copy error');
    await person.picture('revealed');
  });

  step('hides lines like the one at the cursor', async person => {
    await person.putCursor('Calling GET', 'level');
    await person.run('Nodelog: Hide Lines Like This');
    await person.sees('messages · -like:');
    await person.line('stream copy error');
    assert.ok((await person.lines()).every(line => !line.includes('Calling GET')));
    await person.picture('hidden');
  });

  step('says what was read where nothing fits', async person => {
    await person.run('Nodelog: Filter Log...');
    await type(person, 'nowhere-at-all');
    await person.choice('Show what fits').click();
    await person.line('No line fits.');
    await person.line('Read: ');
    await person.picture('empty');
  });
}

function follow(step: Step, live: string): void {
  step('follows a log that grows, and pauses', async person => {
    await person.openFile('docker.log');
    await person.run('Nodelog: Filter Log...');
    await type(person, 'disconnected');
    await person.choice('Show what fits').click();
    await person.sees('docker.log · disconnected');
    await person.page.locator('.statusbar-item', { hasText: /1 line · live/ }).waitFor();
    appendFileSync(live, LINE);
    await person.page.locator('.statusbar-item', { hasText: /2 lines · live/ }).waitFor();
    await person.page.locator('.statusbar-item', { hasText: /2 lines · live/ }).click();
    await person.page.locator('.statusbar-item', { hasText: /2 lines · paused/ }).waitFor();
    await person.picture('paused');
    appendFileSync(live, LINE);
    await person.run('Nodelog: Follow');
    await person.page.locator('.statusbar-item', { hasText: /3 lines · live/ }).waitFor();
  });

  step('merges logs that are selected in the explorer, with a column that says whose a line is', async person => {
    await person.openView('Explorer');
    await person.expand(person.row('live'));
    await person.row('containerd.log').first().click();
    await person
      .row('docker.log')
      .first()
      .click({ modifiers: ['ControlOrMeta'] });
    await person.chooseFromMenu(person.row('docker.log').first(), 'Merge Logs by Time...');
    await person.sees(' · all lines');
    await person.page.locator('.statusbar-item', { hasText: /4 lines · live/ }).waitFor();
    await person.picture('merged');
  });

  step('keeps a filter under a name', async person => {
    await person.openFile('docker.log');
    await person.run('Nodelog: Filter Log...');
    await type(person, 'disconnected');
    await person.choice('Show what fits').click();
    await person.sees('docker.log · disconnected');
    await person.run('Nodelog: Pause');

    await person.run('Nodelog: Save Filter...');
    await type(person, 'Shims');
    await person.page.keyboard.press('Enter');
    await person.openView('Nodelog');
    await person.openPane('Filters');
    await person.row('Shims', 'Filters').waitFor();
    await person.row('docker.log · disconnected', 'Filters').waitFor();
    await person.picture('filters-view');
  });

  step('applies a filter that has a name, and gives it another one', async person => {
    await person.openFile('docker.log');
    await person.row('Shims', 'Filters').click();
    await person.sees('docker.log · disconnected');
    await person.chooseFromRow(person.row('Shims', 'Filters'), 'Rename Filter...');
    await type(person, 'Lost shims');
    await person.page.keyboard.press('Enter');
    await person.row('Lost shims', 'Filters').waitFor();
  });

  step('warns of a slice whose log is gone, and says why', async person => {
    rmSync(live);
    await person.run('Nodelog: Follow');
    const row = person.row('docker.log · disconnected', 'Filters');
    await row.locator('.codicon-warning').waitFor();
    await person.tooltip(row, 'Not read: ');
    await person.picture('filters-gone');
  });
}

async function type(person: Person, text: string): Promise<void> {
  await person.page.locator('.quick-input-widget input[type="text"]').fill(text);
}
