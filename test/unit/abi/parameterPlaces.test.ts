// Where values are shown in a source: behind each parameter of the very function that a frame names.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parameterPlaces } from '../../../server/src/abi/parameterPlaces';
import { GoOutline } from '../../../server/src/source/goOutline';
import { host } from '../source/host';

const SOURCE = `package p

func (s *Service) check(e runc.Exit, a, b int, rest ...string) {
	go func(x int) {
		use(x)
	}(1)
}

func plain(int, string) {}
`;

/** The names with the text of their lines up to the place. */
async function placed(line: number, name: string, declared: string): Promise<Record<string, string>> {
  const parser = await GoOutline.load(host);
  const lines = SOURCE.split('\n');
  const places = parameterPlaces(parser, SOURCE, line, name, declared);
  return Object.fromEntries([...places].map(([key, at]) => [key, lines[at.line]?.slice(0, at.character) ?? '']));
}

describe('parameterPlaces', () => {
  it('stands behind a type, or behind a name where several share one', async () => {
    const head = 'func (s *Service) check(e runc.Exit, a, b int, rest ...string';
    assert.deepEqual(await placed(4, 'x/p.(*Service).check', '(*Service).check'), {
      s: 'func (s *Service',
      e: 'func (s *Service) check(e runc.Exit',
      a: 'func (s *Service) check(e runc.Exit, a',
      b: 'func (s *Service) check(e runc.Exit, a, b',
      rest: head,
    });
  });

  it('is that of a closure where the frame names one', async () => {
    assert.deepEqual(await placed(5, 'x/p.(*Service).check.func1', '(*Service).check'), { x: '\tgo func(x int' });
  });

  it('is nothing for parameters without names, and for another function', async () => {
    assert.deepEqual(await placed(9, 'x/p.plain', 'plain'), {});
    assert.deepEqual(await placed(5, 'x/p.other', 'plain'), {});
  });
});
