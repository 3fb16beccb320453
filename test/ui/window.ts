// One workbench for the steps of a story: started before them, ended after them, with a picture where a step fails.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ROOT } from '../host/paths';
import { removeFolder, temporaryFolder } from '../host/processes';
import { startWorkbench } from '../host/workbench';
import type { Workbench } from '../host/workbench';
import { Person } from './person';

/** The colour themes by label, and the class that a workbench in their colours has. High contrast is the system's to ask for. */
const THEMES = {
  'Default Dark Modern': 'vs-dark',
  'Default Light Modern': 'vs',
  'Default High Contrast': 'hc-black',
} as const;

const START_MS = 180_000;
const STEP_MS = 180_000;

export interface WindowOptions {
  /** The folder of its pictures below test/output/ui. */
  readonly pictures: string;
  readonly theme: keyof typeof THEMES;
  /** A folder; an empty window where absent. */
  readonly workspace?: string;
  /** Settings of the machine that the window works on: a user's own reach no setting of the scope `machine`. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
}

/** A step of a story: a title that is a sentence, and what the person does and sees. */
export type Step = (title: string, act: (person: Person) => Promise<void>) => void;

/** Tells a story in a window of its own; each step goes on where the one before it ended. */
export function story(title: string, options: WindowOptions, tell: (step: Step) => void): void {
  describe(title, () => {
    const folder = path.join(ROOT, 'test/output/ui', options.pictures);
    const userDataDir = temporaryFolder();
    let workbench: Workbench | undefined;
    let person: Person | undefined;
    let failed = false;
    before(
      async () => {
        rmSync(folder, { recursive: true, force: true });
        const machine = path.join(userDataDir, 'Machine');
        mkdirSync(machine);
        writeFileSync(path.join(machine, 'settings.json'), JSON.stringify(options.machineSettings ?? {}));
        workbench = await startWorkbench({
          version: 'newest',
          extension: ROOT,
          ...(options.workspace !== undefined && { workspace: options.workspace }),
          userDataDir,
          settings: { 'workbench.colorTheme': options.theme },
        });
        person = new Person(workbench.page, folder);
        if (THEMES[options.theme] === 'hc-black')
          await workbench.page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
        await workbench.page.locator('.statusbar-item').first().waitFor();
        await workbench.page.locator(`.monaco-workbench.${THEMES[options.theme]}`).waitFor();
      },
      { timeout: START_MS },
    );
    after(async () => {
      await workbench?.stop();
      removeFolder(userDataDir);
    });
    tell((sentence, act) => {
      it(sentence, { timeout: STEP_MS }, async test => {
        if (!person) throw new Error('There is no workbench.');
        if (failed) return test.skip('an earlier step failed');
        try {
          await act(person);
        } catch (error) {
          failed = true;
          await person.picture(`FAILED ${sentence.replace(/[^\w]+/g, ' ').slice(0, 60)}`).catch(() => undefined);
          throw error;
        }
      });
    });
  });
}
