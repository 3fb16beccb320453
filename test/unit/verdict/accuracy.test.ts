// How often a verdict is right, over captures of real nodes and parts of them. Wrong must be none, whatever is missing.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { captures, containersOf, ownCaptures, score, type Capture, type Score } from './captures';

/** Files of a fixture are packed: what counts is what is in them. */
const bare = (file: string): string => file.replace(/\.gz$/, '');
const isUsual = (file: string): boolean => /^(?:audit\.log|messages(?:$|-)|dmesg)/.test(bare(file));

/** Parts of a capture as an engineer may have them, and the share of runs whose cause must be right. */
const PARTS: readonly (readonly [name: string, holds: (file: string) => boolean, share: number])[] = [
  ['all files', () => true, 0.95],
  ['audit.log* messages* dmesg', isUsual, 0.95],
  [
    'audit.enriched.log docker.journal.json containerd.log',
    file => /^(?:audit\.enriched|docker\.journal\.json|containerd\.log)/.test(file),
    0.85,
  ],
  ['audit.log* dockerd.log containerd.log', file => /^(?:audit\.log|dockerd|containerd)/.test(file), 0.85],
  ['audit.log* docker.journal.txt', file => /^(?:audit\.log|docker\.journal\.txt)/.test(file), 0.85],
  ['audit.log* alone', file => file.startsWith('audit.log'), 0],
  ['messages* alone', file => /^messages(?:$|-)/.test(file), 0],
  ['messages.iso alone', file => file === 'messages.iso', 0],
  ['dockerd.log alone', file => file === 'dockerd.log', 0],
  ['containerd.log alone', file => file === 'containerd.log', 0],
  ['docker.journal.json alone', file => file === 'docker.journal.json', 0],
  [
    'docker.journal.json containerd.log dmesg',
    file => /^(?:docker\.journal\.json|containerd\.log|dmesg)/.test(file),
    0,
  ],
  ['dmesg alone', file => file.startsWith('dmesg'), 0],
];

