// What leaves the machine: names are gone, plain and in hex, and what belonged together still does.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeText } from '../../../server/src/audit/encoded';
import { Redactor } from '../../../server/src/report/redact';

function redactor(): Redactor {
  const made = new Redactor();
  made.learn('host', 'gpu-ser-xyz');
  made.learn('user', 'alice');
  made.learn('pod', 'billing-crhld');
  return made;
}

const hex = (text: string): string => Buffer.from(text).toString('hex').toUpperCase();
const ID = 'de42a6372c1d996efc475d294afc42f430beaad3ff443a86f124754a70a1b517';

describe('a redacted text', () => {
  for (const [text, shown] of [
    ['gpu-ser-xyz says alice', 'host-1 says user-1'],
    ['gpu-ser-xyz-2 and malice stay', 'gpu-ser-xyz-2 and malice stay'],
    ['pod billing-crhld on gpu-ser-xyz, gpu-ser-xyz', 'pod pod-1 on host-1, host-1'],
    ['from 10.1.2.3 to 10.1.2.4 and 10.1.2.3', 'from 192.0.2.1 to 192.0.2.2 and 192.0.2.1'],
    ['127.0.0.1 and 0.0.0.0:80 are everybody', '127.0.0.1 and 0.0.0.0:80 are everybody'],
    ['fe80::1 is fe80:0:0:0:0:0:0:1, not ::1', '2001:db8::1 is 2001:db8::1, not ::1'],
    ['at 12:04:35 mac 02:42:ac:11:00:02', 'at 12:04:35 mac 02:00:00:00:00:01'],
    ['/home/alice/data.csv and /home/alice/x', '/home/user-1/path-1 and /home/user-1/path-2'],
    ['/srv/acme/a and /srv/acme/b', '/srv/path-1/path-2 and /srv/path-1/path-3'],
    ['/usr/bin/convert /usr/local/bin/acme', '/usr/bin/convert /usr/local/bin/path-1'],
    [`/var/lib/docker/containers/${ID}/log.json`, `/var/lib/docker/containers/${ID}/log.json`],
    ['/go/src/github.com/containerd/containerd/x.go:76', '/go/src/github.com/containerd/containerd/x.go:76'],
    ['https://registry.acme.example/v2/ and https://github.com/a/b', 'https://host-1/v2/ and https://github.com/a/b'],
    ['image registry.acme.example:5000/app', 'image host-1:5000/path-1'],
    ['docker.io/library/nginx and docker.io/acme/x', 'docker.io/library/nginx and docker.io/path-1/path-2'],
    ['db01.prod.acme.com at 10.1.2.3:53', 'host-1 at 192.0.2.1:53'],
    ['GPU-SER-XYZ and gpu-ser-xyz.acme.com', 'host-1 and host-1.host-2'],
    ['to ops@acme.com, not foo@1.service', 'to user-1@host-1, not foo@1.service'],
    [
      'https://bob:pa55@r.acme.com/t/x?token=abc&x=1',
      'https://user-1:secret-1@host-1/path-1/path-2?token=secret-2&x=1',
    ],
    ['ssh://git@r.acme.com/t.git', 'ssh://user-1@host-1/path-1'],
    ['::ffff:10.1.2.3 is 10.1.2.3 and ::ffff:0a01:0203', '::ffff:192.0.2.1 is 192.0.2.1 and ::ffff:c000:0201'],
    ['00-1a-2b-3c-4d-5e is 001a.2b3c.4d5e', '02:00:00:00:00:01 is 02:00:00:00:00:01'],
    ['DB_PASSWORD=x1 PGPASSWORD=x1 token: y', 'DB_PASSWORD=secret-1 PGPASSWORD=secret-1 token: secret-2'],
    [
      '{\\"Env\\":[\\"API_KEY=k\\"],\\"password\\":\\"p\\"}',
      '{\\"Env\\":[\\"API_KEY=secret-1\\"],\\"password\\":\\"secret-2\\"}',
    ],
    ['Authorization: Bearer abc and eyJhbGciOiJI.eyJz.x', 'Authorization: Bearer secret-1 and secret-2'],
    [`task_memcg=/docker/${ID},task=x,pid=5`, `task_memcg=/docker/${ID},task=x,pid=5`],
    [`docker://${ID} of registry.k8s.io/pause:3.1`, `docker://${ID} of registry.k8s.io/pause:3.1`],
    ['exec.go:76 libc.so.6 io.containerd.runtime.v1.linux', 'exec.go:76 libc.so.6 io.containerd.runtime.v1.linux'],
    ['the token expired; secret of a pod', 'the token expired; secret of a pod'],
  ] as const) {
    it(`of "${text.slice(0, 60)}"`, () => {
      assert.equal(redactor().text(text), shown);
    });
  }
});

