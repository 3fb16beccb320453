// Cases in which little is to be seen: one node, files that cannot be read, and none at all.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { BUNDLED_CASE } from '../host/paths';
import { removeFolder, temporaryFolder } from '../host/processes';
import { story } from './window';

const folder = temporaryFolder();
after(() => removeFolder(folder));
const workspace = path.join(folder, 'one');
const empty = path.join(folder, 'empty');
mkdirSync(empty);
cpSync(path.join(BUNDLED_CASE, 'messages-20200219'), path.join(workspace, 'messages-20200219'));
// Made: the beginning of a gzip file, and nothing behind it.
writeFileSync(path.join(workspace, 'messages-20200225.gz'), new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2]));

for (const [name, theme] of [
  ['dark', 'Default Dark Modern'],
  ['light', 'Default Light Modern'],
] as const) {
  story(`Sparse cases in a ${name} window`, { pictures: `sparse-${name}`, theme, workspace }, step => {
    step('says of one node that there is nothing to compare, and which file was not read', async person => {
      await person.openView('Nodelog');
      await person.row('18b2fe723696').waitFor();
      await person.run('Nodelog: Show Fleet');
      await person.seesText('there is nothing to compare');
      await person.seesText('Not read, or not whole: messages-20200225.gz');
      await person.picture('one-node');
      await person.closeEditors();
    });

    step('says on the page of a container which file was not read', async person => {
      await person.chooseFromMenu(person.row('18b2fe723696'), 'Why Did It Die?');
      await person.seesText('Not read, or not whole: messages-20200225.gz');
      await person.leave();
      await person.picture('why-not-all-read');
      await person.closeEditors();
    });

    step('says of an empty case that it holds nothing, in the view and on the page of a fleet', async person => {
      await person.run('Nodelog: Open Folder as Case...');
      await person.choosePath(empty, 'Read Logs');
      await person.row('empty').waitFor();
      await person.picture('empty-case');
      await person.run('Nodelog: Show Fleet');
      await person.choose('empty');
      await person.seesText('No file of this case tells which node it comes from');
      await person.picture('no-node');
    });
  });
}
