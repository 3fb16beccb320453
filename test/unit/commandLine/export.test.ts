// nodelog export: one flat record a line, with documented names only.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { KILLED, PANICKED } from '../incident';
import { call } from './call';

const CASE = 'client/media/cases/exec-panic-137';

describe('nodelog export', () => {
  it('prints events, verdicts, panics and known issues of the 137 case', async () => {
    const { status, out } = await call(['export', '--format', 'ndjson', CASE]);
    assert.equal(status, 0);
    const records = out
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>);
    const of = (dataset: string): Record<string, unknown>[] =>
      records.filter(record => record['event.dataset'] === `nodelog.${dataset}`);
    const verdict = of('verdict').find(record => record['container.id'] === PANICKED);
    assert.equal(verdict?.['event.action'], 'shim-panicked');
    assert.deepEqual(verdict['nodelog.known_issues'], ['shim-execpidv-race']);
    assert.equal(verdict['nodelog.version.containerd'], '1.2.2');
    assert.equal(verdict['process.exit_code'], null);
    assert.ok(of('verdict').some(record => record['container.id'] === KILLED));
    assert.equal(of('panic')[0]?.['process.name'], 'dockerd');
    assert.match(String(of('panic')[0]?.['error.stack_trace']), /pidv\n\t.*exec\.go:76/);
    assert.deepEqual(
      of('known_issue').map(record => record['rule.id']),
      ['shim-execpidv-race'],
    );
    assert.ok(of('event').length > 10);
    for (const record of records) {
      assert.match(
        String(record['@timestamp'] ?? '2020-01-01T00:00:00Z'),
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/,
      );
      for (const value of Object.values(record))
        assert.ok(typeof value !== 'object' || value === null || Array.isArray(value));
    }
    // Whoever loads them finds each name in the README.
    const readme = readFileSync('README.md', 'utf8');
    for (const name of new Set(records.flatMap(record => Object.keys(record)))) {
      const documented = name.replace(/^(nodelog\.version)\..*$/, '$1.*');
      assert.ok(readme.includes(`\`${documented}\``), name);
    }
  });

  it('wants a format that it knows', async () => {
    for (const argv of [
      ['export', CASE],
      ['export', '--format', 'csv', CASE],
    ]) {
      const { status, err } = await call(argv);
      assert.equal(status, 2);
      assert.match(err, /export needs --format ndjson/);
    }
  });
});
