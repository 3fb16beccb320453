// Source trees of the tests of this room: files in memory, and the programs of the fixtures.
import { SourceTree } from '../../../server/src/abi/sourceTree';
import { GoOutline } from '../../../server/src/source/goOutline';
import { host } from '../source/host';

let loaded: Promise<GoOutline> | null = null;

/** The parser of Go, loaded once. */
export function goParser(): Promise<GoOutline> {
  loaded ??= GoOutline.load(host);
  return loaded;
}

/** A tree of files by their paths. */
export async function treeOf(files: Readonly<Record<string, string>>, root = 'example.org/made'): Promise<SourceTree> {
  return new SourceTree({
    parser: await goParser(),
    roots: [root],
    files: {
      readFile: path => Promise.resolve(files[path] ?? null),
      listFolder: folder => {
        const prefix = folder === '' ? '' : `${folder}/`;
        const below = Object.keys(files).filter(path => path.startsWith(prefix));
        return Promise.resolve(below.map(path => path.slice(prefix.length)).filter(name => !name.includes('/')));
      },
    },
  });
}
