// A case in memory: limits, generations, pages, reading again, cancelling, and what digits mean.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { LocalCase } from '../../../server/src/casefile/case';
import type { CaseOptions } from '../../../server/src/casefile/caseOptions';
import { parseZone } from '../../../server/src/log/time';
import { caseText, CUT, EXEC, FILES, KILLED, PANICKED } from '../incident';
import { MemoryHost } from '../memoryHost';

const UNLIMITED: CaseOptions = { maxFiles: Infinity, maxBytes: Infinity, zone: null };

function hostOfIncident(): MemoryHost {
  return new MemoryHost(Object.fromEntries(FILES.map(name => [`/case/${name}`, caseText(name)])));
}

async function opened(host: MemoryHost, options: Partial<CaseOptions> = {}, roots = ['/case']): Promise<LocalCase> {
  const local = new LocalCase(host, roots, { ...UNLIMITED, ...options });
  await local.read();
  return local;
}

async function leftOut(local: LocalCase): Promise<string[]> {
  return (await local.notRead(0, 100)).items.map(({ name, kind, reason }) => `${name}: ${kind} ${reason.id}`);
}

const ID = '1a2b3fe66d3d6fcc945bdcb2c69db525ba68019ecd4808d8c201027ae0fd4c01';
/** Made: a shim that starts, and somebody who kills it. */
const STARTED = `Nov 23 07:44:10 vm containerd[17]: time="2026-11-23T07:44:10.1Z" level=info msg="starting signal loop" namespace=moby path=/run/containerd/io.containerd.runtime.v2.task/moby/${ID} pid=19804\n`;
const SHIM_KILLED = [
  'type=SYSCALL msg=audit(1795419860.818:507): arch=c000003e syscall=62 success=yes exit=0 a0=4d5c a1=9 a2=0 a3=0 items=0 ppid=1 pid=2 auid=0 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=pts0 ses=1 comm="bash" exe="/usr/bin/bash" key="kill"',
  'type=OBJ_PID msg=audit(1795419860.818:507): opid=19804 oauid=-1 ouid=0 oses=-1 ocomm="containerd-shim"',
  '',
].join('\n');

describe('A case of several folders', () => {
  const tied = async (files: Readonly<Record<string, string>>, roots: string[]): Promise<string[]> => {
    const local = await opened(new MemoryHost(files), {}, roots);
    const { items } = await local.events(ID, 0, 100);
    return items.filter(({ match }) => match === 'pid').map(({ at }) => at.file);
  };

  it('knows the victim of a kill, though others lie beside that tell nothing of nodes', async () => {
    const log = '/case/from-node/audit.log';
    const files = { '/case/messages': STARTED, [log]: SHIM_KILLED };
    assert.deepEqual(await tied(files, ['/case']), [log]);
    const app = 'time="2026-11-23T07:44:10.1Z" level=info msg="hello"\n';
    assert.deepEqual(await tied({ ...files, '/case/app/app.log': app }, ['/case']), [log]);
  });

  it('gives no pid of one folder a meaning in another that is named beside it', async () => {
    const files = {
      '/n1/messages': STARTED,
      '/n2/audit.log': SHIM_KILLED,
      '/n3/messages': STARTED.replace(ID, ID.replace('1a', '2b')),
    };
    assert.deepEqual(await tied(files, ['/n1', '/n2', '/n3']), []);
  });
});

