// The input for filters: says what is wrong while one types, and offers terms.
import * as vscode from 'vscode';
import { checkFilter, filterTerms, type FilterTerm } from '../../../server/src/sliceProtocol';
import type { Server } from '../server';

interface Choice extends vscode.QuickPickItem {
  /** What the filter is when it is chosen. */
  readonly filter: string;
  /** Whether it is shown then, or can be written on. */
  readonly isDone: boolean;
}

/** Asks for a filter in its text form; undefined where none is wanted. */
export async function askFilter(server: Server, uri: vscode.Uri, initial: string): Promise<string | undefined> {
  const terms = await server.ask(filterTerms, { uri: server.uriText(uri) });
  const pick = vscode.window.createQuickPick<Choice>();
  pick.title = vscode.l10n.t('Filter Log');
  pick.placeholder = 'container:18b2fe723696 level:warning "shim disconnected" /exit \\d+/ -healthcheck';
  pick.value = initial;
  let asked = 0;
  /** Offers what fits the text; true where it is a filter that can be shown. */
  const refresh = async (): Promise<boolean> => {
    const question = ++asked;
    const { value } = pick;
    const { problem } = await server.ask(checkFilter, { filter: value });
    if (question !== asked) return false;
    const choices = choicesFor(value, problem, terms);
    pick.items = choices;
    // The editor sorts by what matches; Enter shows what is written where that is a filter, else it goes on with a term.
    pick.activeItems = problem === null ? choices.slice(0, 1) : choices.slice(1, 2);
    return problem === null;
  };
  const orHide = (work: Promise<unknown>): void => {
    work.catch(() => {
      pick.hide(); // the server is gone, which is told elsewhere
    });
  };
  const accepted = new Promise<string | undefined>(resolve => {
    const accept = async (choice: Choice): Promise<void> => {
      if (choice.isDone && choice.filter === pick.value) {
        resolve(choice.filter);
        return;
      }
      // Who types quickly accepts what was offered for the text before: what is written now is meant.
      if (!choice.isDone) pick.value = choice.filter;
      if ((await refresh()) && choice.isDone) resolve(pick.value);
    };
    pick.onDidChangeValue(() => orHide(refresh()));
    pick.onDidAccept(() => {
      const [choice] = pick.selectedItems;
      if (choice) orHide(accept(choice));
    });
    pick.onDidHide(() => resolve(undefined));
  });
  orHide(refresh());
  pick.show();
  const filter = await accepted;
  pick.dispose();
  return filter;
}

/** What can be done with a text: show what fits it, mend it, or go on with a term. */
function choicesFor(value: string, problem: string | null, terms: readonly FilterTerm[]): Choice[] {
  const begun = /(?:^|\s)(-?)([^\s"/]*)$/.exec(value);
  const word = begun?.[2] ?? '';
  const before = value.slice(0, value.length - word.length);
  const first: Choice =
    problem === null
      ? {
          label: `$(filter) ${value === '' ? vscode.l10n.t('Show all lines') : vscode.l10n.t('Show what fits')}`,
          description: value,
          filter: value,
          isDone: true,
          alwaysShow: true,
        }
      : { label: `$(warning) ${problem}`, filter: value, isDone: false, alwaysShow: true };
  const offered = terms.filter(({ text }) => begun && text.startsWith(word) && text !== word);
  return [
    first,
    ...offered.map(({ text, description }) => ({
      label: text,
      description,
      filter: `${before}${text}`,
      isDone: false,
      alwaysShow: true,
    })),
  ];
}