const GITHUB = `ghp_${'a1'.repeat(18)}`;

describe('a secret', () => {
  for (const [text, shown] of [
    ['password="my secret phrase" x', 'password="secret-1" x'],
    ["password='my secret phrase' x", "password='secret-1' x"],
    ['{"password":"two words here","x":"y"}', '{"password":"secret-1","x":"y"}'],
    ['{"password":"a \\"b\\" c","x":"y"}', '{"password":"secret-1","x":"y"}'],
    ['{"log":"{\\"token\\":\\"two words\\",\\"x\\":1}"}', '{"log":"{\\"token\\":\\"secret-1\\",\\"x\\":1}"}'],
    ['password="cut off here', 'password="secret-1'],
    ['--password "two words" -x', '--password "secret-1" -x'],
    ['msg="Enter password:" id=7 and "more"', 'msg="Enter password:" id=7 and "more"'],
    ['password="" user="x y"', 'password="" user="x y"'],
    ['password=a,b;c next, token=d, e', 'password=secret-1 next, token=secret-2, e'],
    ['password=a,user=b&token=c', 'password=secret-1,user=b&token=secret-2'],
    [`Authorization: token ${GITHUB} x`, 'Authorization: token secret-1 x'],
    ['Authorization: AWS4 Credential=a/b, Signature=c', 'Authorization: secret-1'],
    ['-H \'Authorization: Digest username="b", response="c"\' -v', "-H 'Authorization: secret-1' -v"],
    ['"Authorization": "Custom a b", "x": 1', '"Authorization": "secret-1", "x": 1'],
    ['map[Authorization:[Bearer abc] Host:[x]]', 'map[Authorization:[Bearer secret-1] Host:[x]]'],
    ['pass=hunter2 DB_PASS=hunter2', 'pass=secret-1 DB_PASS=secret-1'],
    ['bypass=1 passes: 3 passed=2', 'bypass=1 passes: 3 passed=2'],
    ['curl -u bob:hunter2 -v', 'curl -u user-1:secret-1 -v'],
    ['curl -s -ubob:hunter2 -v', 'curl -s -uuser-1:secret-1 -v'],
    ['curl -sSu "bob:hunter 2" -v', 'curl -sSu "user-1:secret-1" -v'],
    ['curl --user bob:hunter2 --url x', 'curl --user user-1:secret-1 --url x'],
    ['sort -u x:y', 'sort -u x:y'],
    ['docker login -u x -p hunter2', 'docker login -u x -p secret-1'],
    [`clone ${GITHUB} github_pat_${'b'.repeat(22)}`, 'clone secret-1 secret-2'],
    [`glpat-${'c'.repeat(20)} AKIA${'Z'.repeat(16)} xoxb-1234567890-ab`, 'secret-1 secret-2 secret-3'],
    ['AKIA and xoxb- and ghp_short stay', 'AKIA and xoxb- and ghp_short stay'],
  ] as const) {
    it(`is not in "${text.slice(0, 60)}", plain and in hex`, () => {
      assert.equal(new Redactor().text(text), shown);
      const head = 'type=PROCTITLE msg=audit(1582639633.848:3369619): proctitle=';
      assert.equal(decodeText(new Redactor().line(head + hex(text)).slice(head.length)).text, shown);
    });
  }

  it('is not in the arguments of EXECVE, where its option stands in another one', () => {
    const head = 'type=EXECVE msg=audit(1582639633.848:3369619): ';
    for (const [given, shown] of [
      ['argc=3 a0="psql" a1="--password" a2="Hunter2"', 'argc=3 a0="psql" a1="--password" a2="secret-1"'],
      [
        `argc=3 a0="psql" a1="--password" a2=${hex('two words')}`,
        `argc=3 a0="psql" a1="--password" a2=${hex('secret-1')}`,
      ],
      [`argc=2 a0="env" a1=${hex('TOKEN=two words')}`, `argc=2 a0="env" a1=${hex('TOKEN=secret-1')}`],
      ['argc=3 a0="sh" a1="-c" a2="TOKEN=x" a3="y"', 'argc=3 a0="sh" a1="-c" a2="TOKEN=secret-1" a3="y"'],
      ['argc=3 a0="curl" a1="-u" a2="bob:hunter2"', 'argc=3 a0="curl" a1="-u" a2="user-1:secret-1"'],
      [`argc=3 a0="curl" a1="-u" a2=${hex('bob:hunter 2')}`, `argc=3 a0="curl" a1="-u" a2=${hex('user-1:secret-1')}`],
    ] as const)
      assert.equal(new Redactor().line(head + given), head + shown);
  });
});

