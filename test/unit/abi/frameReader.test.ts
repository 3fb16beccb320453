// Types that are declared elsewhere: in vendor/, in the repository's other packages, and in another repository by go.mod.
import assert from 'node:assert/strict';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { FrameReader } from '../../../server/src/abi/frameReader';
import { argumentsText } from '../../../server/src/render/arguments';
import { locateFrame } from '../../../server/src/source/locate';
import { moduleOf } from '../../../server/src/source/moduleFile';
import { Repository } from '../../../server/src/source/repository';
import { chooseRevision } from '../../../server/src/source/revision';
import { loggedLines, parseTracebacks } from '../golang/tracebacks';
import { host, temporaryFolder } from '../source/host';
import { makeRepository } from '../source/madeRepository';
import { goParser } from './trees';

const MODULE = 'github.com/containerd/containerd';
const RUNC = 'github.com/containerd/go-runc';
const EXIT = 'package runc\ntype Exit struct { Pid int; Status int }\n';
const GO_MOD = `module ${MODULE}/v2\n\ngo 1.21\n\nrequire (\n\t${RUNC} v1.1.0\n)\n`;

const service = (imported: string): string =>
  `package shim\nimport (\n\t${imported}\n)\nfunc check(e runc.Exit, last int) {\n\tpanic(e)\n}\n`;

const TRACE = [
  'panic: made',
  '',
  'goroutine 1 [running]:',
  `${MODULE}/v2/shim.check({0x4308, 0x89}, 0xc000012080)`,
  `\t/go/src/${MODULE}/shim/service.go:6 +0x1d`,
];

describe('a type of another package', () => {
  const folder = temporaryFolder();
  let other: Repository;
  before(async () => {
    const place = path.join(folder.path, 'go-runc');
    const empty = {
      message: 'other fields',
      tag: 'v1.0.0',
      files: { 'exit.go': 'package runc\ntype Exit struct { Status int8; Pid int }\n' },
    };
    makeRepository(place, [empty, { message: 'exit', tag: 'v1.1.0', files: { 'exit.go': EXIT } }]);
    other = await Repository.open(host, place);
  });

  async function said(name: string, files: Readonly<Record<string, string>>, others: boolean): Promise<string | null> {
    const place = path.join(folder.path, name);
    makeRepository(place, [{ message: 'made', tag: 'v2.0.0', files }]);
    const repository = await Repository.open(host, place);
    const [traceback] = parseTracebacks(loggedLines(TRACE));
    const frame = traceback?.goroutines[0]?.frames[0];
    const file = frame && moduleOf(frame);
    assert.ok(frame && file);
    const parser = await goParser();
    const chosen = chooseRevision(file, [], 'v2.0.0');
    const location = await locateFrame(frame, file, { chosen, repository, outline: parser });
    assert.equal(location.status, 'verified');
    const reader = new FrameReader({
      parser,
      repositoryOf: module => Promise.resolve(others && module === RUNC ? other : null),
    });
    const named = await reader.arguments({ frame, traceback, location, repository, goVersion: null });
    return named && argumentsText(named);
  }

  const known = 'e = {Pid: 17160, Status: 137}, last = 824633794688';
  const cases: readonly [
    what: string,
    files: Readonly<Record<string, string>>,
    others: boolean,
    said: string | null,
  ][] = [
    ['in vendor', { 'shim/service.go': service(`runc "${RUNC}"`), [`vendor/${RUNC}/exit.go`]: EXIT }, false, known],
    [
      'in vendor, by the name that the package may have',
      { 'shim/service.go': service(`"${RUNC}"`), [`vendor/${RUNC}/exit.go`]: EXIT },
      false,
      known,
    ],
    [
      'in another package of the module',
      { 'shim/service.go': service(`"${MODULE}/v2/pkg/runc"`), 'pkg/runc/exit.go': EXIT, 'go.mod': GO_MOD },
      false,
      known,
    ],
    [
      'in the repository that go.mod names',
      { 'shim/service.go': service(`runc "${RUNC}"`), 'go.mod': GO_MOD },
      true,
      known,
    ],
    [
      'in a repository that is not at hand',
      { 'shim/service.go': service(`runc "${RUNC}"`), 'go.mod': GO_MOD },
      false,
      'e = 0x4308, 0x89, last = 824633794688',
    ],
    [
      'in a module that go.mod replaces',
      { 'shim/service.go': service(`runc "${RUNC}"`), 'go.mod': `${GO_MOD}replace ${RUNC} => ../fork\n` },
      true,
      'e = 0x4308, 0x89, last = 824633794688',
    ],
    [
      'in another revision than fits',
      { 'shim/service.go': service(`runc "${RUNC}"`), 'go.mod': GO_MOD.replace('v1.1.0', 'v1.0.0') },
      true,
      null,
    ],
  ];
  cases.forEach(([what, files, others, wanted], index) => {
    it(`is read ${what}`, async () => {
      assert.equal(await said(`made-${String(index)}`, files, others), wanted);
    });
  });
});
