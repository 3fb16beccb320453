// The times of logs, as a person corrects them: why a time is thought to be what it is, files that disagree, and logs in an archive; dark and light.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { gzipSync } from 'node:zlib';
import { removeFolder, temporaryFolder } from '../host/processes';
import { tar } from '../unit/casefile/tarBytes';
import { story } from './window';
import type { Step, WindowOptions } from './window';

const MINUTES = [1, 2, 3, 4];
const SAID = (n: number): string => `vm sshd[1]: session ${String(n)} opened for user root by a long message`;
/** Made: a clock eight hours behind that of the other file. */
const SYSLOG = [
  'Feb 25 22:07:13 vm dockerd[7]: time="2020-02-25T22:07:13+08:00" level=info msg="API listen"\n',
  ...MINUTES.map(n => `Feb 25 14:0${String(n)}:00 ${SAID(n)}\n`),
].join('');
const ISO = MINUTES.map(n => `2020-02-25T14:0${String(n)}:00+00:00 ${SAID(n)}\n`).join('');
const ID = '18b2fe723696358fb06317c427ab72777f430f074c8473612fad0fc99cbcb226';
const PACKED = `time="2020-02-25T14:07:13Z" level=error msg="shim disconnected" id=${ID}\n`;

for (const theme of ['Default Dark Modern', 'Default Light Modern'] as const) {
  const workspace = temporaryFolder();
  after(() => {
    removeFolder(workspace);
  });
  writeFileSync(path.join(workspace, 'messages'), SYSLOG);
  writeFileSync(path.join(workspace, 'messages.iso'), ISO);
  writeFileSync(path.join(workspace, 'sos.tar.gz'), gzipSync(tar([{ name: 'var/log/docker.log', content: PACKED }])));
  const options: WindowOptions = {
    pictures: theme.includes('Dark') ? 'times-dark' : 'times-light',
    theme,
    workspace,
  };
  story(`The times of logs in ${theme}`, options, step => {
    explain(step);
    correct(step, workspace);
    readArchive(step);
  });
}

function explain(step: Step): void {
  step('says why a time is thought to be what it is', async person => {
    await person.openFile('messages');
    await person.line('API listen');
    const hover = await person.hover('session 1', '14:01', '2020-02-25 06:01:00 UTC');
    await person.picture('hover-of-a-stamp');
    assert.match(hover, /\+08:00/);
    assert.match(hover, /messages, line 1|messages:1|line 1/);
    await person.leave();
  });

  step('warns where two files of a node disagree', async person => {
    await person.run('Problems: Focus on Problems View');
    await person.page
      .locator('.markers-panel .monaco-list-row', { hasText: 'messages is 8h behind' })
      .first()
      .waitFor();
    await person.picture('files-that-disagree');
    await person.run('View: Hide Panel');
  });
}

function correct(step: Step, workspace: string): void {
  const set = (): unknown =>
    (JSON.parse(readFileSync(path.join(workspace, '.vscode/settings.json'), 'utf8')) as Record<string, unknown>)[
      'nodelog.time.offsets'
    ];

  step('offers what makes them agree', async person => {
    await person.putCursor('session 1', 'session');
    await person.page.keyboard.press('Control+.');
    const fix = person.page.locator('.action-widget .monaco-list-row', { hasText: 'Add +8h to all times' });
    await fix.waitFor();
    await person.picture('quick-fix');
    await fix.click();
    await person.page.locator('.quick-input-widget', { hasText: 'Time Offset of /messages' }).waitFor();
    await person.picture('input');
    await person.page.locator('.quick-input-widget input[type="text"]').fill('8 hours');
    await person.page.locator('.quick-input-widget', { hasText: 'Use a difference such as' }).waitFor();
    await person.picture('input-refused');
    await person.page.locator('.quick-input-widget input[type="text"]').fill('+8h');
    await person.page.locator('.quick-input-widget .quick-input-message:not(:has-text("Use a difference"))').waitFor();
    await person.page.keyboard.press('Enter');
    await person.until('setting', () => Promise.resolve(JSON.stringify(set()) === '{"/messages":"+8h"}'));
    const hover = await person.hover('session 1', '14:01', '2020-02-25 14:01:00 UTC');
    await person.picture('hover-of-a-corrected-stamp');
    assert.match(hover, /\+8h/);
    await person.leave();
  });

  step('takes the correction back', async person => {
    await person.run('Nodelog: Set Time Offset of This File');
    await person.page.locator('.quick-input-widget', { hasText: 'Time Offset of /messages' }).waitFor();
    await person.picture('input-of-what-is-set');
    await person.page.locator('.quick-input-widget input[type="text"]').fill('');
    await person.page.keyboard.press('Enter');
    await person.until('setting that is gone', () => Promise.resolve(set() === undefined));
  });

  step('shows times in UTC and as the node had them', async person => {
    await person.run('Nodelog: Toggle UTC and Node Time');
    await person.hover('session 1', '14:01', '2020-02-25 06:01:00 UTC');
    await person.picture('hover-in-utc');
    await person.leave();
    await person.page.locator('#status\\.languageStatus').hover();
    await person.page.locator('.monaco-hover .hover-language-status', { hasText: 'zone +08:00' }).waitFor();
    await person.picture('status');
  });
}

function readArchive(step: Step): void {
  step('opens what is in an archive where a container leads to it', async person => {
    await person.closeEditors();
    await person.openView('Nodelog');
    await person.openPane('Containers');
    const container = person.row('18b2fe723696', 'Containers');
    await person.expand(container);
    await person.picture('container-of-an-archive');
    await person.row('shim disconnected', 'Containers').first().click();
    await person.sees('docker.log');
    await person.line('shim disconnected');
    await person.picture('member-of-an-archive');
    await person.run('Nodelog: Filter Log...');
    await person.page.locator('.quick-input-widget input[type="text"]').fill('level:error');
    await person.choice('Show what fits').click();
    await person.sees('docker.log · level:error');
    await person.line('shim disconnected');
    await person.picture('filtered-member');
    await person.putCursor('shim disconnected', 'shim');
    await person.run('Nodelog: Reveal in the Original');
    await person.page.locator('.tab.active', { hasText: /^docker\.log$/ }).waitFor();
  });
}