describe('LocalCase.read', () => {
  it('finds the containers of the 137 case', async () => {
    assert.deepEqual(await (await opened(hostOfIncident())).containerIds(), [KILLED, CUT, PANICKED]);
  });

  it('keeps files of audit rules apart from logs', async () => {
    const local = await opened(hostOfIncident());
    assert.deepEqual(await leftOut(local), []);
    assert.ok((await local.files()).every(({ found }) => found.name !== 'audit.rules'));
    const [rules] = await local.rules(null);
    assert.deepEqual(rules?.keys, ['trace_kill_9', 'trace_kill_15']);
  });

  it('reads rules that have changed on disk when they are asked for, and cites none that are gone', async () => {
    const rule = (key: string) => `-a always,exit -F arch=b64 -S kill -k ${key}\n`;
    const host = new MemoryHost({ '/case/audit.rules': rule('old'), '/case/more.rules': rule('more') });
    const local = new LocalCase(host, ['/case'], { maxFiles: Infinity, maxBytes: Infinity, zone: null });
    await local.read();
    host.write('/case/audit.rules', `# new\n${rule('new')}`);
    host.drop('/case/more.rules');
    const rules = await local.rules(null);
    assert.deepEqual(
      rules.flatMap(document => document.rules.map(({ number, rule: { keys } }) => [number, keys[0]?.text])),
      [[1, 'new']],
    );
    host.write('/case/audit.rules', 'no rules any more\n');
    assert.deepEqual(await local.rules(null), []);
  });

  it('knows the rules beside a log: of its sub-folder and of the top, else all', async () => {
    const rule = (key: string): string => `-w /etc/passwd -p wa -k ${key}\n`;
    const host = new MemoryHost({
      '/case/a/audit.log': caseText('audit.log'),
      '/case/a/audit.rules': rule('a'),
      '/case/b/audit.log': caseText('audit.log'),
      '/case/b/rules.d/10.rules': rule('b'),
      '/case/udev/70-net.rules': 'SUBSYSTEM=="net", NAME="eth0"\n',
    });
    const local = await opened(host);
    const keys = async (file: string | null): Promise<string[]> =>
      (await local.rules(file)).flatMap(rules => rules.keys);
    assert.deepEqual(await keys('/case/a/audit.log'), ['a']);
    assert.deepEqual(await keys('/case/b/audit.log'), ['b']);
    assert.deepEqual(await keys(null), ['a', 'b']);
    assert.deepEqual(await leftOut(local), ['udev/70-net.rules: foreign case.no-log']);
  });

  it('names the files that are too many', async () => {
    const local = await opened(hostOfIncident(), { maxFiles: 4 });
    assert.deepEqual(await leftOut(local), [
      'messages-20200225: unread case.file-limit',
      'versions.txt: unread case.file-limit',
    ]);
    assert.equal((await local.files()).length, 3);
  });

  it('names the files that are too large together, and takes smaller ones behind them', async () => {
    const local = await opened(hostOfIncident(), { maxBytes: 7100 });
    assert.deepEqual(await leftOut(local), ['messages-20200225: unread case.size-limit']);
    assert.ok((await local.files()).some(({ found }) => found.name === 'versions.txt'));
  });

  it('counts what is inflated, not what is packed', async () => {
    const audit = caseText('audit.log');
    const host = new MemoryHost(
      Object.fromEntries(
        ['.1', '.2', '.3'].map(end => [`/case/audit.log${end}.gz`, gzipSync(audit + '\n'.repeat(99))]),
      ),
    );
    const local = await opened(host, { maxBytes: 2.5 * audit.length });
    assert.equal((await local.files()).length, 2);
    assert.deepEqual(await leftOut(local), ['audit.log.3.gz: unread case.inflated-rest']);
    await local.read();
    assert.equal((await local.files()).length, 2, 'files that are kept count less than files that are read');
  });

  it('names a file whose reading fails, and reads the others', async () => {
    const host = hostOfIncident();
    const failing = Object.assign(Object.create(host) as MemoryHost, {
      readPieces: (path: string) => {
        if (path.endsWith('ausearch.txt')) throw new Error('no such parser');
        return host.readPieces(path);
      },
    });
    const local = await opened(failing);
    assert.deepEqual(await leftOut(local), ['ausearch.txt: unread case.unreadable']);
    assert.deepEqual(await local.containerIds(), [KILLED, CUT, PANICKED]);
  });

  it('names a file that was read in part', async () => {
    const local = await opened(
      new MemoryHost({ '/case/audit.log': `${caseText('audit.log')}${'x'.repeat(2_000_000)}` }),
    );
    assert.deepEqual(await leftOut(local), ['audit.log: partial case.long-line']);
  });

  it('grows its generation with each reading, and gives it with each page', async () => {
    const local = new LocalCase(hostOfIncident(), ['/case'], UNLIMITED);
    assert.deepEqual(await local.containers(0, 10), { items: [], total: 0, generation: 0 });
    await local.read();
    const first = local.generation;
    await local.read();
    const { generation } = local;
    assert.ok(first > 0 && generation > first);
    assert.equal((await local.containers(0, 1)).generation, generation);
    assert.equal((await local.events(KILLED, 0, 1)).generation, generation);
    assert.equal((await local.notRead(0, 1)).generation, generation);
  });

  it('reads a changed file again, and an unchanged one not', async () => {
    const host = hostOfIncident();
    const local = await opened(host);
    host.reads.length = 0;
    host.write('/case/messages-20200219', `${caseText('messages-20200219')}\n`);
    await local.read();
    // A file that is no log has left nothing behind to keep.
    assert.deepEqual(host.reads, ['/case/messages-20200219']);
    assert.deepEqual(await local.containerIds(), [KILLED, CUT, PANICKED]);
  });

  it('forgets a file that is gone, and takes one that is new', async () => {
    const host = hostOfIncident();
    const local = await opened(host);
    host.drop('/case/messages-20200225');
    await local.read();
    assert.deepEqual(await local.containerIds(), [KILLED, CUT]);
    host.write('/case/later.log', caseText('messages-20200225'));
    await local.read();
    assert.deepEqual(await local.containerIds(), [KILLED, CUT, PANICKED]);
  });

  it('gives the full id to a prefix when the file with it arrives', async () => {
    const host = new MemoryHost({ '/case/audit.log': caseText('audit.log') });
    const local = await opened(host);
    assert.deepEqual(await local.containerIds(), [KILLED.slice(0, 27), CUT]);
    host.write('/case/messages', caseText('messages-20200219'));
    await local.read();
    assert.deepEqual(await local.containerIds(), [KILLED, CUT]);
  });

  it('reports its progress up to the last file', async () => {
    const local = new LocalCase(hostOfIncident(), ['/case'], UNLIMITED);
    const seen: string[] = [];
    await local.read({ onProgress: ({ files, ofFiles }) => seen.push(`${String(files)}/${String(ofFiles)}`) });
    assert.deepEqual(seen, ['0/6', '1/6', '2/6', '3/6', '4/6', '5/6']);
  });

  it('takes nothing over from a reading of a case that was closed', async () => {
    const local = new LocalCase(hostOfIncident(), ['/case'], UNLIMITED);
    const reading = local.read();
    local.close();
    await assert.rejects(reading, { name: 'AbortError' });
    assert.equal(local.generation, 0);
    assert.deepEqual(await local.containerIds(), []);
  });

  it('keeps what was read of a case before its reading was cancelled, names the rest, and reads that another time', async () => {
    const host = hostOfIncident();
    const local = new LocalCase(host, ['/case'], UNLIMITED);
    const user = new AbortController();
    const onProgress = ({ files }: { readonly files: number }): void => {
      if (files === 3) user.abort();
    };
    await local.read({ onProgress, cancelled: user.signal });
    const names = (await local.files()).map(({ found }) => found.name);
    const reasons = async (): Promise<string[]> => {
      return (await local.notRead(0, 99)).items.filter(({ kind }) => kind !== 'foreign').map(({ reason }) => reason.id);
    };
    assert.ok(names.length > 0 && names.length <= 3, String(names));
    assert.deepEqual(await reasons(), ['case.cancelled', 'case.cancelled', 'case.cancelled']);
    host.reads.length = 0;
    await local.read();
    assert.deepEqual(await reasons(), []);
    assert.ok(
      names.every(name => !host.reads.includes(`/case/${name}`)),
      'what was read is read again',
    );
  });

  it('keeps what a case held of files whose reading was cancelled, and says that it may be old', async () => {
    const host = hostOfIncident();
    const local = new LocalCase(host, ['/case'], UNLIMITED);
    await local.read();
    const before = await local.containerIds();
    host.write('/case/audit.log', `${caseText('audit.log')}\n`);
    await local.read({ cancelled: AbortSignal.abort() }).catch(() => undefined);
    const user = new AbortController();
    await local.read({
      onProgress: () => {
        user.abort();
      },
      cancelled: user.signal,
    });
    assert.deepEqual(await local.containerIds(), before);
    const { items } = await local.notRead(0, 99);
    assert.deepEqual(
      items.filter(({ kind }) => kind !== 'foreign').map(({ name, kind, reason }) => [name, kind, reason.id]),
      [['audit.log', 'partial', 'case.cancelled-partial']],
    );
  });

  it('cancels the first of two readings', async () => {
    const local = new LocalCase(hostOfIncident(), ['/case'], UNLIMITED);
    const first = assert.rejects(local.read(), { name: 'AbortError' });
    await local.read();
    await first;
    assert.deepEqual(await local.containerIds(), await (await opened(hostOfIncident())).containerIds());
  });

  it('rejects where the folder is not there, and keeps what it had', async () => {
    const host = new MemoryHost({ '/case/audit.log': caseText('audit.log') });
    const local = await opened(host);
    host.drop('/case/audit.log');
    await assert.rejects(local.read(), /ENOENT/);
    assert.equal(local.generation, 1);
    assert.equal((await local.containerIds()).length, 2);
  });

  it('reads a file once that two roots lead to', async () => {
    const host = hostOfIncident();
    const local = await opened(host, {}, ['/case', '/case/audit.log']);
    assert.equal((await local.files()).filter(({ found }) => found.name === 'audit.log').length, 1);
    assert.equal(host.reads.filter(path => path === '/case/audit.log').length, 1);
  });

  it('reads a file once that two spellings of its path lead to', async () => {
    const host = hostOfIncident();
    host.write('/other/link', { link: '/case' });
    const local = await opened(host, {}, ['/other/link', '/case/audit.log']);
    const audit = (await local.files()).filter(({ found }) => found.name === 'audit.log');
    assert.deepEqual(
      audit.map(({ found }) => found.path),
      ['/case/audit.log'],
    );
  });
});

