// What dockerd writes of its API.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { execCommand, parseApiCall, parseFormData } from '../../../server/src/daemon/dockerApi';

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
  ]) {
    it(`finds none in ${msg}`, () => {
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
});

describe('parseFormData', () => {
  it('gives null for cut JSON', () => {
    assert.equal(parseFormData('form data: {"a":'), null);
  });
});
