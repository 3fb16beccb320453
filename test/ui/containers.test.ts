// The Containers view as a person uses it beside the logs: filter, order, and two timelines on one page, in light and dark.
import assert from 'node:assert/strict';
import { BUNDLED_CASE } from '../host/paths';
import { story } from './window';

const THEMES = [
  { pictures: 'containers-dark', theme: 'Default Dark Modern' },
  { pictures: 'containers-light', theme: 'Default Light Modern' },
] as const;

for (const theme of THEMES) {
  story(`The Containers view in a ${theme.pictures} window`, { ...theme, workspace: BUNDLED_CASE }, step => {
    step('counts the dead on its icon, shows only them, and all again', async person => {
      await person.openView('Nodelog');
      await person.row('18b2fe723696').waitFor();
      await person.page.locator('.activitybar .badge-content', { hasText: /^2$/ }).waitFor();
      await person.run('Nodelog: Filter Containers...');
      await person.choice('died').click();
      await person.picture('filter');
      await person.page.keyboard.press('Enter');
      await person.page.getByText('A filter is set').first().waitFor();
      await person.row('ff1a37ba009b').waitFor({ state: 'detached' });
      await person.picture('filtered');
      assert.deepEqual((await person.rows('Containers')).slice(0, 2), [
        '18b2fe723696 shim died · 02-19 16:00',
        'de42a6372c1d shim panicked (likely) · 02-25 22:07',
      ]);
      await person.run('Nodelog: Show All Containers');
      await person.row('ff1a37ba009b').waitFor();
    });

    step('sorts by what the user wants', async person => {
      await person.run('Nodelog: Sort Containers...');
      await person.choose('Latest end first');
      await person.until('container that ended last on top', async () => {
        const [first] = await person.rows('Containers');
        return first?.startsWith('de42a6372c1d');
      });
      await person.picture('sorted');
      await person.run('Nodelog: Sort Containers...');
      await person.choose('As they appear');
      await person.until('container that came first on top', async () => {
        const [first] = await person.rows('Containers');
        return first?.startsWith('18b2fe723696');
      });
    });

    step('tells why a container died, with the lines that prove it and the known issue', async person => {
      await person.chooseFromMenu(person.row('de42a6372c1d'), 'Why Did It Die?');
      await person.seesPage('Known issues');
      await person.picture('why');
      await person.clickOnPage('messages-20200225:22');
      await person.sees('messages-20200225');
      await person.atLine(22);
      await person.picture('line-that-proves');
    });

    step('tells the same of the container at the cursor', async person => {
      await person.run('View: Close All Editors');
      await person.expand(person.row('18b2fe723696'));
      await person.row('clean-up after shim').first().dblclick();
      await person.sees('messages-20200219');
      await person.putCursor('cleaning up after killed shim', '18b2fe7');
      await person.run('Nodelog: Why Did It Die?');
      await person.seesPage('What these files do not tell');
      await person.picture('why-at-the-cursor');
      await person.run('View: Close All Editors');
    });

    step('lays two timelines side by side, whose rows lead to their lines', async person => {
      await person.run('Nodelog: Compare Timelines...');
      await person.choose('18b2fe723696');
      await person.choose('de42a6372c1d');
      await person.seesPage('Timelines side by side');
      await person.picture('timelines');
      await person.clickOnPage('shim panics');
      await person.sees('messages-20200225');
      await person.atLine(22);
      await person.picture('line-of-the-timeline');
    });
  });
}
