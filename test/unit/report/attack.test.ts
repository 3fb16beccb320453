// An attack on redaction: whatever name stands in a known place of a log is nowhere in what is shown, plain or in hex.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Redactor } from '../../../server/src/report/redact';

const hex = (text: string): string => Buffer.from(text).toString('hex').toUpperCase();

/** Names that are words of logs too, or hex, or part of others; what surrounds them has none of these. */
const NAMES = ['web', 'test', 'app', 'image', 'cafe', 'docker', 'acme-7', 'x9', 'gpu.acme.com', 'Zo', 'json'];
const HEAD = 'msg=audit(1582639633.848:3369619):';
const DATE = 'Feb 25 22:07:13';

interface Names {
  readonly host: string;
  readonly user: string;
  readonly pod: string;
  readonly v4: string;
  readonly v6: string;
  readonly secret: string;
}

/** Lines with the names in known places; `quoted` as audit writes text without blanks. */
const LINES: readonly ((names: Names) => string)[] = [
  ({ host }) => `${DATE} ${host} kernel: up`,
  ({ host, user, v4 }) => `${DATE} ${host} sshd[7]: Accepted publickey for ${user} from ${v4} port 22`,
  ({ host, user, v6 }) => `${DATE} ${host} sshd[7]: Failed password for invalid user ${user} from ${v6} port 22`,
  ({ host, user }) => `${DATE} ${host} sudo: ${user} : TTY=pts/0 ; USER=${user} ; COMMAND=/bin/ls`,
  ({ host, user, v4 }) =>
    `node=${host} type=USER_LOGIN ${HEAD} pid=1 auid=7 msg='acct="${user}" hostname=${host} addr=${v4} res=success'\x1dAUID="${user}"`,
  ({ user, v6 }) => `type=USER_LOGIN ${HEAD} pid=1 msg='acct=${hex(`${user} 7`)} hostname=? addr=${v6}'`,
  ({ user, host }) =>
    `type=USER_LOGIN msg=audit(02/19/20 16:00:07.232:7) : pid=1 auid=${user} acct=${user} hostname=${host}`,
  ({ host, pod }) => `${DATE} ${host} kubelet[7]: killing pod="${pod}/${pod}"`,
  ({ host, pod }) => `${DATE} ${host} dockerd[7]: name k8s_POD_${pod.replaceAll(/[._]/g, '-')}_ns0_12-ab_0`,
  ({ user }) => `${DATE} localhost dockerd: mail to ${user}@example.com`,
  ({ user, secret, host }) => `${DATE} localhost dockerd: https://${user}:${secret}@${host}/v2/`,
  ({ user }) => `${DATE} localhost dockerd: open /home/${user}/x: denied`,
  ({ user }) => `type=CWD ${HEAD} cwd="/home/${user}"`,
  ({ user, secret }) => `type=PROCTITLE ${HEAD} proctitle=${hex(`curl\0-u\0${user}:${secret}\0/home/${user}/y`)}`,
  ({ v4, v6, secret }) => `type=PROCTITLE ${HEAD} proctitle=${hex(`ping\0${v4}\0${v6}\0--password=${secret}`)}`,
  ({ user, secret }) => `type=EXECVE ${HEAD} argc=3 a0="curl" a1="-u" a2="${user}:${secret}"`,
  ({ v4 }) => `type=SOCKADDR ${HEAD} saddr=020001BB${hex4(v4)}0000000000000000`,
  ({ host, secret }) =>
    `{"MESSAGE":"{\\"password\\":\\"${secret} 7\\"}","_HOSTNAME":"${host}","__REALTIME_TIMESTAMP":"1795416280978141"}`,
];

const hex4 = (v4: string): string => hex(String.fromCharCode(...v4.split('.').map(Number)));

const name = fc.constantFrom(...NAMES);
const names: fc.Arbitrary<Names> = fc.record({
  host: name,
  user: name,
  pod: name.filter(word => /^[a-z0-9-]+$/.test(word)),
  v4: fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 20, max: 99 }))
    .map(([a, b]) => `10.${String(a)}.7.${String(b)}`),
  v6: fc.integer({ min: 1, max: 0xffff }).map(part => `fd00:7::${part.toString(16)}`),
  secret: fc.constantFrom('hunter2', 'pa,ss', 'a;b&c', 'Web1'),
});

/** Whether a text has a name, by itself: not as part of another word. */
function has(text: string, word: string): boolean {
  return new RegExp(`(?<![\\w.-])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`, 'i').test(text);
}

/** A line and all that it says in hex, without the words that stand in it whoever is named. */
function said(line: string, without: readonly string[]): string {
  const decoded = [...line.matchAll(/(?<==)(?:[0-9A-F]{2})+(?=[\s']|$)/g)].map(([digits]) =>
    Buffer.from(digits, 'hex').toString(),
  );
  return without.reduce((text, word) => text.replaceAll(word, ''), [line, ...decoded].join('\n'));
}

describe('redaction under attack', () => {
  it('shows no name of a known place, plain or in hex', () => {
    fc.assert(
      fc.property(names, fc.shuffledSubarray([...LINES], { minLength: 1 }), (given, made) => {
        const redactor = new Redactor();
        const lines = made.map(line => line(given));
        for (const line of lines) redactor.line(line);
        for (const line of lines) {
          const shown = said(redactor.line(line), ['type=', 'hostname=']);
          for (const word of Object.values(given)) assert.ok(!has(shown, word), `${word} in ${shown}, of ${line}`);
        }
        assert.ok(!lines.some(line => redactor.line(line).includes(hex4(given.v4))));
        assert.ok(!JSON.stringify(redactor.map).includes(given.secret));
      }),
      { numRuns: 200 },
    );
  });

  it('shows the same for the same, in whatever place it stands', () => {
    fc.assert(
      fc.property(
        names.filter(({ host, user }) => host !== user),
        given => {
          const redactor = new Redactor();
          for (const line of LINES) redactor.line(line(given));
          const shown = LINES.map(line => said(redactor.line(line(given)), []));
          const host = redactor.name('host', given.host);
          const user = redactor.name('user', given.user);
          assert.notEqual(host, user);
          for (const [index, line] of LINES.entries()) {
            const mark = line({ host: 'HOST', user: 'USER', pod: 'p', v4: 'ADDRESS', v6: 'ADDRESS', secret: 's' });
            if (/(?<![A-Z])HOST(?![A-Z])/.test(mark))
              assert.ok(has(shown[index] ?? '', host), `${host}: ${shown[index] ?? ''}`);
            if (/(?<!; |[A-Z])USER(?![A-Z_])/.test(mark))
              assert.ok(has(shown[index] ?? '', user), `${user}: ${shown[index] ?? ''}`);
          }
        },
      ),
    );
  });
});
