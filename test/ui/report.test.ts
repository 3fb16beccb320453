// What is left of an investigation, as a person makes it: pins, a report, one that may leave the house, and the fleet.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { BUNDLED_CASE } from '../host/paths';
import { removeFolder, temporaryFolder } from '../host/processes';
import type { Person } from './person';
import { story } from './window';

const THEMES = [
  { pictures: 'report-dark', theme: 'Default Dark Modern' },
  { pictures: 'report-light', theme: 'Default Light Modern' },
] as const;
const LOG = 'messages-20200225';

/** The 137 case as the first of two nodes; the other one, which is made of it, saw the same panic with another container. */
function twoNodes(folder: string): string {
  const workspace = path.join(folder, 'fleet');
  mkdirSync(path.join(workspace, 'b'), { recursive: true });
  cpSync(BUNDLED_CASE, path.join(workspace, 'a'), { recursive: true });
  const log = readFileSync(path.join(BUNDLED_CASE, LOG), 'utf8');
  const other = log
    .replaceAll('gpu-ser-xyz', 'gpu-ser-abc')
    .replaceAll('22:07', '22:37')
    .replaceAll('de42a6372c1d', 'bd42a6372c1d')
    .replaceAll('0f80962a9b90', '1f80962a9b90');
  writeFileSync(path.join(workspace, 'b', LOG), other);
  return workspace;
}

