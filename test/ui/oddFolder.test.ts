// A folder with what is no log or cannot be read, and a log that goes by a foreign name; in high contrast.
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { BUNDLED_CASE } from '../host/paths';
import { removeFolder, temporaryFolder } from '../host/processes';
import { story } from './window';

const folder = temporaryFolder();
after(() => removeFolder(folder));

// What dockerd itself writes: the message of each line of the case, without syslog's head.
const messages = readFileSync(path.join(BUNDLED_CASE, 'messages-20200225'), 'utf8');
writeFileSync(path.join(folder, 'docker-2020.log'), messages.replace(/^.*? (?:dockerd|systemd): /gm, ''));
copyFileSync(path.join(BUNDLED_CASE, 'messages-20200219'), path.join(folder, 'messages-20200219'));
writeFileSync(path.join(folder, 'audit.log'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 0xff, 0xfe, 0, 0]));
writeFileSync(path.join(folder, 'build.log'), 'made: compiling 12 files\nmade: done\n');

story(
  'A folder with odd files',
  { pictures: 'odd-folder', theme: 'Default High Contrast', workspace: folder },
  step => {
    step('names what was not read, with the reason', async person => {
      await person.openView('Nodelog');
      await person.expand(person.row('18b2fe723696'));
      await person.expand(person.row('de42a6372c1d'));
      await person.expand(person.row('Not read'));
      await person.row('binary data').waitFor();
      await person.picture('not-read');
      const rows = await person.rows();
      assert.ok(rows.includes('audit.log binary data, no text'), rows.join('\n'));
      assert.ok(
        rows.some(row => row.startsWith('Not read: 1')),
        rows.join('\n'),
      );
    });

    step('reads docker-2020.log for what it is', async person => {
      await person.openView('Explorer');
      await person.row('docker-2020.log').dblclick();
      await person.language('Container Node Log');
      await person.picture('docker-2020');
    });

    step('leaves a foreign log alone', async person => {
      await person.row('build.log').dblclick();
      await person.sees('build.log');
      await person.language('Log');
      await person.picture('foreign-log');
    });
  },
);
