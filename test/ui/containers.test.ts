// The Containers view as a person uses it beside the logs: two timelines on one page, in light and dark.
import { BUNDLED_CASE } from '../host/paths';
import { story } from './window';

const THEMES = [
  { pictures: 'containers-dark', theme: 'Default Dark Modern' },
  { pictures: 'containers-light', theme: 'Default Light Modern' },
] as const;

for (const theme of THEMES) {
  story(`The Containers view in a ${theme.pictures} window`, { ...theme, workspace: BUNDLED_CASE }, step => {
    step('lays two timelines side by side, whose rows lead to their lines', async person => {
      await person.openView('Nodelog');
      await person.row('18b2fe723696').waitFor();
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
