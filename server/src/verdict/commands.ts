// What a container's command tells of how it takes signals.
import type { Creation } from '../containers/model';
import { isShell } from '../containers/shells';

const TRAP = /\btrap\b/;
/** The last command of a script that a shell runs itself, so that no other program takes its place. */
const ENDS_IN_SHELL = /(?:^|[;\n&])\s*(?:exit(?: +\d+)?|done|fi|esac|wait|:|true|false)\s*;?\s*$/;

/** Whether the container's program is a shell to its end, which no other program takes the place of. */
export function staysShell(creation: Creation | null): boolean {
  const [program = '', option, script] = creation?.command ?? [];
  const isScript = isShell(program) && option === '-c' && script !== undefined;
  return isScript && !/\bexec\b/.test(script) && ENDS_IN_SHELL.test(script);
}

/**
 * Whether the init ignores the signals that can be handled: as the first process of a pid namespace it is sent only
 * those that it handles (pid_namespaces(7)), and a shell handles none but by `trap`.
 */
export function ignoresSignals(creation: Creation | null): boolean {
  if (creation?.init === true || !staysShell(creation)) return false;
  return !creation?.command?.some(word => TRAP.test(word));
}
