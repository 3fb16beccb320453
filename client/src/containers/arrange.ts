// Asks how the Containers view is to be arranged: which containers it shows, and in which order.
import * as vscode from 'vscode';
import type { ContainerOrder, EndWindow, Facet } from '../../../server/src/containers/selection';
import { listCases, listFacets, type FacetItem } from '../../../server/src/protocol';
import { checkFilter } from '../../../server/src/sliceProtocol';
import type { Server } from '../server';

interface FacetChoice extends vscode.QuickPickItem {
  readonly facet?: Facet;
}

/** The facets that the user wants to see, of those that the open cases have; undefined where he leaves it as it is. */
export async function pickFacets(server: Server, chosen: readonly Facet[]): Promise<readonly Facet[] | undefined> {
  const choices = choicesOf(await facetsOfAll(server), chosen);
  if (choices.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No case names a container yet: open a folder of logs.'));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Filter Containers'),
    placeHolder: vscode.l10n.t('What the containers have in common; nothing for all of them'),
    canPickMany: true,
  });
  return picked?.flatMap(({ facet }) => facet ?? []);
}

/** The facets of all cases; what several have is counted together. */
async function facetsOfAll(server: Server): Promise<FacetItem[]> {
  const all = new Map<string, FacetItem>();
  for (const { uri } of await server.ask(listCases, null)) {
    for (const facet of await server.ask(listFacets, { case: uri })) {
      const key = keyOf(facet);
      all.set(key, { ...facet, count: facet.count + (all.get(key)?.count ?? 0) });
    }
  }
  return [...all.values()];
}

function choicesOf(facets: readonly FacetItem[], chosen: readonly Facet[]): FacetChoice[] {
  const wanted = new Set(chosen.map(keyOf));
  const titles: Readonly<Record<Facet['kind'], string>> = {
    fate: vscode.l10n.t('fate'),
    cause: vscode.l10n.t('cause'),
    node: vscode.l10n.t('node'),
  };
  return (Object.keys(titles) as Facet['kind'][]).flatMap(kind => {
    const rows = facets.filter(facet => facet.kind === kind);
    if (rows.length === 0) return [];
    const title = { label: titles[kind], kind: vscode.QuickPickItemKind.Separator };
    return [
      title,
      ...rows.map(facet => ({
        label: facet.label,
        description: String(facet.count),
        picked: wanted.has(keyOf(facet)),
        facet,
      })),
    ];
  });
}

function keyOf({ kind, value }: Facet): string {
  return `${kind} ${value}`;
}

/** When the containers that the user wants to see have died; undefined where he leaves it as it is. */
export async function pickEndWindow(server: Server): Promise<EndWindow | undefined> {
  const title = vscode.l10n.t('Filter Containers by Time of Death');
  const choices = [
    { label: vscode.l10n.t('In the last 10 minutes of the logs'), window: { lastMinutes: 10 } },
    { label: vscode.l10n.t('In the last hour of the logs'), window: { lastMinutes: 60 } },
    { label: vscode.l10n.t('In the last day of the logs'), window: { lastMinutes: 24 * 60 } },
    { label: vscode.l10n.t('Between two times...'), window: null },
  ];
  const picked = await vscode.window.showQuickPick(choices, { title });
  if (!picked || picked.window) return picked?.window ?? undefined;
  const since = await askTime(server, title, vscode.l10n.t('From when on; nothing for the beginning of the logs'));
  if (since === undefined) return undefined;
  const until = await askTime(server, title, vscode.l10n.t('Before when; nothing for the end of the logs'));
  return until === undefined || (since === '' && until === '')
    ? undefined
    : { since: since || null, until: until || null };
}

/** A time as filters write it, or nothing. */
async function askTime(server: Server, title: string, prompt: string): Promise<string | undefined> {
  const value = await vscode.window.showInputBox({
    title,
    prompt,
    placeHolder: '2020-02-25T22:07:13+08:00',
    validateInput: async text => {
      if (text.trim() === '') return undefined;
      return (await server.ask(checkFilter, { filter: `since:${text.trim()}` })).problem ?? undefined;
    },
  });
  return value?.trim();
}

/** The order that the user wants; undefined where he leaves it as it is. */
export async function pickOrder(now: ContainerOrder): Promise<ContainerOrder | undefined> {
  const labels: Readonly<Record<ContainerOrder, string>> = {
    first: vscode.l10n.t('As they appear in the logs'),
    end: vscode.l10n.t('Latest end first'),
    fate: vscode.l10n.t('What died first, the latest on top'),
    id: vscode.l10n.t('By id'),
  };
  const choices = (Object.keys(labels) as ContainerOrder[]).map(order => ({
    label: labels[order],
    ...(order === now && { description: vscode.l10n.t('now') }),
    order,
  }));
  const picked = await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('Sort Containers') });
  return picked?.order;
}
