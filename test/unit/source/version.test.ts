// Which versions a file states: rows of the table, and the pasted outputs of whole commands.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { banners, singleLines } from '../../../server/src/source/versionForms';
import { readVersionFacts } from './versionFacts';

const CONTAINERD = '9754871865f7fe2f4e74d43e2fc7ccd237edcbce';

/** "program version revision at line from 1", a patched build with a star. */
function facts(text: string): string[] {
  return readVersionFacts('versions.txt', text.split('\n')).map(
    f => `${f.program} ${f.version ?? '-'} ${f.revision ?? '-'}${f.patched ? '*' : ''} :${String(f.at.line + 1)}`,
  );
}

describe('a line that states a version', () => {
  for (const form of [...banners, ...singleLines]) {
    for (const [text, stated] of form.samples) {
      it(`is read: ${text}`, () => {
        assert.ok(text.includes(form.mark));
        assert.deepEqual(form.parse(text), stated);
        assert.equal(facts(text).length, 1);
      });
    }
    for (const text of form.counterExamples) {
      it(`is not seen in: ${text}`, () => {
        assert.equal(form.parse(text), null);
      });
    }
  }
});

describe('pasted outputs', () => {
  it('of the 137 case name six programs, each with the line that states its revision', () => {
    assert.deepEqual(facts(readFileSync('client/media/cases/exec-panic-137/versions.txt', 'utf8')), [
      'kubelet v1.14-mlpe-20200225 - :2',
      'docker 18.09.2 6247962 :8',
      'dockerd 18.09.2 6247962 :17',
      `ctr 1.2.2 ${CONTAINERD} :24`,
      `containerd 1.2.2 ${CONTAINERD} :27`,
      `containerd 1.2.2 ${CONTAINERD} :29`,
      'runc 1.0.0-rc6+dev 09c8266bf2fcf9519a651b04ae54c967b9ab86ec :32',
      'nvidia-container-runtime 1.0.0-rc6+dev 6635b4f0c6af3810594d2770f662f34ddc15b40d* :36',
    ]);
  });

  it('of Debian name versions of packages, which are no commits', () => {
    const text = `[root@vm ~]# docker version
Client:
 Version:           20.10.24+dfsg1
 API version:       1.41
 Go version:        go1.19.8
 Git commit:        297e128
 Built:             Thu May  7 21:09:36 2026

Server:
 Engine:
  Version:          20.10.24+dfsg1
  API version:      1.41 (minimum version 1.12)
  Git commit:       5d6db84
 containerd:
  Version:          1.6.20~ds1
  GitCommit:        1.6.20~ds1-1+deb12u3
 docker-init:
  Version:          0.19.0
  GitCommit:        
[root@vm ~]# containerd -v
containerd github.com/containerd/containerd 1.6.20~ds1 1.6.20~ds1-1+deb12u3
[root@vm ~]# runc -v
runc version 1.1.5+ds1
commit: 1.1.5+ds1-1+deb12u1
spec: 1.0.2-dev`;
    assert.deepEqual(facts(text), [
      'docker 20.10.24+dfsg1 297e128* :6',
      'dockerd 20.10.24+dfsg1 5d6db84* :13',
      'containerd 1.6.20~ds1 -* :15',
      'docker-init 0.19.0 - :18',
      'containerd 1.6.20~ds1 -* :21',
      'runc 1.1.5+ds1 -* :23',
    ]);
  });

  it('of runc name the commit that git describe ends with', () => {
    assert.deepEqual(facts('runc version 1.1.12\ncommit: v1.1.12-0-g51d5e946\nspec: 1.0.2-dev'), [
      'runc 1.1.12 51d5e946 :2',
    ]);
  });

  it('of a newer nvidia-container-runtime name it and the runc that it calls', () => {
    const text = `$ nvidia-container-runtime -v
NVIDIA Container Runtime version 1.13.1
commit: 28b7066
spec: 1.1.0

runc version 1.1.12
commit: v1.1.12-0-g51d5e946`;
    assert.deepEqual(facts(text), ['nvidia-container-runtime 1.13.1 28b7066 :3', 'runc 1.1.12 51d5e946 :7']);
  });

  it('of ctr are known by their shape where no prompt names the command', () => {
    assert.deepEqual(facts(`Client:\n  Version:  1.2.2\n  Revision: ${CONTAINERD}\n`), [`ctr 1.2.2 ${CONTAINERD} :3`]);
  });

  it('without a prompt or a telling key stay unknown', () => {
    assert.deepEqual(facts('Client:\n  Version:  1.2.2\n'), []);
    assert.deepEqual(facts('Version: 1.2.2\nRevision: 9754871'), []);
    assert.deepEqual(facts('commit: 9754871865f7fe2f4e74d43e2fc7ccd237edcbce'), []);
  });
});

describe('the reader of versions', () => {
  it('never throws, and every fact stands on a line that there is', () => {
    const piece = fc.constantFrom(
      'Client:',
      'Server:',
      'Engine:',
      ' Version: 1',
      'Revision: abcdef0',
      'Git commit: abcdef0',
      '$ ctr ',
      'runc version 1',
      'commit: abcdef0',
      'msg="starting containerd"',
      ' revision=',
      '\u0000',
    );
    const line = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 3 })
      .map(pieces => pieces.join(''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.nat(3), (lines, from) => {
        for (const fact of readVersionFacts('x', lines, from)) {
          assert.ok(fact.at.line >= 0 && fact.at.line < lines.length);
          assert.ok((fact.revision ?? fact.version) !== null);
        }
      }),
    );
  });
});

describe(
  'real captures',
  { skip: process.env['NODELOG_SAMPLES'] === undefined ? 'NODELOG_SAMPLES is unset' : false },
  () => {
    it('state versions in versions.txt and in their banners only', () => {
      const folder = `${process.env['NODELOG_SAMPLES'] ?? ''}/captures/node-a/logs`;
      assert.equal(facts(readFileSync(`${folder}/versions.txt`, 'utf8')).length, 8);
      assert.deepEqual(facts(readFileSync(`${folder}/containerd.log`, 'utf8')), [
        'containerd 1.6.20~ds1 -* :1',
        'containerd 1.6.20~ds1 -* :410',
      ]);
      assert.deepEqual(facts(readFileSync(`${folder}/messages`, 'utf8')), [
        'dockerd 20.10.24+dfsg1 5d6db84* :614',
        'containerd 1.6.20~ds1 -* :1455',
      ]);
      assert.deepEqual(facts(readFileSync(`${folder}/audit.log`, 'utf8')), []);
    });
  },
);
