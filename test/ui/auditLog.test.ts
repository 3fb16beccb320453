// An audit log and its rules as a person reads them: what a field means, who else is named, which rule logged it; in high
// contrast. The case is a copy: a workbench in a browser saves by itself what a quick fix changed.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { BUNDLED_CASE } from '../host/paths';
import { removeFolder, temporaryFolder } from '../host/processes';
import type { Person } from './person';
import { story } from './window';
import type { Step, WindowOptions } from './window';

/** The record that kills, and how many records of the log have its key. */
const KILL = 'type=SYSCALL msg=audit(1582099207.232:3369619)';
const TARGET = 'type=OBJ_PID msg=audit(1582099207.232:3369619)';
const LAST = 'type=SYSCALL msg=audit(1582210062.620:2649753)';
const KEY_9 = 'key=trace_kill_9';

const folder = temporaryFolder();
after(() => removeFolder(folder));
cpSync(BUNDLED_CASE, folder, { recursive: true });

const options: WindowOptions = { pictures: 'audit-log', theme: 'Default High Contrast', workspace: folder };

story('An audit log and its rules', options, step => {
  readTheLog(step);
  findWhatElseIsNamed(step);
  readTheRules(step);
  chooseTheHints(step);
});

function readTheLog(step: Step): void {
  step('writes a call as one would type it, with the arguments of the event', async person => {
    await person.openFile('audit.log');
    await person.language('Linux Audit Log');
    const call = await person.hover(KILL, 'syscall=', 'kill(pid=18848, sig=SIGKILL) = 0');
    await person.picture('hover-of-call');
    assert.ok(call.includes('send a signal to a process') && call.includes('kill(2)'), call);
  });

  step('tells the learner what a field is', async person => {
    const user = await person.hover(KILL, 'auid=', 'Set once at login');
    await person.picture('hover-of-field');
    assert.ok(user.includes('unset') && user.includes('4294967295'), user);
    const target = await person.hover(TARGET, 'opid=', '18848');
    await person.picture('hover-of-target');
    assert.ok(target.includes('as the host numbers it'), target);
    await person.leave();
  });

  step('has the killed init among the problems', async person => {
    await person.run('Problems: Focus on Problems View');
    await person.problem('SIGKILL to the init of container 18b2fe723696').waitFor();
    await person.picture('problems');
    await person.run('View: Hide Panel');
    await person.page.locator('.part.panel').waitFor({ state: 'hidden' });
  });

  step('folds each event into one line', async person => {
    await person.run('Fold All');
    await person.until('folded events', async () => (await person.lines()).filter(line => line !== '').length === 4);
    await person.picture('folds');
    await person.run('Unfold All');
    await person.line(LAST);
  });
}

function findWhatElseIsNamed(step: Step): void {
  step('lists where else a process is named', async person => {
    await person.putCursor(TARGET, '18848');
    await referTo(person, 2);
    await person.picture('references-of-pid');
    await closePeek(person);
  });

  step('lists the events with a key', async person => {
    await person.putCursor(LAST, 'trace_kill_15');
    await referTo(person, 2);
    await person.picture('references-of-key');
    await closePeek(person);
  });

  step('leads from a key to the rule that has it', async person => {
    await person.putCursor(LAST, 'trace_kill_15');
    await person.page.keyboard.press('F12');
    await person.sees('audit.rules');
    await person.atLine(3);
    await person.language('Linux Audit Rules');
  });
}

function readTheRules(step: Step): void {
  step('says what a rule logs, and what it misses', async person => {
    const signal = await person.hover('a1=0xF', 'a1=0xF', 'SIGTERM: asks the process to end');
    await person.picture('hover-of-signal-in-rule');
    assert.ok(signal.includes('not the signal of tgkill'), signal);
    const key = await person.hover(KEY_9, KEY_9, 'Events with this key in the case: ');
    await person.picture('hover-of-key');
    assert.ok(key.includes('logs every kill, tkill, tgkill'), key);
    await person.leave();
    await person.run('Problems: Focus on Problems View');
    await person.problem('tgkill has its signal in a2').first().waitFor();
    await person.picture('problems-of-rules');
  });

  step('mends by a quick fix what the rules miss', async person => {
    await person.run('View: Hide Panel');
    await person.page.locator('.part.panel').waitFor({ state: 'hidden' });
    await person.putCursor(KEY_9, 'tgkill');
    await person.page.keyboard.press('Control+.');
    const fixes = person.page.locator('.action-widget .monaco-list-row');
    await fixes.filter({ hasText: 'Add rules for SIGKILL' }).waitFor();
    await person.picture('quick-fixes');
    await fixes.filter({ hasText: 'Add rules for SIGKILL' }).click();
    await person.line('-S pidfd_send_signal');
    await person.picture('mended-rules');
  });

  step('writes the rules that would have caught the killer of a container', async person => {
    await person.openView('Nodelog');
    await person.chooseFromMenu(person.row('18b2fe723696'), 'Write Audit Rules for the Killer');
    await person.sees('Untitled');
    await person.language('Linux Audit Rules');
    await person.line('-a always,exit');
    await person.showSideBar(false);
    await person.picture('rules-for-the-killer');
    const rules = (await person.lines()).join('\n');
    assert.match(rules, /18b2fe723696/);
    assert.match(rules, /-S kill,tkill,pidfd_send_signal,rt_sigqueueinfo -F a1=0x9/);
  });
}

function chooseTheHints(step: Step): void {
  step('shows only the kinds of hints that are wanted', async person => {
    await person.openFile('audit.log');
    await person.until('hint SIGKILL', async () => /a1=9\s*SIGKILL/.test(await person.line(KILL)));
    mkdirSync(path.join(folder, '.vscode'));
    const settings = { 'nodelog.inlayHints.kinds': { signals: false, times: false } };
    writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify(settings));
    await person.until('line without SIGKILL', async () => /a1=9 a2=/.test(await person.line(KILL)));
    await person.goTo(3);
    await person.picture('hints-by-kind');
    assert.match(await person.line(KILL), /^type=SYSCALL .* syscall=62\s*kill /);
  });

  step('explains its settings', async person => {
    await person.run('Preferences: Open Settings (UI)');
    await person.page.locator('.settings-editor .suggest-input-container').click();
    await person.page.keyboard.type('nodelog audit');
    await person.page.locator('.settings-editor .setting-item-label', { hasText: 'Kinds' }).waitFor();
    await person.picture('settings');
  });
}

async function referTo(person: Person, count: number): Promise<void> {
  await person.page.keyboard.press('Shift+F12');
  await person.page.locator('.peekview-widget', { hasText: `References (${count})` }).waitFor();
}

async function closePeek(person: Person): Promise<void> {
  await person.page.keyboard.press('Escape');
  await person.page.locator('.peekview-widget').waitFor({ state: 'detached' });
}