describe('pages of a LocalCase', () => {
  it('cut a list at both ends and tell its whole length', async () => {
    const local = await opened(hostOfIncident());
    const page = await local.containers(1, 1);
    assert.deepEqual([page.items.map(({ id }) => id), page.total], [[CUT], 3]);
    assert.deepEqual((await local.containers(3, 10)).items, []);
    assert.equal((await local.events(PANICKED, 2, 3)).items.length, 3);
    assert.equal((await local.events(PANICKED, 0, 0)).total, 7);
    assert.equal((await local.events('no such id', 0, 10)).total, 0);
  });
});

describe('LocalCase.lookUp', () => {
  for (const [digits, container, exec] of [
    [KILLED, KILLED, null],
    [KILLED.slice(0, 12), KILLED, null],
    [KILLED.slice(0, 27), KILLED, null],
    [CUT, CUT, null],
    [CUT.slice(0, 12), CUT, null],
    [EXEC, PANICKED, EXEC],
    [EXEC.slice(0, 12), PANICKED, EXEC],
  ] as const) {
    it(`knows ${digits}`, async () => {
      const meant = await (await opened(hostOfIncident())).lookUp(digits);
      assert.deepEqual([meant?.container.id, meant?.exec?.id ?? null, meant?.others], [container, exec, []]);
    });
  }

  for (const digits of [KILLED.slice(0, 11), '', 'f'.repeat(64), `${KILLED.slice(0, 26)}0`]) {
    it(`does not know "${digits}"`, async () => {
      assert.equal(await (await opened(hostOfIncident())).lookUp(digits), null);
    });
  }

  it('gives all containers whose ids begin with the digits', async () => {
    const other = KILLED.slice(0, 30) + '0'.repeat(34);
    const messages = caseText('messages-20200219');
    const host = new MemoryHost({ '/case/messages': messages + messages.replaceAll(KILLED, other) });
    const local = await opened(host);
    const meant = await local.lookUp(KILLED.slice(0, 12));
    const ids = [meant?.container, ...(meant?.others ?? [])].map(container => container?.id);
    assert.deepEqual(ids.sort(), [other, KILLED].sort());
    assert.deepEqual((await local.lookUp(KILLED))?.others, []);
  });
});

