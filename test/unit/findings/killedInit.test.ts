// Whose init a SIGKILL or SIGTERM reached, and how sure that is.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { AuditEvent } from '../../../server/src/audit/event';
import { readKill } from '../../../server/src/audit/kill';
import { correlate } from '../../../server/src/containers/correlate';
import type { Container } from '../../../server/src/containers/model';
import { KilledInits } from '../../../server/src/findings/killedInit';
import { text } from '../../../server/src/render/text';
import { events, linesOf } from '../audit/samples';
import { CASE, caseText, factsOf, FILES, KILLED } from '../incident';

async function containers(files: Readonly<Record<string, string>>): Promise<readonly Container[]> {
  return correlate(await factsOf(files));
}

function said(known: readonly Container[], found: readonly AuditEvent[]): string[] {
  const inits = new KilledInits(known);
  return found.flatMap(event => {
    const finding = inits.push(event);
    return finding ? [`${String(finding.line + 1)} ${text(finding.text)}`] : [];
  });
}

const INCIDENT = Object.fromEntries(FILES.map(name => [name, caseText(name)]));
const AUDIT = events(linesOf(`${CASE}/audit.log`), '/case/audit.log');

const exec = (pid: number, words: string, second = 1): string[] => [
  `type=SYSCALL msg=audit(${String(second)}.000:${String(second)}): arch=c000003e syscall=59 success=yes exit=0 pid=${String(pid)} comm="runc"`,
  `type=EXECVE msg=audit(${String(second)}.000:${String(second)}): argc=${String(words.split(' ').length)} ${words
    .split(' ')
    .map((word, at) => `a${String(at)}="${word}"`)
    .join(' ')}`,
];
const kill = (pid: number, opid: number, second = 2, more = 'success=yes exit=0 a1=9', comm = 'runc'): string[] => [
  `type=SYSCALL msg=audit(${String(second)}.000:${String(second)}): arch=c000003e syscall=62 ${more} a0=1 pid=${String(pid)} comm="${comm}"`,
  `type=OBJ_PID msg=audit(${String(second)}.000:${String(second)}): opid=${String(opid)} ocomm="sleep"`,
];

describe('KilledInits', () => {
  it('says for certain whose init the runtime killed, and nothing of the kills that no line ties to a container', async () => {
    assert.deepEqual(said(await containers(INCIDENT), AUDIT), [
      '3 SIGKILL to the init of container 18b2fe723696, by nvidia-container-runtime delete',
      '6 SIGKILL to the init of container ff1a37ba009b, by nvidia-container-runtime delete',
    ]);
  });

  it('tells the line that names the container whole', async () => {
    const inits = new KilledInits(await containers(INCIDENT));
    const [first] = AUDIT;
    const finding = first && inits.push(first);
    assert.deepEqual(
      finding?.related.map(({ at, text: words }) => `${at.file}:${String(at.line + 1)} ${text(words)}`),
      ['/case/messages-20200219:2 The line nearest in time that names container 18b2fe723696'],
    );
  });

  it('is less sure without a case', () => {
    const [first] = said([], AUDIT);
    assert.match(
      first ?? '',
      /SIGKILL, likely to the init of container 18b2fe723696, by nvidia-container-runtime delete$/,
    );
  });

  it('follows the pid of the runtime to the command line that it was executed with', () => {
    const found = events([...exec(7, `runc kill ${KILLED} 15`), ...kill(7, 42)]);
    assert.deepEqual(said([], found), ['3 SIGKILL, likely to the init of container 18b2fe723696, by runc kill']);
  });

  for (const [what, lines] of [
    [
      'a process that executed something else since',
      [...exec(7, `runc kill ${KILLED} 9`), ...exec(7, 'ls', 2), ...kill(7, 42, 3)],
    ],
    ['a pid of a command that is long over', [...exec(7, `runc kill ${KILLED} 9`), ...kill(7, 42, 3600)]],
    ['another subcommand', [...exec(7, `runc exec ${KILLED} sh`), ...kill(7, 42)]],
    ['a kill that failed', [...exec(7, `runc kill ${KILLED} 9`), ...kill(7, 42, 2, 'success=no exit=-3 a1=9')]],
    ['a signal that ends nothing', [...exec(7, `runc kill ${KILLED} 1`), ...kill(7, 42, 2, 'success=yes exit=0 a1=1')]],
    ['a kill of which no line tells the container', kill(7, 42)],
  ] as const) {
    it(`says nothing of ${what}`, () => {
      assert.deepEqual(said([], events(lines)), []);
    });
  }

  it('takes a pid for that of an init while the container may live, and only likely', async () => {
    const known = await containers(INCIDENT);
    const second = Number(known.find(({ id }) => id === KILLED)?.first?.ns ?? 0n) / 1e9;
    const at = (offset: number): AuditEvent[] =>
      events(kill(99, 18848, Math.floor(second + offset), 'success=yes exit=0 a1=9', 'bash'));
    assert.deepEqual(said(known, at(1)), [
      '1 SIGKILL, likely to the init of container 18b2fe723696, which had pid 18848',
    ]);
    assert.deepEqual(said(known, at(-3600)), []);
    assert.deepEqual(said(known, at(3600)), []);
  });
});

interface Truth {
  readonly containers: readonly { readonly id: string; readonly init_pids: readonly number[] }[];
}

const samples = process.env['NODELOG_SAMPLES'];
describe('the capture node-a', { skip: samples === undefined ? 'NODELOG_SAMPLES is unset' : false }, () => {
  it("gives each init's kill to the container whose init it truly was", () => {
    const folder = join(samples ?? '', 'captures/node-a');
    const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Truth;
    const inits = new KilledInits([]);
    const found = events(linesOf(join(folder, 'logs/audit.enriched.log'))).flatMap(event => {
      const finding = inits.push(event);
      return finding ? [{ words: text(finding.text), pid: readKill(event)?.targets[0]?.opid ?? 0 }] : [];
    });
    const wrong = found.filter(({ words, pid }) => {
      const id = / container (\w+)/.exec(words)?.[1] ?? '?';
      return !truth.containers.find(candidate => candidate.id.startsWith(id))?.init_pids.includes(pid);
    });
    assert.deepEqual(wrong, []);
    assert.ok(found.length > 20);
  });
});
