// The machine of a person whose git is wanted otherwise than ours: held, old, missing, or led to another server.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where the source of modules is cloned from. */
export const FORGE = 'https://github.com/';

/** A machine of its own: its git and its user's configuration of git are what a test makes them. */
export class Machine {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  private readonly bin: string;
  private readonly hold: string;

  /** @param folder where its files are, by its name */
  constructor(folder: string, name: string) {
    this.home = path.join(folder, `${name}-home`);
    this.bin = path.join(folder, `${name}-bin`);
    this.hold = path.join(folder, `${name}-hold`);
    mkdirSync(this.home);
    mkdirSync(this.bin);
    // The extension host takes its variables from the user's shell.
    this.env = { HOME: this.home, PATH: this.bin, SHELL: '/bin/sh' };
    writeFileSync(path.join(this.home, '.profile'), `export PATH='${this.bin}'\n`);
    this.installGit();
  }

  /** The real git, which waits before it reads objects as long as it is held. */
  installGit(): void {
    this.writeGit(
      `case " $* " in *" cat-file "*) while [ -e '${this.hold}' ]; do /bin/sleep 0.1; done;; esac`,
      'PATH=/usr/bin:/bin exec git "$@"',
    );
  }

  installOldGit(): void {
    this.writeGit('echo git version 2.17.1');
  }

  removeGit(): void {
    rmSync(path.join(this.bin, 'git'));
  }

  holdGit(held: boolean): void {
    if (held) writeFileSync(this.hold, '');
    else rmSync(this.hold, { force: true });
  }

  /** Lets git find the forge somewhere else, as a company's mirror is set up. */
  leadForgeTo(address: string): void {
    writeFileSync(path.join(this.home, '.gitconfig'), `[url "${address}"]\n\tinsteadOf = ${FORGE}\n`);
  }

  private writeGit(...lines: readonly string[]): void {
    writeFileSync(path.join(this.bin, 'git'), ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o755 });
  }
}
