// What dockerd writes of its API.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { execCommand, parseApiCall, parseFormData } from '../../../server/src/daemon/dockerApi';

/** Deeper than JSON.stringify, String and other recursive readers can go. */
const NESTED = '['.repeat(100_000) + ']'.repeat(100_000);

describe('execCommand', () => {
  it('joins the command of an exec', () => {
    assert.equal(
      execCommand('form data: {"AttachStderr":true,"AttachStdin":true,"Cmd":["ip","a"],"Tty":false}'),
      'ip a',
    );
  });
  for (const msg of [
    'form data: {"Detach":false,"Tty":false}',
    'form data: {"AttachStdin":true,"Cmd":["sh"],"Image":"busybox"}',
    'form data: {"AttachStdin":true,"Cmd":["ip"',
    'Calling GET /v1.39/info',
    'form data: {"AttachStdin":true,"Cmd":["ip",1]}',
    'form data: {"AttachStdin":true,"Cmd":["ip",null]}',
    'form data: {"AttachStdin":true,"Cmd":[{"toString":0,"valueOf":0}]}',
    `form data: {"AttachStdin":true,"Cmd":${NESTED}}`,
  ]) {
    it(`finds none in ${msg.slice(0, 100)}`, () => {
      assert.equal(execCommand(msg), null);
    });
  }
});

describe('parseApiCall', () => {
  it('decodes a filter', () => {
    const call = parseApiCall(
      'Calling GET /v1.38/containers/json?all=1&filters=%7B%22label%22%3A%7B%22io.kubernetes.docker.type%3Dpodsandbox%22%3Atrue%7D%7D&limit=0',
    );
    assert.deepEqual(call, {
      method: 'GET',
      path: '/v1.38/containers/json',
      query: [
        { name: 'all', value: '1', json: null },
        {
          name: 'filters',
          value: '{"label":{"io.kubernetes.docker.type=podsandbox":true}}',
          json: { label: { 'io.kubernetes.docker.type=podsandbox': true } },
        },
        { name: 'limit', value: '0', json: null },
      ],
    });
  });

  it('keeps a broken percent code as it is', () => {
    assert.equal(parseApiCall('Calling GET /v1.38/x?filters=%ZZ')?.query[0]?.value, '%ZZ');
  });

  it('leaves a value that is nested without end as it is', () => {
    assert.deepEqual(parseApiCall(`Calling GET /v1.38/x?filters=${NESTED}`)?.query, [
      { name: 'filters', value: NESTED, json: null },
    ]);
  });
});

describe('parseFormData', () => {
  it('gives null for cut JSON', () => {
    assert.equal(parseFormData('form data: {"a":'), null);
  });

  it('gives null for JSON that is nested without end', () => {
    assert.equal(parseFormData(`form data: {"a":${NESTED}}`), null);
  });
});
