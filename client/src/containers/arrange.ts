// Asks how the Containers view is to be arranged: which containers it shows, and in which order.
import * as vscode from 'vscode';
import type { ContainerOrder, Facet } from '../../../server/src/containers/selection';
import { listCases, listFacets, type FacetItem } from '../../../server/src/protocol';
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