describe('a redacted place', () => {
  it('hides the folders that logs lie in, wherever they begin', () => {
    const made = redactor();
    assert.equal(made.place('cases/acme/messages:7'), 'path-1/path-2/messages:7');
    assert.equal(made.place('/srv/acme/messages:7'), '/srv/path-2/messages:7');
  });
});

describe('a redacted line', () => {
  const audit = 'type=PROCTITLE msg=audit(1582639633.848:3369619): proctitle=';
  it('has hex values that say what the plain ones say', () => {
    const made = redactor();
    const plain = made.text('cat');
    const command = made.line(`${audit}${hex('cat\0/home/alice/data.csv\0--to\x0010.1.2.3')}`);
    assert.equal(decodeText(command.slice(audit.length)).text, `${plain}\0/home/user-1/path-1\0--to\x00192.0.2.1`);
    assert.equal(made.text('/home/alice/data.csv from 10.1.2.3'), '/home/user-1/path-1 from 192.0.2.1');
  });

  it('keeps a hex value that tells nothing, and bytes that are no text', () => {
    const line = `${audit}${hex(`runc\0delete\0--force\0${ID.slice(0, 27)}`)}`;
    assert.equal(redactor().line(line), line);
    const cut = `${audit}${hex('cp\0/home/alice')}C3`;
    assert.equal(redactor().line(cut), `${audit}${hex('cp\0/home/user-1')}C3`);
  });

  it('has other addresses in socket addresses, the same as in text', () => {
    const made = redactor();
    const head = 'type=SOCKADDR msg=audit(1582639633.848:3369619): saddr=';
    assert.equal(made.line(`${head}020001BB0A0102030000000000000000`), `${head}020001BBC00002010000000000000000`);
    assert.equal(made.text('10.1.2.3'), '192.0.2.1');
    const v6 = made.line(`${head}0A0001BB00000000FE80000000000000000000000000000100000000`);
    assert.equal(v6, `${head}0A0001BB0000000020010DB800000000000000000000000100000000`);
    assert.equal(made.text('fe80::1'), '2001:db8::1');
    const unix = made.line(`${head}0100${hex('/srv/acme.sock')}00`);
    assert.equal(unix, `${head}0100${hex('/srv/path-1')}00`);
  });

  it('has no secrets of command lines, and keeps none in the map', () => {
    const made = redactor();
    const said = (text: string): string => decodeText(made.line(`${audit}${hex(text)}`).slice(audit.length)).text;
    assert.equal(said('mysql\0-ubob\0-pHunter2\0x'), 'mysql\0-ubob\0-psecret-1\0x');
    assert.equal(said('psql\0--password\0Hunter2'), 'psql\0--password\0secret-1');
    assert.equal(said('env\0TOKEN=t1\0java'), 'env\0TOKEN=secret-2\0java');
    assert.ok(!JSON.stringify(made.map).includes('Hunter2'));
  });

  it('hides a name that the end of a command line cuts, by the name that it begins', () => {
    const made = redactor();
    made.text('db01.prod.acme.com');
    const cut = `curl\0${'-'.repeat(128 - 5 - 16)}\0db01.prod.acme.`;
    assert.equal(Buffer.byteLength(cut), 128);
    const shown = decodeText(made.line(`${audit}${hex(cut)}`).slice(audit.length)).text;
    assert.ok(shown.endsWith('\0host-1'), shown);
  });

  for (const [line, shown] of [
    ['Feb 25 22:07:13 web sshd[7]: the web test', 'Feb 25 22:07:13 host-1 sshd[7]: the web test'],
    ['Feb 25 22:07:13 test test: test', 'Feb 25 22:07:13 host-1 test: test'],
    ['2023-11-13T03:50:55.201611+01:00 app dockerd[7]: app', '2023-11-13T03:50:55.201611+01:00 host-1 dockerd[7]: app'],
    ['<30>1 2023-11-13T03:50:55Z web dockerd 7 - - web', '<30>1 2023-11-13T03:50:55Z host-1 dockerd 7 - - web'],
    [
      '{"MESSAGE":"web","_HOSTNAME":"web","__REALTIME_TIMESTAMP":"1795416280978141","SYSLOG_IDENTIFIER":"dockerd"}',
      '{"MESSAGE":"web","_HOSTNAME":"host-1","__REALTIME_TIMESTAMP":"1795416280978141","SYSLOG_IDENTIFIER":"dockerd"}',
    ],
    [
      'Feb 25 22:07:13 localhost sshd[7]: Failed password for invalid user test from 10.1.2.3 port 22',
      'Feb 25 22:07:13 localhost sshd[7]: Failed password for invalid user user-1 from 192.0.2.1 port 22',
    ],
    [
      'Feb 25 22:07:13 localhost sshd[7]: Accepted publickey for app from 10.1.2.3 port 22: a test',
      'Feb 25 22:07:13 localhost sshd[7]: Accepted publickey for user-1 from 192.0.2.1 port 22: a test',
    ],
    [
      'Feb 25 22:07:13 localhost kubelet: pod="web/test" app',
      'Feb 25 22:07:13 localhost kubelet: pod="pod-1/pod-2" app',
    ],
    [
      'Feb 25 22:07:13 localhost kubelet: pod="kube-system/web"',
      'Feb 25 22:07:13 localhost kubelet: pod="kube-system/pod-1"',
    ],
    [
      'node=web type=USER_LOGIN msg=audit(1.000:1): pid=1 auid=1000 msg=\'acct="test" hostname=cafe addr=? res=failed\'\x1dAUID="app"',
      'node=host-1 type=USER_LOGIN msg=audit(1.000:1): pid=1 auid=1000 msg=\'acct="user-2" hostname=host-2 addr=? res=failed\'\x1dAUID="user-1"',
    ],
    [
      `type=USER_LOGIN msg=audit(1.000:1): pid=1 msg='acct=${hex('test x')} hostname=web.acme.com addr=10.1.2.3'`,
      `type=USER_LOGIN msg=audit(1.000:1): pid=1 msg='acct=${hex('user-1')} hostname=host-1 addr=192.0.2.1'`,
    ],
    [
      'type=USER_LOGIN msg=audit(02/19/20 16:00:07.232:7) : pid=1 uid=root auid=test acct=test hostname=web',
      'type=USER_LOGIN msg=audit(02/19/20 16:00:07.232:7) : pid=1 uid=root auid=user-1 acct=user-1 hostname=host-1',
    ],
    [
      `type=CWD msg=audit(1.000:1): cwd=${hex('/home/docker/x y')}`,
      `type=CWD msg=audit(1.000:1): cwd=${hex('/home/user-1/path-1 y')}`,
    ],
  ] as const) {
    it(`hides names where they are known to be names: "${line.slice(0, 60)}"`, () => {
      assert.equal(new Redactor().line(line), shown);
    });
  }

  it('calls a node by one name, with its domain and without', () => {
    const made = new Redactor();
    assert.match(made.line('Feb 25 22:07:13 web dockerd: hello'), / host-1 dockerd/);
    assert.equal(made.text('web.acme.com'), 'host-1.host-2');
    made.line('Feb 25 22:07:13 db01.prod.acme.com dockerd: hello');
    assert.equal(made.text('db01 is db01.prod.acme.com'), 'host-3 is host-3.host-4');
  });

  it('calls a program as its file is called', () => {
    const made = redactor();
    const line = 'type=SYSCALL msg=audit(1582639633.848:3369619): syscall=62 comm="payroll" exe="/srv/payroll"';
    made.line(line);
    assert.match(made.line(line), /comm="path-1" exe="\/srv\/path-1"$/);
    assert.match(made.line(line.replaceAll('payroll', 'runc')), /comm="runc" exe="\/srv\/runc"$/);
  });

  for (const [program, said] of [
    ['kubelet', 'Killing container "docker://0" pod "pay-x2_finance(12-a)"'],
    ['kubelet', 'pod="finance/pay-x2" container'],
    ['containerd', 'RunPodSandbox for &PodSandboxMetadata{Name:pay-x2,Uid:1,Namespace:finance,Attempt:0,}'],
    ['dockerd', 'name k8s_web-1_pay-x2_finance_12-ab_0'],
    ['dockerd', 'Calling POST /v1.38/containers/create?name=pay-x2&x=finance-not'],
    ['sshd', 'Accepted publickey for pay-x2 from 10.1.2.3 port 22'],
    ['sudo', '  pay-x2 : TTY=pts/0 ; USER=root ; COMMAND=/bin/ls'],
  ] as const) {
    it(`learns the names in "${said.slice(0, 40)}" of ${program}`, () => {
      const made = new Redactor();
      const line = `Feb 25 22:07:13 h1-node ${program}: ${said}`;
      made.line(line);
      assert.doesNotMatch(made.line(line), /pay-x2|finance(?!-)/);
    });
  }

  it('learns the hosts and users that it names', () => {
    const made = new Redactor();
    assert.equal(
      made.line(
        'node=web7 type=USER_LOGIN msg=audit(1.000:1): pid=1 uid=0 auid=1000 msg=\'acct="bob" exe="/usr/sbin/sshd" hostname=jump3 addr=10.1.2.3 terminal=ssh res=success\'\x1dUID="root" AUID="bob"',
      ),
      'node=host-1 type=USER_LOGIN msg=audit(1.000:1): pid=1 uid=0 auid=1000 msg=\'acct="user-1" exe="/usr/sbin/sshd" hostname=host-2 addr=192.0.2.1 terminal=ssh res=success\'\x1dUID="root" AUID="user-1"',
    );
    assert.equal(
      made.line('Feb 25 22:07:13 web8 dockerd: hello web7, bob'),
      'Feb 25 22:07:13 host-3 dockerd: hello host-1, user-1',
    );
    assert.deepEqual(
      made.map.filter(({ kind }) => kind === 'host' || kind === 'user').map(({ original }) => original),
      ['web7', 'bob', 'jump3', 'web8'],
    );
  });

  it('is redacted already where it is redacted again, but for addresses', () => {
    const word = fc.constantFrom('alice', 'gpu-ser-xyz', '/srv/acme', 'x', '12:04', ID, '127.0.0.1', '=', '"');
    fc.assert(
      fc.property(fc.array(word), words => {
        const made = redactor();
        const once = made.line(words.join(' '));
        assert.equal(made.line(once).replace(/path-\d+/g, 'p'), once.replace(/path-\d+/g, 'p'));
      }),
    );
  });

  it('never has a name that was learned, in whatever way it is written', () => {
    const name = fc.constantFrom('alice', 'gpu-ser-xyz', 'billing-crhld');
    const around = fc.constantFrom(' ', '\0', '/', ':', '=', '"', ',');
    fc.assert(
      fc.property(fc.array(fc.tuple(around, name, around)), parts => {
        const text = parts.flat().join('');
        const made = redactor();
        const shown = decodeText(made.line(`${audit}${hex(`x ${text}`)}`).slice(audit.length)).text + made.line(text);
        for (const secret of ['alice', 'gpu-ser-xyz', 'billing-crhld']) assert.ok(!shown.includes(secret), shown);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        redactor().line(text);
      }),
    );
  });
});
