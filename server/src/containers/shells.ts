// Programs that run others for their users, mostly under their own name.

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'ksh', 'zsh']);

/** Whether a program is a shell, by its path or name. */
export function isShell(program: string): boolean {
  return SHELLS.has(program.replace(/^.*\//, ''));
}
