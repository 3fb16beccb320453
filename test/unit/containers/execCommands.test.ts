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
