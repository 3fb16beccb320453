// A person who writes audit rules, in a light window: what is proposed, said, refused and mended; and one who reads what a
// node has logged by them, in a dark window. The log is the recorded one of the fixtures.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { BUNDLED_CASE, ROOT } from '../host/paths';
import { removeFolder, temporaryFolder } from '../host/processes';
import type { Person } from './person';
import { story } from './window';

const caseFolder = temporaryFolder();
const nodeFolder = temporaryFolder();
after(() => {
  removeFolder(caseFolder);
  removeFolder(nodeFolder);
});
cpSync(BUNDLED_CASE, caseFolder, { recursive: true });
writeFileSync(path.join(caseFolder, 'new.audit.rules'), '');
cpSync(path.join(ROOT, 'test/fixtures/audit/audit.log'), path.join(nodeFolder, 'audit.log'));

const WRITTEN = '-a always,exit -F arch=b64 -S kill -F a1=0x9 -k killed';

story(
  'Audit rules that a person writes',
  { pictures: 'audit-rules', theme: 'Default Light Modern', workspace: caseFolder },
  step => {
    step('proposes options, lists, fields, calls and values where they can stand', async person => {
      await person.openFile('new.audit.rules');
      await person.language('Linux Audit Rules');
      // A server that is still starting proposes nothing: the dead are counted on the icon when it has read the case.
      await person.page.locator('.activitybar .badge-content', { hasText: '2' }).waitFor();
      await person.page.locator('.editor-group-container.active .view-lines').click();
      await take(person, '-', '-a', 'options');
      await take(person, 'always,e', 'always,exit', 'lists');
      await person.page.keyboard.type(' ');
      await take(person, '-F', '-F');
      await take(person, 'arc', 'arch', 'fields');
      await take(person, '', 'b64', 'architectures');
      await person.page.keyboard.type(' ');
      await take(person, '-S', '-S');
      await take(person, 'kil', 'kill', 'calls');
      await person.page.keyboard.type(' ');
      await take(person, '-F', '-F');
      await take(person, 'a1', 'a1');
      await take(person, '', 'SIGKILL', 'signals');
      await person.page.keyboard.type(' -k killed');
      await person.page.keyboard.press('Escape');
      assert.equal(await person.line('-k killed'), WRITTEN);
    });

    step('says what a word means and what the rule logs', async person => {
      const width = await person.hover(WRITTEN, 'arch=', 'b64');
      await person.picture('hover-of-width');
      assert.match(width, /64-bit/);
      const signal = await person.hover(WRITTEN, 'a1=', 'SIGKILL');
      await person.picture('hover-of-argument');
      assert.match(signal, /logs every kill, on 64-bit calls/);
      const call = await person.hover(WRITTEN, 'kill -F', 'send a signal to a process');
      await person.picture('hover-of-call');
      assert.match(call, /kill/);
      await person.leave();
    });

    step('colours options, fields, calls and values apart', async person => {
      const colours = await Promise.all(['-a', 'arch', 'b64', 'kill'].map(word => person.colourOf(WRITTEN, word)));
      assert.equal(new Set(colours).size, colours.length, colours.join(' '));
    });

    step('marks what auditctl would refuse, with why', async person => {
      await person.page.locator('.editor-group-container.active .view-lines').click();
      await person.page.keyboard.press('Control+End');
      await person.page.keyboard.insertText('\n-a always,exit -S kill -F nosuch=1\n-a exit,always -S nocall -k x\n');
      const why = await person.hover('nosuch=1', 'nosuch', 'nosuch');
      await person.picture('refused');
      assert.match(why, /auditctl/);
      await person.leave();
      await person.run('Problems: Focus on Problems View');
      await person.problem('nosuch').waitFor();
      await person.problem('nocall').waitFor();
      await person.picture('problems');
      await person.run('View: Hide Panel');
      await person.page.locator('.part.panel').waitFor({ state: 'hidden' });
    });
  },
);

story(
  "A node's audit log",
  { pictures: 'node-audit-log', theme: 'Default Dark Modern', workspace: nodeFolder },
  step => {
    step('tells each event in a sentence, in the outline and above the line', async person => {
      await person.openFile('audit.log');
      await person.language('Linux Audit Log');
      await person.goTo(703);
      await person.page.locator('.breadcrumbs-control', { hasText: 'died of SIGSEGV' }).waitFor();
      await person.run('Explorer: Focus on Outline View');
      await person.row('auditd 3.0.9 (pid 13676) started', 'Outline').waitFor();
      await person.picture('outline');
    });

    step('folds every event', async person => {
      await person.showSideBar(false);
      await person.goTo(682);
      await person.run('Fold All');
      await person.until('folds', async () => !(await person.lines()).some(line => /^type=PROCTITLE/.test(line)));
      await person.picture('folds');
      await person.run('Unfold All');
      await person.goTo(673);
    });

    step('says of each field what it means here', async person => {
      await person.goTo(673);
      const exit = await person.hover('audit(1795502311.857:11709): arch', 'exit=', 'EPERM');
      await person.picture('hover-of-exit');
      assert.match(exit, /Operation not permitted/);
      await person.leave();
      await person.goTo(583);
      const address = await person.hover('type=SOCKADDR msg=audit(1795502311.741:11610)', 'saddr=', 'netlink');
      await person.picture('hover-of-address');
      assert.match(address, /netlink\(7\)/);
      await person.leave();
      await person.goTo(20);
      const mode = await person.hover('name="/usr/bin/mkdir"', 'mode=', '0100755');
      await person.picture('hover-of-mode');
      assert.match(mode, /file,755/);
      await person.leave();
    });

    step('lists the records of an event by its serial', async person => {
      await person.goTo(673);
      await person.putCursor('audit(1795502311.857:11709): arch', '11709');
      await person.page.keyboard.press('Shift+F12');
      await person.page.locator('.peekview-widget', { hasText: 'References (3)' }).waitFor();
      await person.picture('references-of-serial');
      await person.page.keyboard.press('Escape');
      await person.page.locator('.peekview-widget').waitFor({ state: 'detached' });
    });

    step('marks what crashed and what was refused, as the settings want it', async person => {
      mkdirSync(path.join(nodeFolder, '.vscode'));
      await person.run('Problems: Focus on Problems View');
      setMarks({ anomaly: 'warning' });
      await person.problem('died of SIGSEGV').first().waitFor();
      await person.picture('problems');
      setMarks({ anomaly: 'off', failedPermission: 'warning' });
      await person.problem('died of SIGSEGV').first().waitFor({ state: 'detached' });
      await person.problem('EPERM').first().waitFor();
      await person.picture('problems-as-set');
    });
  },
);

/** What becomes of the marks in a log; both kinds are hints before, which the problems view does not list. */
function setMarks(kinds: Readonly<Record<string, string>>): void {
  const settings = Object.entries(kinds).map(([kind, mark]) => [`nodelog.diagnostics.${kind}`, mark] as const);
  writeFileSync(path.join(nodeFolder, '.vscode/settings.json'), JSON.stringify(Object.fromEntries(settings)));
}

/** Types, takes a proposal with the arrow keys' help where another is first, and waits until it is gone. */
async function take(person: Person, typed: string, label: string, picture?: string): Promise<void> {
  await person.page.keyboard.type(typed);
  const widget = person.page.locator('.suggest-widget.visible');
  const row = widget.locator('.monaco-list-row', {
    has: person.page.locator('.label-name', { hasText: new RegExp(`^${label}$`) }),
  });
  await row.first().waitFor();
  if (picture !== undefined) await person.picture(picture);
  await row.first().click();
  await row.first().waitFor({ state: 'detached' });
}
