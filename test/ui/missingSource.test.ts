// Frames whose source cannot be shown, and what a person does about it: from no clone to one, with all that goes wrong.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { after, before } from 'node:test';
import { pathToFileURL } from 'node:url';
import { makeContainerdRepository } from '../host/containerdRepository';
import { BUNDLED_CASE } from '../host/paths';
import { removeFolder, run, temporaryFolder } from '../host/processes';
import { FORGE, Machine } from './machine';
import type { Person } from './person';
import { story, type WindowOptions } from './window';

const MODULE = 'github.com/containerd/containerd';
const LOOKING = `Looking for the revision of ${MODULE}`;
const FETCHING = 'Fetching source into';
const DARK = 'Default Dark Modern';
const LIGHT = 'Default Light Modern';

const folder = temporaryFolder();
const origin = path.join(folder, 'origin');
/** A server that takes git's connection and never answers. */
let silent: Server;
const sockets: Socket[] = [];
/** What the stories need; made in this order when all is there that they have in common. */
const preparations: (() => Promise<void> | void)[] = [];
before(async () => {
  await makeContainerdRepository(origin);
  await git('-C', origin, 'config', 'uploadpack.allowFilter', 'true');
  await git('-C', origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  silent = createServer(socket => sockets.push(socket));
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
  for (const prepare of preparations) await prepare();
});
after(() => {
  sockets.forEach(socket => socket.destroy());
  silent.close();
  removeFolder(folder);
});

async function git(...args: string[]): Promise<void> {
  const { code, output } = await run('git', args, { timeoutMs: 60_000 });
  assert.equal(code, 0, output);
}

cloneInTheEditor('clone-dark', DARK);
cloneInTheEditor('clone-light', LIGHT);
lookForTheRevision('infer-dark', DARK);
brokenRepository('broken-dark', DARK);

/** From a frame without a clone, through a cancelled and a failed clone, to its source; then to a revision that the clone lacks. */
function cloneInTheEditor(pictures: string, theme: WindowOptions['theme']): void {
  const workspace = path.join(folder, pictures);
  const machine = new Machine(folder, pictures);
  let clones = '';
  const made = (): string[] => (existsSync(clones) ? readdirSync(clones) : []);
  preparations.push(() => cpSync(BUNDLED_CASE, workspace, { recursive: true }));
  story(`A frame without a clone (${pictures})`, { pictures, theme, workspace, env: machine.env }, step => {
    step('says that no clone is known, and what can be done', async person => {
      await openFrame(person);
      await person.choice('Choose a folder that has the repository').waitFor();
      await person.choice(`Clone ${FORGE}containerd/containerd`).waitFor();
      await person.choice('Open the web page at that line').waitFor();
      clones = /Into\s(\S+)/.exec(await person.choice(`Clone ${FORGE}`).innerText())?.[1] ?? '';
      assert.match(clones, /repositories$/);
      await person.picture('dialog');
      await person.page.keyboard.press('Escape');
      await person.explanation(`No clone of ${MODULE} is known.`);
      await person.explanation('What ran: revision 9754871 from versions.txt, line 27.');
      await person.picture('explained');
    });

    step('clones with progress until it is cancelled, and leaves nothing', async person => {
      machine.leadForgeTo(`git://127.0.0.1:${String((silent.address() as AddressInfo).port)}/`);
      await clone(person);
      const toast = person.page.locator('.notification-toast', { hasText: `Cloning ${FORGE}` });
      await toast.waitFor();
      await person.until('connection of git', () => Promise.resolve(sockets.length > 0));
      await person.picture('cloning');
      await toast.locator('.monaco-button', { hasText: 'Cancel' }).click();
      await toast.waitFor({ state: 'detached' });
      await person.until('end of what was half-made', () => Promise.resolve(made().length === 0));
      await person.explanation(`No clone of ${MODULE} is known.`);
      await person.picture('cancelled');
    });

    step('says why a clone failed, and leaves nothing', async person => {
      machine.leadForgeTo(`${pathToFileURL(path.join(folder, 'nowhere')).href}/`);
      await clone(person);
      const toast = person.page.locator('.notification-toast', { hasText: 'The clone failed:' });
      await toast.locator('.monaco-button', { hasText: 'Choose a Folder' }).waitFor();
      await person.picture('failed');
      assert.deepEqual(made(), []);
      await toast.hover();
      await toast.locator('.codicon-notifications-clear').click();
      await toast.waitFor({ state: 'detached' });
    });

    step('shows the source as soon as the clone is there', async person => {
      await leadToOrigin(machine);
      await clone(person);
      await person.sees('exec.go');
      await person.line('return e.pid');
      await person.page.locator('.tab.active', { hasText: 'messages-20200225' }).waitFor();
      await person.page.locator('.statusbar-item', { hasText: 'source not at hand' }).waitFor({ state: 'detached' });
      await person.picture('cloned');
      assert.deepEqual(made(), ['github.com-containerd-containerd.git']);
    });

    step('fetches a revision that the clone lacks, until that is cancelled', async person => {
      machine.leadForgeTo(`git://127.0.0.1:${String((silent.address() as AddressInfo).port)}/`);
      await person.closeEditors();
      mkdirSync(path.join(workspace, '.vscode'));
      writeFileSync(
        path.join(workspace, '.vscode/settings.json'),
        JSON.stringify({ 'nodelog.source.revisions': { [MODULE]: 'v1.2.9' } }),
      );
      await person.until('fetch', async () => {
        await person.row('exec.go:76', 'Traces').click();
        return person.page.locator('.statusbar-item', { hasText: FETCHING }).isVisible();
      });
      await person.picture('fetching');
      await cancelTask(person, FETCHING);
      await person.page.keyboard.press('Escape');
      await person.explanation('The fetch was cancelled.');
      await person.picture('fetch-cancelled');
    });

    step('finds it when the origin has it', async person => {
      await person.page.keyboard.press('Escape');
      await person.closeEditors();
      await leadToOrigin(machine, 'v1.2.9');
      await person.run('Nodelog: Refresh Cases');
      await clickUntil(person, 'exec.go · containerd v1.2.9');
      await person.line('return e.pid');
      await person.picture('fetched');
    });
  });
}

/** A trace of which no line tells the revision: it is looked for in the clone. */
function lookForTheRevision(pictures: string, theme: WindowOptions['theme']): void {
  const workspace = path.join(folder, pictures);
  const repository = path.join(folder, `${pictures}.git`);
  const machine = new Machine(folder, pictures);
  preparations.push(async () => {
    mkdirSync(workspace);
    cpSync(path.join(BUNDLED_CASE, 'messages-20200225'), path.join(workspace, 'messages-20200225'));
    await git('clone', '--quiet', '--bare', origin, repository);
  });
  const machineSettings = { 'nodelog.source.repositories': { [MODULE]: repository } };
  const options = { pictures, theme, workspace, machineSettings, env: machine.env };
  story(`A search for the revision that ran (${pictures})`, options, step => {
    step('is shown, and ends when it is cancelled', async person => {
      machine.holdGit(true);
      await person.openView('Nodelog');
      await person.openPane('Containers', false);
      await person.row('exec.go:76', 'Traces').click();
      await person.page.locator('.statusbar-item', { hasText: LOOKING }).waitFor();
      await person.picture('looking');
      await cancelTask(person, LOOKING, () => machine.holdGit(false));
      await person.page.keyboard.press('Escape');
      await person.explanation('was cancelled; "Nodelog: Refresh Cases" begins it again.');
      await person.picture('cancelled');
    });

    step('is begun again when the cases are refreshed', async person => {
      await person.run('Nodelog: Refresh Cases');
      await clickUntil(person, 'exec.go · containerd v1.2.2');
      await person.line('return e.pid');
      await person.picture('found');
    });
  });
}

/** A clone that cannot be read: without git, with an old one, cut short, without contents, damaged, and gone. */
function brokenRepository(pictures: string, theme: WindowOptions['theme']): void {
  const workspace = path.join(folder, pictures);
  const repository = path.join(folder, `${pictures}.git`);
  const machine = new Machine(folder, pictures);
  preparations.push(() => cpSync(BUNDLED_CASE, workspace, { recursive: true }));
  const machineSettings = { 'nodelog.source.repositories': { [MODULE]: repository } };
  const options = { pictures, theme, workspace, machineSettings, env: machine.env };
  story(`A clone that cannot be read (${pictures})`, options, step => {
    const saysOf = (name: string, prepare: () => Promise<void> | void, said: string): void => {
      step(`says ${name}`, async person => {
        await prepare();
        await person.closeEditors();
        await person.run('Nodelog: Refresh Cases');
        await openFrame(person);
        await person.picture(`${name.replaceAll(' ', '-')}-dialog`);
        await person.page.keyboard.press('Escape');
        await person.explanation(said);
        await person.picture(name.replaceAll(' ', '-'));
      });
    };
    saysOf('that the folder is gone', () => undefined, 'is no folder: ENOENT');
    saysOf(
      'that git is missing',
      () => {
        mkdirSync(repository);
        machine.removeGit();
      },
      'git cannot be run: spawn git ENOENT',
    );
    saysOf(
      'that git is too old',
      () => machine.installOldGit(),
      'The installed git is 2.17.1; version 2.19 or newer is needed.',
    );
    saysOf('that it is no repository', () => machine.installGit(), 'is no git repository');
    saysOf(
      'that it is cut short',
      async () => {
        rmSync(repository, { recursive: true });
        await git('clone', '--quiet', '--bare', '--depth', '1', pathToFileURL(origin).href, repository);
      },
      'is shallow',
    );
    saysOf(
      'that it lacks contents',
      async () => {
        rmSync(repository, { recursive: true });
        await git('clone', '--quiet', '--bare', '--filter=blob:none', pathToFileURL(origin).href, repository);
      },
      'does not hold this file',
    );
    saysOf(
      'that an object is damaged',
      async () => {
        rmSync(repository, { recursive: true });
        await git('clone', '--quiet', '--bare', origin, repository);
        await damage(repository, 'v1.2.2:runtime/v1/linux/proc/exec.go');
      },
      'git failed: ',
    );
  });
}

/** Opens the frame that failed from the view, and waits for the dialog that its missing source offers. */
async function openFrame(person: Person): Promise<void> {
  await person.openView('Nodelog');
  await person.openPane('Containers', false);
  await person.expand(person.row('messages-20200225:22', 'Traces'));
  await person.row('exec.go:76', 'Traces').click();
  await person.page.locator('.quick-input-widget', { hasText: `Source of ${MODULE}` }).waitFor();
}

/** Cancels all tasks of this title: the status bar's entry opens the list in which they can be. */
async function cancelTask(person: Person, title: string, cancelled: () => void = () => undefined): Promise<void> {
  const entry = person.page.locator('.statusbar-item', { hasText: title });
  const task = person.page.locator('.notifications-center .notification-list-item', { hasText: title });
  await entry.click();
  await task.first().waitFor();
  await person.picture('task');
  await person.until(`end of ${title}`, async () => {
    for (const cancel of await task.locator('.monaco-button', { hasText: 'Cancel' }).all()) {
      await cancel.click({ timeout: 1000 }).catch(() => undefined);
    }
    cancelled();
    return (await entry.count()) === 0 && (await task.count()) === 0;
  });
}

/** Clicks the frame until a tab is there: a tree that is being filled anew drops a click. */
async function clickUntil(person: Person, tab: string): Promise<void> {
  await person.until(tab, async () => {
    await person.row('exec.go:76', 'Traces').click();
    await person.page.locator('.tab.active', { hasText: tab }).waitFor({ timeout: 6000 });
    return true;
  });
}

/** Chooses to clone in the dialog, and agrees. */
async function clone(person: Person): Promise<void> {
  await person.run('Nodelog: Choose Source Repository');
  await person.choose(`Clone ${FORGE}containerd/containerd`);
  const question = person.page.locator('.monaco-dialog-box', { hasText: `Clone ${FORGE}` });
  await question.locator('.monaco-button', { hasText: 'Clone' }).click();
}

/** Lets the forge lead to a copy of our origin, with one tag more if that is given. */
async function leadToOrigin(machine: Machine, tag: string | null = null): Promise<void> {
  const forge = path.join(folder, 'forge');
  mkdirSync(path.join(forge, 'containerd'), { recursive: true });
  const there = path.join(forge, 'containerd/containerd.git');
  rmSync(there, { recursive: true, force: true });
  cpSync(path.join(origin, '.git'), there, { recursive: true });
  if (tag !== null) await git('-C', there, 'tag', tag, 'v1.2.2');
  machine.leadForgeTo(`${pathToFileURL(forge).href}/`);
}

/** Writes nonsense over an object, which lies alone in its file. */
async function damage(repository: string, name: string): Promise<void> {
  const { output } = await run('git', ['-C', repository, 'rev-parse', name]);
  const id = output.trim();
  const file = path.join(repository, 'objects', id.slice(0, 2), id.slice(2));
  rmSync(file);
  writeFileSync(file, 'nonsense');
}