describe('LocalCase.references', () => {
  async function places(digits: string): Promise<string[]> {
    const local = await opened(hostOfIncident());
    const found = await local.references(digits);
    return found.map(({ at, span }) => {
      const name = at.file.slice('/case/'.length) as (typeof FILES)[number];
      const text = caseText(name).split('\n')[at.line] ?? '';
      return `${name}:${String(at.line + 1)} ${text.slice(span.start, span.end).slice(0, 20)}`;
    });
  }

  for (const digits of [KILLED, KILLED.slice(0, 12)]) {
    it(`finds ${digits} plain and in the hex of a proctitle, which holds its beginning only`, async () => {
      assert.deepEqual(await places(digits), [
        'audit.log:1 6E76696469612D636F6E',
        'ausearch.txt:3 6E76696469612D636F6E',
        `messages-20200219:1 ${KILLED.slice(0, 20)}`,
        `messages-20200219:2 ${KILLED.slice(0, 20)}`,
      ]);
    });
  }

  it('finds the places of an incomplete id', async () => {
    assert.deepEqual(await places(CUT), ['audit.log:4 6E76696469612D636F6E', 'ausearch.txt:8 6E76696469612D636F6E']);
  });

  for (const digits of [EXEC, EXEC.slice(0, 14)]) {
    it(`finds the exec ${digits}`, async () => {
      assert.deepEqual(
        (await places(digits)).map(place => place.split(' ')[0]),
        ['messages-20200225:3', 'messages-20200225:5', 'messages-20200225:18'],
      );
    });
  }

  it('finds nothing for digits that stand nowhere', async () => {
    assert.deepEqual(await places('0'.repeat(64)), []);
  });
});

