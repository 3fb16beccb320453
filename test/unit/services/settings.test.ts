// The settings as the server knows them beside those of package.json.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { message } from '../../../server/src/message';
import { DEFAULT_SETTINGS, timesOf } from '../../../server/src/services/settings';
import { manifest } from '../manifest/manifest';

/** Read by the client alone. */
const OF_THE_CLIENT = ['nodelog.languages.detectContent', 'nodelog.slice.offer', 'nodelog.trace.server'];

describe('DEFAULT_SETTINGS', () => {
  it("are package.json's, but for those that the client reads", () => {
    const ours = Object.entries(DEFAULT_SETTINGS).flatMap(([area, settings]) =>
      Object.entries(settings as Readonly<Record<string, unknown>>).map(
        ([name, value]) => [`nodelog.${area}.${name}`, value] as const,
      ),
    );
    const theirs = Object.entries(manifest.contributes.configuration.properties)
      .filter(([name]) => !OF_THE_CLIENT.includes(name))
      .map(([name, property]) => [name, property.default] as const);
    assert.deepEqual(Object.fromEntries(ours), Object.fromEntries(theirs));
  });
});

describe('timesOf', () => {
  for (const [zone, offset] of [
    ['', null],
    ['+08:00', 480],
    ['-05:30', -330],
    ['Z', 0],
    ['UTC', 0],
    ['Asia/Shanghai', null],
    ['8', null],
  ] as const) {
    it(`reads "${zone}"`, () => {
      const model = timesOf({ ...DEFAULT_SETTINGS, time: { ...DEFAULT_SETTINGS.time, zone } }).zone;
      assert.deepEqual(
        model && [model.offset, model.reason],
        offset === null ? null : [offset, message('time.fromSetting')],
      );
    });
  }
});
