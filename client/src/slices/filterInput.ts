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
  const refresh = async (): Promise<void> => {
    const question = ++asked;
    const { value } = pick;
    const { problem } = await server.ask(checkFilter, { filter: value });
    if (question === asked) pick.items = choicesFor(value, problem, terms);
  };
  const refreshSoon = (): void => {
    refresh().catch(() => {
      pick.hide(); // the server is gone, which is told elsewhere
    });
  };
  const accepted = new Promise<string | undefined>(resolve => {
    pick.onDidChangeValue(refreshSoon);
    pick.onDidAccept(() => {
      const [choice] = pick.selectedItems;
      if (!choice) return;
      if (choice.isDone) resolve(choice.filter);
      else {
        pick.value = choice.filter;
        refreshSoon();
      }
    });
    pick.onDidHide(() => resolve(undefined));
  });
  refreshSoon();
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