describe('LocalCase.zone', () => {
  it('takes the zone of the first file that tells', async () => {
    const zone = await (await opened(hostOfIncident())).zone('/case/audit.log');
    assert.equal(zone?.offset, 8 * 60);
  });

  it('takes the zone of the settings before that', async () => {
    const offset = parseZone('+02:00') ?? 0;
    const reason = { id: 'time.fromSetting', args: {} } as const;
    const zone = { offset, reason, certainty: 'certain', at: null } as const;
    assert.equal((await (await opened(hostOfIncident(), { zone })).zone('/case/audit.log'))?.offset, 120);
  });

  it('takes no zone and no version from another node', async () => {
    const other = caseText('messages-20200219').replaceAll('gpu-ser-xyz', 'gpu-ser-abc').replaceAll('+08:00', '+01:00');
    const nodes = await opened(
      new MemoryHost({
        '/case/a/messages': caseText('messages-20200225'),
        '/case/a/versions.txt': caseText('versions.txt'),
        '/case/b/messages': other.replaceAll('Feb 19 16:', 'Feb 19 17:').replaceAll('T16:', 'T17:'),
        '/case/b/audit.log': caseText('audit.log'),
      }),
    );
    assert.equal((await nodes.zone('/case/b/audit.log'))?.offset, 60);
    assert.equal((await nodes.zone('/case/a/messages'))?.offset, 480);
    assert.deepEqual(await nodes.versions('/case/b/messages'), []);
    assert.ok((await nodes.versions('/case/a/messages')).length > 0);
  });

  it('lets the only node that has sub-folders share what they tell', async () => {
    const files = {
      '/case/logs/messages': caseText('messages-20200225'),
      '/case/v/versions.txt': caseText('versions.txt'),
    };
    assert.ok((await (await opened(new MemoryHost(files))).versions('/case/logs/messages')).length > 0);
  });

  it('knows none where no file tells', async () => {
    assert.equal(
      await (await opened(new MemoryHost({ '/case/audit.log': caseText('audit.log') }))).zone('/case/audit.log'),
      null,
    );
  });
});
