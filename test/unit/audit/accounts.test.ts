// Names of users and groups: the files they are read from, and which source of names wins.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { NO_ACCOUNTS, readAccounts, type AccountNames } from '../../../server/src/audit/accounts';
import { decodeField, decodeValue } from '../../../server/src/audit/fields';
import { text } from '../../../server/src/render/text';
import { line, record } from './samples';

const PASSWD = `root:x:0:0:root:/root:/bin/bash
# comment:x:1:1::/:/bin/sh
bin:x:2:2:bin:/bin:/usr/sbin/nologin
alice:x:1000:1000:Alice,,,:/home/alice:/bin/bash
second:x:1000:1000::/home/second:/bin/bash
+nis::1001:1001:::
-nis::1002:1002:::
+::::::
:x:1003:1003::/:/bin/sh
signed:x:-2:-2::/:/bin/sh
hexadecimal:x:0x3ec:1::/:/bin/sh
unset:x:4294967295:1::/:/bin/sh
cut:x:1005
with blank:x:1006:1006::/:/bin/sh
Jürgen.$:x:1007:1007::/:/bin/sh
`;
const GROUP = `root:x:0:
docker:x:998:alice,bob
alice:x:1000:
cut:x
`;
const accounts = readAccounts([{ file: 'node-a/passwd', text: PASSWD }], [{ file: 'node-a/group', text: GROUP }]);

describe('a passwd file', () => {
  for (const [id, name] of [
    [0, 'root'],
    [1, null],
    [2, 'bin'],
    [1000, 'alice'],
    [1001, null],
    [1002, null],
    [1003, null],
    [1004, null],
    [1005, null],
    [1006, null],
    [1007, 'Jürgen.$'],
    [4294967295, null],
  ] as const)
    it(`calls ${String(id)} ${name ?? 'nothing'}`, () => {
      assert.equal(accounts.users.get(id)?.name ?? null, name);
    });

  it('keeps the line of each name, counted from 0', () => {
    assert.deepEqual(accounts.users.get(1000)?.at, { file: 'node-a/passwd', line: 3 });
  });

  it('may end its lines as on Windows', () => {
    assert.equal(
      readAccounts([{ file: 'p', text: 'a:x:5:5::/:/bin/sh\r\nb:x:6:6::/:/x\r\n' }], []).users.get(6)?.name,
      'b',
    );
  });

  it('of several files that name a number the first wins', () => {
    const files = ['x:x:7:7:::\n', 'y:x:7:7:::\nz:x:8:8:::\n'].map((content, index) => ({
      file: String(index),
      text: content,
    }));
    const names = readAccounts(files, []);
    assert.deepEqual([names.users.get(7)?.name, names.users.get(8)?.name], ['x', 'z']);
  });
});

describe('a group file', () => {
  it('names groups, and no users', () => {
    assert.deepEqual(
      [
        accounts.groups.get(998)?.name,
        accounts.groups.get(1000)?.name,
        accounts.users.get(998),
        accounts.groups.get(2),
      ],
      ['docker', 'alice', undefined, undefined],
    );
  });
});

it('reading accounts never throws, and no name holds a blank or a control character', () => {
  const fields = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.nat().map(String)), { maxLength: 8 });
  const content = fc.array(
    fields.map(parts => parts.join(':')),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(content, fc.nat(20), (lines, id) => {
      const names = readAccounts([{ file: 'p', text: lines.join('\n') }], [{ file: 'g', text: lines.join('\n') }]);
      for (const found of [names.users.get(id), names.groups.get(id)])
        assert.doesNotMatch(found?.name ?? '', /[\s\u0000-\u001f]/);
    }),
  );
});

/** Which name is shown: without a source the number, and never the name that the reading machine has for it. */
const SOURCES: readonly [written: string, tail: string, names: AccountNames, value: string, meaning: string | null][] =
  [
    ['uid=1000', '', NO_ACCOUNTS, '1000', 'number 1000; the log does not say its name'],
    ['uid=1000', '', accounts, 'alice', 'alice (user or group number 1000), by line 4 of node-a/passwd'],
    ['uid=1000', 'UID="joe"', accounts, 'joe', 'joe (user or group number 1000), as the node called it'],
    [
      'uid=1000',
      'UID="unknown(1000)"',
      accounts,
      'alice',
      'alice (user or group number 1000), by line 4 of node-a/passwd',
    ],
    ['uid=1000', 'UID="unknown(1000)"', NO_ACCOUNTS, '1000', 'number 1000; the log does not say its name'],
    ['gid=998', '', accounts, 'docker', 'docker (user or group number 998), by line 2 of node-a/group'],
    ['gid=2', '', accounts, '2', 'number 2; the log does not say its name'],
    ['uid=0', '', NO_ACCOUNTS, 'root', 'root'],
    ['gid=0', '', NO_ACCOUNTS, 'root', 'root'],
    ['uid=4294967295', '', accounts, 'unset', 'unset: no user'],
    ['auid=-1', '', accounts, 'unset', 'unset: no login session (a daemon or the kernel started it)'],
  ];
for (const [written, tail, names, value, meaning] of SOURCES)
  it(`${written} ${tail} reads ${value}${names === accounts ? ' with the files of the node' : ''}`, () => {
    const parsed = record(line('SYSCALL', written) + (tail && `\x1d${tail}`));
    const [field] = parsed.fields;
    assert.ok(field);
    const decoded = decodeField(field, parsed, null, names);
    assert.deepEqual([decoded.value, decoded.meaning && text(decoded.meaning)], [value, meaning]);
    assert.equal(decodeValue(field, parsed, null, names), value);
  });

it('id= is a group in records of groups, a user in all others', () => {
  const names = readAccounts([{ file: 'p', text: 'u:x:5:5:::\n' }], [{ file: 'g', text: 'g:x:5:\n' }]);
  const read = (type: string): string => {
    const parsed = record(line(type, 'id=5'));
    const [field] = parsed.fields;
    assert.ok(field);
    return decodeValue(field, parsed, null, names);
  };
  assert.deepEqual(['ADD_GROUP', 'DEL_GROUP', 'GRP_MGMT', 'ADD_USER', 'USER_MGMT'].map(read), [
    'g',
    'g',
    'g',
    'u',
    'u',
  ]);
});
