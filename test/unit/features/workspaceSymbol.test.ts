// Go to Symbol in Workspace over the 137 case: what is found by which words, and where it leads.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver';
import { LocalCase } from '../../../server/src/casefile/case';
import type { Services } from '../../../server/src/features/feature';
import { workspaceSymbol } from '../../../server/src/features/workspaceSymbol';
import { Places } from '../../../server/src/services/places';
import { caseText } from '../incident';
import { MemoryHost } from '../memoryHost';
import { uriOf } from './services';

const KILLED = '18b2fe723696358fb06317c427ab72777f430f074c8473612fad0fc99cbcb226';
const EXEC = '0f80962a9b90';

async function provider() {
  const names = ['audit.log', 'messages-20200219', 'messages-20200225'] as const;
  const host = new MemoryHost(Object.fromEntries(names.map(name => [`/case/${name}`, caseText(name)])));
  const local = new LocalCase(host, ['/case'], { maxFiles: 99, maxBytes: 1e9, zone: null });
  await local.read();
  const asked = {
    find: ({ query }: { readonly query: string }): Promise<WorkspaceSymbol[]> => Promise.reject(new Error(query)),
    resolve: (symbol: WorkspaceSymbol): Promise<WorkspaceSymbol> => Promise.resolve(symbol),
  };
  const connection = {
    onWorkspaceSymbol: (find: typeof asked.find) => (asked.find = find),
    onWorkspaceSymbolResolve: (resolve: typeof asked.resolve) => (asked.resolve = resolve),
  };
  const cases = { all: () => [local], of: () => local };
  workspaceSymbol.register({ connection, cases, places: new Places(() => false) } as unknown as Services);
  return asked;
}

describe('workspaceSymbol', () => {
  for (const [query, found] of [
    ['18b2fe', ['18b2fe723696']],
    [KILLED.slice(0, 20), [KILLED]],
    ['', ['18b2fe723696', 'ff1a37ba009b', 'de42a6372c1d', 'exec 0f80962a9b90 ip a']],
    ['ip a', ['exec 0f80962a9b90 ip a']],
    ['de42 nothing', []],
  ] as const) {
    it(`${JSON.stringify(query)} finds ${found.join(', ') || 'nothing'}`, async () => {
      const { find } = await provider();
      assert.deepEqual((await find({ query })).map(({ name }) => name).sort(), [...found].sort());
    });
  }

  it('leads to a line where the id stands in full', async () => {
    const { find, resolve } = await provider();
    for (const [query, kind, file] of [
      [KILLED.slice(0, 12), SymbolKind.Object, 'messages-20200219'],
      [EXEC, SymbolKind.Function, 'messages-20200225'],
    ] as const) {
      const [symbol] = await find({ query });
      assert.ok(symbol);
      const { location } = await resolve(symbol);
      assert.equal(symbol.kind, kind);
      assert.equal(location.uri, uriOf(file));
      assert.ok('range' in location && location.range.end.character - location.range.start.character === 64);
    }
  });
});
