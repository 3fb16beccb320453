// Which exec a command belongs to, told by the order of dockerd's lines alone.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ExecCommands } from '../../../server/src/containers/execCommands';

const C1 = '1'.repeat(64);
const C2 = '2'.repeat(64);
const E1 = 'a'.repeat(64);
const E2 = 'b'.repeat(64);
const create = (container: string): string => `Calling POST /v1.41/containers/${container}/exec`;
const start = (exec: string): string => `Calling POST /v1.41/exec/${exec}/start`;

function after(...lines: readonly (string | { readonly form: string })[]): ExecCommands {
  const commands = new ExecCommands();
  lines.forEach(line => {
    if (typeof line === 'string') {
      commands.call(line);
    } else {
      commands.form(line.form);
    }
  });
  return commands;
}

describe('ExecCommands', () => {
  it('ties the command of one exec', () => {
    assert.equal(after(create(C1), { form: 'ip a' }, start(E1)).started(E1, C1), 'ip a');
  });

  it('ties by the container where two execs are in flight', () => {
    const commands = after(create(C1), { form: 'ip a' }, create(C2), { form: 'df -h' }, start(E2), start(E1));
    assert.deepEqual([commands.started(E2, C2), commands.started(E1, C1)], ['df -h', 'ip a']);
  });

  it('says nothing where two different commands may be meant', () => {
    assert.equal(
      after(create('web'), { form: 'ip a' }, create('db'), { form: 'df -h' }, start(E1)).started(E1, C1),
      null,
    );
  });

  it('says nothing where two calls wait for their forms', () => {
    assert.equal(
      after(create('web'), create('db'), { form: 'ip a' }, { form: 'df -h' }, start(E1)).started(E1, C1),
      null,
    );
  });

  const E3 = 'c'.repeat(64);
  type Step = string | { readonly form: string } | { readonly exec: string; readonly in: string };
  const ask = (container: string, command: string): readonly Step[] => [create(container), { form: command }];
  const begin = (exec: string, container: string): readonly Step[] => [start(exec), { exec, in: container }];

  /** What dockerd logs, in its order -> the command given for each exec as it starts. */
  const SEQUENCES: readonly (readonly [what: string, steps: readonly Step[], commands: readonly (string | null)[]])[] =
    [
      [
        'neither of two execs of one container that start in the other order',
        [...ask(C1, 'ip a'), ...ask(C1, 'rm -rf x'), ...begin(E2, C1), ...begin(E1, C1)],
        [null, null],
      ],
      [
        'the next exec of a container again, once the doubtful ones are used up',
        [...ask(C1, 'ip a'), ...ask(C1, 'rm'), ...begin(E2, C1), ...begin(E1, C1), ...ask(C1, 'ls'), ...begin(E3, C1)],
        [null, null, 'ls'],
      ],
      [
        'both of two execs with the same command',
        [...ask(C1, 'ip a'), ...ask(C1, 'ip a'), ...begin(E2, C1), ...begin(E1, C1)],
        ['ip a', 'ip a'],
      ],
      [
        'no exec of another container, which a name that is left may mean',
        [...ask('web', 'ip a'), ...ask(C1, 'df'), ...begin(E1, C1), ...ask(C2, 'rm'), ...begin(E2, C2)],
        [null, null],
      ],
      [
        'no exec of another container, where the one that started had the same command',
        [...ask('web', 'ip a'), ...ask(C1, 'ip a'), ...begin(E1, C1), ...ask(C2, 'rm'), ...begin(E2, C2)],
        ['ip a', null],
      ],
      [
        'none where forms and calls interleave',
        [create(C1), create(C2), { form: 'ip a' }, ...ask(C1, 'rm'), ...begin(E1, C1), ...begin(E2, C2)],
        [null, null],
      ],
      [
        'none where one of two calls was refused',
        [
          ...ask(C1, 'ip a'),
          ...ask(C1, 'rm'),
          `Error setting up exec command in container ${C1}: Container ${C1} is paused, unpause the container before exec`,
          ...begin(E1, C1),
        ],
        [null],
      ],
      [
        'the exec after one whose form was not logged',
        [create(C1), ...begin(E1, C1), ...ask(C1, 'ip a'), ...begin(E2, C1)],
        [null, 'ip a'],
      ],
    ];
  for (const [what, steps, expected] of SEQUENCES) {
    it(`tells the command of ${what}`, () => {
      const commands = new ExecCommands();
      const told = steps.flatMap(step => {
        if (typeof step === 'string') return commands.call(step) ?? [];
        if ('form' in step) return commands.form(step.form) ?? [];
        return [commands.started(step.exec, step.in)];
      });
      assert.deepEqual(told, expected);
    });
  }

  it("takes no command for a health check's exec, which is started without a call", () => {
    assert.equal(after(create(C1), { form: 'ip a' }).started(E2, C1), null);
  });

  it('drops a call that was refused', () => {
    const refused =
      'Error setting up exec command in container web: Container web is paused, unpause the container before exec';
    assert.equal(
      after(create('web'), { form: 'true' }, refused, create('db'), { form: 'df -h' }, start(E1)).started(E1, C1),
      'df -h',
    );
  });
});
