// Go to Symbol in Workspace: the containers of all cases by id, name and image, and their execs by id and command.
import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver';
import type { Case } from '../casefile/case';
import type { Container } from '../containers/model';
import { short } from '../containers/wordings/row';
import { message } from '../message';
import { distinctDigits, end } from '../render/items';
import { text } from '../render/text';
import { wholeFirst } from './cases';
import { fileUri } from '../services/fileUri';
import type { Feature, Services } from './feature';

/** Nobody reads more of a list that narrows with each letter typed. */
const MAX_SYMBOLS = 200;
const ALL = Number.MAX_SAFE_INTEGER;

/** What a symbol keeps until its place is asked for. */
interface Wanted {
  /** The uri of a document of the case. */
  readonly near: string;
  readonly digits: string;
}

export const workspaceSymbol: Feature = {
  capabilities: { workspaceSymbolProvider: { resolveProvider: true } },
  register(services) {
    const { connection, cases } = services;
    connection.onWorkspaceSymbol(async ({ query }) => {
      const found = await Promise.all(cases.all().map(each => symbolsOf(each, query)));
      return found.flat().slice(0, MAX_SYMBOLS);
    });
    connection.onWorkspaceSymbolResolve(symbol => placed(services, symbol));
  },
};

/** Containers first: an exec is looked for by those who have its id or command. */
async function symbolsOf(from: Case, query: string): Promise<WorkspaceSymbol[]> {
  const { items } = await from.containers(0, ALL);
  const digits = distinctDigits(items.map(({ id }) => id));
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return [
    ...items.flatMap(container => containerSymbol(container, digits, words)),
    ...items.flatMap(container => execSymbols(container, digits, words)),
  ];
}

function containerSymbol(container: Container, digits: number, words: readonly string[]): WorkspaceSymbol[] {
  const { id, names, image } = container;
  if (!matches([id, ...names, image ?? ''], words)) return [];
  const title = [label(id, digits, words), ...names].join(' ');
  return symbol(container, id, title, SymbolKind.Object, [image, end(container)]);
}

function execSymbols(container: Container, digits: number, words: readonly string[]): WorkspaceSymbol[] {
  return container.execs.flatMap(({ id, command }) => {
    if (!matches([id, command ?? ''], words)) return [];
    const title = text(message('symbol.exec', { exec: label(id, short(id).length, words), command: command ?? '' }));
    return symbol(container, id, title.trim(), SymbolKind.Function, [container.id.slice(0, digits)]);
  });
}

/** The editor shows what matches the query by its own rules: more digits than a label has must be there to match. */
function label(id: string, digits: number, words: readonly string[]): string {
  return words.some(word => word.length > digits && id.startsWith(word)) ? id : id.slice(0, digits);
}

function matches(texts: readonly string[], words: readonly string[]): boolean {
  const lower = texts.map(each => each.toLowerCase());
  return words.every(word => lower.some(each => each.includes(word)));
}

function symbol(
  { events }: Container,
  digits: string,
  name: string,
  kind: SymbolKind,
  told: readonly (string | null)[],
): WorkspaceSymbol[] {
  const [first] = events;
  if (!first) return [];
  const uri = fileUri(first.at.file);
  const containerName = told.filter(Boolean).join(' · ');
  return [{ name, kind, containerName, location: { uri }, data: { near: uri, digits } satisfies Wanted }];
}

/** Where the id stands first, best in full. */
async function placed({ cases, places }: Services, wanted: WorkspaceSymbol): Promise<WorkspaceSymbol> {
  const { near, digits } = wanted.data as Wanted;
  const [best] = wholeFirst((await cases.of(near)?.references(digits)) ?? [], digits);
  return best ? { ...wanted, location: places.span(best) } : wanted;
}
