// The picture of the README: the Containers view beside an audit log, with the hover of the record that kills.
import assert from 'node:assert/strict';
import { BUNDLED_CASE } from '../host/paths';
import { story } from './window';

const RECORD = 'type=SYSCALL msg=audit(1582099207.232:3369619)';
const SENTENCE = 'nvidia-container-runtime (pid 23413) sent SIGKILL to systemd (host pid 18848)';

story('The README', { pictures: 'readme', theme: 'Default Dark Modern', workspace: BUNDLED_CASE }, step => {
  step('shows what the extension is for', async person => {
    await person.openView('Nodelog');
    for (const pane of ['Traces', 'Filters']) await person.openPane(pane, false);
    await person.expand(person.row('de42a6372c1d'));
    await person.expand(person.row('18b2fe723696'));
    await person.widenSideBar(60);
    await person.page.setViewportSize({ width: 1280, height: 440 });
    await person.row('SIGKILL').click();
    await person.atLine(3);
    await person.line('kill');
    const hover = await person.hover(RECORD, 'SYSCALL', 'Event 3369619 has 3 records.');
    assert.ok(hover.includes(SENTENCE), hover);
    await person.picture('screenshot');
  });
});