for (const theme of THEMES) {
  const folder = temporaryFolder();
  const workspace = twoNodes(folder);
  after(() => removeFolder(folder));
  story(`A report in a ${theme.pictures} window`, { ...theme, workspace }, step => {
    step('shows what became of a container above its lines, and explains it at a click', async person => {
      await person.openView('Nodelog');
      await person.expand(person.row('18b2fe723696'));
      await person.row('clean-up after shim').first().dblclick();
      await person.sees('messages-20200219');
      const lens = person.page.locator('.codelens-decoration a', { hasText: '18b2fe723696: shim died – why?' });
      await lens.first().waitFor();
      await person.picture('lens');
      await lens.first().click();
      await person.seesPage('What these files do not tell');
      await person.picture('why');
    });

    step('pins a claim of the page, at the line that proves it', async person => {
      await person.clickOnPage('pin');
      const input = person.page.locator('.quick-input-widget', { hasText: 'What is to be remembered' });
      await input.waitFor();
      await person.picture('claim');
      await person.page.keyboard.press('Enter');
      await input.waitFor({ state: 'hidden' });
      const file = path.join(workspace, '.nodelog/pins.json');
      await person.until('pinned claim', () => Promise.resolve(existsSync(file)));
      assert.match(readFileSync(file, 'utf8'), /"note": "containerd cleaned up after the shim/);
      rmSync(file);
      await person.closeEditors();
    });

    step('goes along with the cursor, from one container to the next', async person => {
      await person.row('clean-up after shim').first().dblclick();
      await person.sees('messages-20200219');
      await person.run('Nodelog: Why Did It Die? Follow the Cursor');
      await person.seesPage('18b2fe723696');
      await person.picture('following');
      await person.expand(person.row('de42a6372c1d'));
      await person.row('shim reaped').last().dblclick();
      await person.sees(LOG);
      await person.seesPage('Known issues');
      await person.picture('followed');
      await person.run('Nodelog: Restart Server');
      await person.row('18b2fe723696').waitFor();
      await person.seesPage('Known issues');
      await person.picture('restarted');
      await person.closeEditors();
    });

    step('pins a line with a note, marks it, and lists it', async person => {
      await person.row('clean-up after shim').first().dblclick();
      await person.sees('messages-20200219');
      await person.putCursor('cleaning up after killed shim', '18b2fe7');
      await person.run('Nodelog: Pin Line With Note...');
      await person.page.locator('.quick-input-widget', { hasText: 'What is to be remembered' }).waitFor();
      await person.page.keyboard.type('The shim was gone first: ask who touched it');
      await person.picture('note');
      await person.page.keyboard.press('Enter');
      await person.page.locator('.glyph-margin-widgets [class*="ced-"]').first().waitFor();
      await person.leave();
      await person.hover('cleaning up after killed shim', 'cleaning up', 'ask who touched it');
      await person.picture('pinned');
      await person.leave();
      await person.run('Nodelog: Show Pins');
      await person.choice('The shim was gone first').waitFor();
      await person.picture('pins');
      await person.choice('The shim was gone first').click();
      await person.atLine(2);
      const kept = readFileSync(path.join(workspace, '.nodelog/pins.json'), 'utf8');
      assert.match(kept, /"file": "a\/messages-20200219",\n +"line": 2,/);
      await person.closeEditors();
    });

    step('writes a report with its notes, which is not saved yet', async person => {
      await person.chooseFromMenu(person.row('18b2fe723696'), 'Write Incident Report');
      await person.line('# Why container 18b2fe723696 ended');
      await person.picture('report');
      await person.run('Markdown: Open Preview to the Side');
      await person.seesPage('Notes');
      await person.picture('report-preview');
      await discard(person);
    });

    step('reports on a container of which no cause is known', async person => {
      await person.chooseFromMenu(person.row('ff1a37ba009b'), 'Write Incident Report');
      await person.line('# Why container ff1a37ba009b ended');
      await person.picture('report-unknown');
      await discard(person);
    });

    step('writes one without names, and keeps the map of them where the user says', async person => {
      await person.chooseFromMenu(person.row('de42a6372c1d'), 'Write Redacted Incident Report');
      await person.line('# Why container de42a6372c1d ended');
      const offer = person.page.locator('.notification-toast', { hasText: 'became pseudonyms' });
      await offer.waitFor();
      await person.picture('redacted');
      await offer.locator('.monaco-button', { hasText: 'Save Map...' }).click();
      const map = path.join(folder, 'map.json');
      await person.choosePath(map, 'OK');
      await person.page.locator('.notification-toast', { hasText: 'The map is kept in' }).waitFor();
      await person.picture('map-kept');
      assert.match(readFileSync(map, 'utf8'), /"original": "gpu-ser-xyz"/);
      await person.run('Notifications: Clear All Notifications');
      await discard(person);
    });

    step('counts over the nodes what happened alike', async person => {
      await person.page.locator('.pane-header[aria-label^="Containers"]').hover();
      await person.page.locator('.pane-header .action-label[aria-label^="Show Fleet"]').click();
      await person.seesPage('Fleet of 2 nodes');
      await person.picture('fleet');
      await person.clickOnPage('known issue shim-execpidv-race');
      await person.sees(LOG);
      await person.atLine(22);
      await person.run('View: Close All Editors');
    });

    step('shows only what died in the last hour of the logs', async person => {
      await person.run('Nodelog: Filter Containers by Time of Death...');
      await person.picture('when');
      await person.choice('In the last hour of the logs').click();
      await person.page.getByText('A filter is set').first().waitFor();
      await person.row('18b2fe723696').waitFor({ state: 'detached' });
      await person.row('de42a6372c1d').waitFor();
      await person.picture('died-in-the-last-hour');
      await person.run('Nodelog: Show All Containers');
    });

    step('says what is wrong with a broken file of pins, and leaves it as it is', async person => {
      const file = path.join(workspace, '.nodelog/pins.json');
      writeFileSync(file, '{"pins": [{"file": "a/messages-20200219", "line": 2,');
      await person.run('Nodelog: Show Pins');
      await person.page.locator('.notification-toast', { hasText: 'pins.json' }).waitFor();
      await person.picture('broken-pins');
      assert.equal(readFileSync(file, 'utf8'), '{"pins": [{"file": "a/messages-20200219", "line": 2,');
    });
  });
}

/** Closes all editors, and what was not saved with them. */
async function discard(person: Person): Promise<void> {
  await person.run('View: Close All Editors');
  await person.until('window without editors', async () => {
    const answer = person.page.locator('.monaco-dialog-box .monaco-button', { hasText: "Don't Save" });
    if (await answer.isVisible()) await answer.click();
    return (await person.page.locator('.tabs-container .tab').count()) === 0;
  });
}