/** A capture as it would be with other settings of the node: each line, or each audit event, is kept or not. */
const EDITS: readonly (readonly [name: string, edit: (text: string) => string, share: number])[] = [
  ['dockerd without debug', text => without(text, /level=debug/), 0.85],
  ['no rule for the commands of runc', text => withoutEvents(text, /key="runc"/), 0.85],
  ['neither debug nor a rule for runc', text => without(withoutEvents(text, /key="runc"/), /level=debug/), 0],
  ['no log of the kernel', text => without(text, / kernel: |^\d{4}-\d\d-\d\dT[\d:,]+\+/), 0.85],
  ['no log of containerd', text => without(text, / containerd\[/), 0.85],
  ['no log of dockerd', text => without(text, / dockerd\[/), 0],
];

function without(text: string, pattern: RegExp): string {
  return text
    .split('\n')
    .filter(line => !pattern.test(line))
    .join('\n');
}

/** Leaves out all records of the events that have a record with a pattern in it. */
function withoutEvents(text: string, pattern: RegExp): string {
  const id = (line: string): string => /audit\([\d.:]+\)/.exec(line)?.[0] ?? '';
  const lines = text.split('\n');
  const gone = new Set(lines.filter(line => pattern.test(line)).map(id));
  return lines.filter(line => !gone.has(id(line)) || id(line) === '').join('\n');
}

/** The same with other ids, serials and nanoseconds: what another node would have logged where all else fell together. */
function asAnotherNode(text: string): string {
  const other = (digits: string): string =>
    digits.replace(/[a-f]/g, digit => 'bcdefa'['abcdef'.indexOf(digit)] ?? digit);
  return text
    .replace(
      /(time=\\?"[\dT:-]+\.\d{7})(\d\d)/g,
      (_, head: string, rest: string) => `${head}${String(99 - Number(rest)).padStart(2, '0')}`,
    )
    .replace(/(?<![0-9A-Za-z])(?=\d*[a-f])[0-9a-f]{12,64}(?![0-9A-Za-z])/g, other)
    .replace(
      /(audit\([\d.]+:)(\d+)\)/g,
      (_, head: string, serial: string) => `${head}${String(Number(serial) + 100_000)})`,
    );
}

/** The same where ids of two containers each begin with the same twelve digits, also in the hex of audit's command lines. */
function withSharedDigits({ truth }: Capture): {
  readonly edit: (text: string) => string;
  readonly truth: Capture['truth'];
} {
  const heads = truth.containers.map(({ id }) => id.slice(0, DIGITS));
  const shared = new Map(heads.map((head, index) => [head, heads[index - (index % 2)] ?? head]));
  const inHex = (digits: string): string => Buffer.from(digits).toString('hex').toUpperCase();
  const pairs = [...shared].flatMap(([from, to]) => [[from, to] as const, [inHex(from), inHex(to)] as const]);
  const all = new Map(pairs);
  const any = new RegExp([...all.keys()].join('|'), 'g');
  const edit = (text: string): string => text.replace(any, digits => all.get(digits) ?? digits);
  return { edit, truth: { containers: truth.containers.map(real => ({ ...real, id: edit(real.id) })) } };
}

const DIGITS = 12;

/** The same under another name of the host, with other keys of the rules. */
function renamed(text: string): string {
  return text
    .replace(/^((?:\w{3} [ \d]\d [\d:]{8}|\S+T[\d:.]+[+-][\d:]+) )[\w-]+ /gm, '$1ip-10-0-3-7 ')
    .replace(/^node=\S+ /gm, 'node=ip-10-0-3-7 ')
    .replace(/key="[^"]*"/g, 'key="watch-signals"');
}

/** Writes the usual files of a capture, edited, into a folder. */
function write({ folder, files }: Capture, into: string, edit: (text: string) => string): void {
  mkdirSync(into, { recursive: true });
  for (const file of files.filter(isUsual)) {
    const bytes = readFileSync(join(folder, file));
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
    writeFileSync(join(into, file), file.endsWith('.gz') ? gzipSync(edit(text)) : edit(text));
  }
}

async function inFolder(use: (root: string) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'nodelog-'));
  try {
    await use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const rows: string[] = [];

function tell(name: string, { right, unknown, wrong, open }: Score): void {
  const runs = right + unknown + wrong.length;
  const share = `${((100 * right) / runs).toFixed(1)} %`;
  rows.push(
    `${name.padEnd(64)} right ${String(right).padStart(3)} of ${String(runs)} (${share}), unknown ${String(unknown)}, wrong ${String(wrong.length)}`,
  );
  if (process.env['NODELOG_OPEN'] !== undefined) rows.push(...open.map(line => `    ? ${line}`));
  rows.push(...wrong.map(line => `    WRONG ${line}`));
}

function paths({ folder }: Capture, files: readonly string[]): string[] {
  return files.map(file => join(folder, file));
}

describe('the causes over captures', () => {
  after(() => {
    console.log(rows.join('\n'));
  });

  for (const capture of [...ownCaptures(), ...captures()]) {
    const part = async (files: readonly string[]): Promise<Score> =>
      score(await containersOf(paths(capture, files)), capture);

    for (const [name, holds, share] of PARTS) {
      const files = capture.files.filter(file => holds(bare(file)));
      it(`are not wrong for ${capture.name}: ${name}`, { skip: files.length === 0 }, async () => {
        const scored = await part(files);
        tell(`${capture.name}: ${name}`, scored);
        assert.deepEqual(scored.wrong, []);
        assert.ok(scored.right >= share * (scored.right + scored.unknown), `${String(scored.right)} right`);
      });
    }

    it(`are neither wrong nor surer for ${capture.name} with any one file taken away`, async () => {
      for (const [set, holds] of PARTS.slice(1, 3)) {
        const all = capture.files.filter(file => holds(bare(file)));
        const whole = await part(all);
        for (const file of all) {
          const without = await part(all.filter(other => other !== file));
          tell(`${capture.name}: ${set} without ${file}`, without);
          assert.deepEqual(without.wrong, [], file);
          for (const [run, certainty] of without.certainty) {
            assert.ok(certainty <= (whole.certainty.get(run) ?? 0), `${run} is surer without ${file}`);
          }
        }
      }
    });

    for (const [name, edit, share] of EDITS) {
      it(`are not wrong for ${capture.name}: ${name}`, async () => {
        await inFolder(async root => {
          write(capture, root, edit);
          const scored = score(await containersOf([root]), capture);
          tell(`${capture.name}: ${name}`, scored);
          assert.deepEqual(scored.wrong, []);
          assert.ok(scored.right >= share * (scored.right + scored.unknown), `${String(scored.right)} right`);
        });
      });
    }

    it(`are not wrong for ${capture.name} where two ids each share their first twelve digits`, async () => {
      await inFolder(async root => {
        const { edit, truth } = withSharedDigits(capture);
        write(capture, root, edit);
        const scored = score(await containersOf([root]), { truth });
        tell(`${capture.name}: two ids share twelve digits`, scored);
        assert.deepEqual(scored.wrong, []);
        assert.equal(scored.right, (await part(capture.files.filter(isUsual))).right);
      });
    });

    it(`are the same for ${capture.name} under another host, with other keys of the rules`, async () => {
      await inFolder(async root => {
        write(capture, root, renamed);
        const scored = score(await containersOf([root]), capture);
        tell(`${capture.name}: another host and other keys`, scored);
        assert.deepEqual(scored.wrong, []);
        assert.equal(scored.right, (await part(capture.files.filter(isUsual))).right);
      });
    });

    for (const [end, share] of [
      ['head', 0.4],
      ['tail', 0.6],
    ] as const) {
      it(`are not wrong for ${capture.name} where each file has lost its ${end}`, async () => {
        await inFolder(async root => {
          write(capture, root, text => {
            const lines = text.split('\n');
            const cut = Math.floor(lines.length * share);
            return (end === 'head' ? lines.slice(cut) : lines.slice(0, cut)).join('\n');
          });
          const scored = score(await containersOf([root]), capture);
          // What the logs see running as they end may have ended since.
          const wrong = scored.wrong.filter(line => end === 'head' || !line.includes(': running, not '));
          tell(`${capture.name}: each file without its ${end}`, { ...scored, wrong });
          assert.deepEqual(wrong, []);
        });
      });
    }

    it(`are those of ${capture.name} beside another node of the same host name, with the same pids at the same time`, async () => {
      await inFolder(async root => {
        write(capture, join(root, 'one'), text => text);
        write(capture, join(root, 'two'), asAnotherNode);
        const containers = await containersOf([root]);
        const own = containers.filter(({ id }) => capture.truth.containers.some(real => real.id === id));
        const others = containers.filter(container => !own.includes(container));
        const scored = score(own, capture);
        tell(`${capture.name}: beside another node of the same name`, scored);
        assert.deepEqual(scored.wrong, []);
        assert.equal(scored.right, (await part(capture.files.filter(isUsual))).right);
        assert.equal(others.length, own.length);
        // Calls by name are word for word the same on both nodes, to the nanosecond.
        for (const { events, id } of containers.map(({ events: all, ...rest }) => ({
          ...rest,
          events: all.filter(({ match }) => match !== 'name'),
        }))) {
          const folders = new Set(
            events.flatMap(({ at, also }) => [at, ...also].map(({ file }) => file.split('/').at(-2))),
          );
          assert.equal(folders.size, 1, id);
        }
      });
    });

    it(`are the same for ${capture.name} in two copies in two sub-folders`, async () => {
      await inFolder(async root => {
        for (const folder of ['one', 'two']) write(capture, join(root, folder), text => text);
        const scored = score(await containersOf([root]), capture);
        tell(`${capture.name}: two copies in two sub-folders`, scored);
        assert.deepEqual(scored.wrong, []);
        assert.equal(scored.right, (await part(capture.files.filter(isUsual))).right);
      });
    });
  }
});
