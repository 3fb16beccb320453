// Execs: who asked, the command, how it ended; on made lines in public wordings, and on the 137 case.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { correlate } from '../../../server/src/containers/correlate';
import { execsIn, failureOf, type ToldExec } from '../../../server/src/containers/execs';
import { caseText, factsOf, PANICKED } from '../incident';

const C = `b2${'1'.repeat(62)}`;
const E1 = `e1${'2'.repeat(62)}`;
const E2 = `e2${'3'.repeat(62)}`;

const line = (second: string, msg: string, level = 'debug'): string =>
  `time="2024-06-24T11:04:${second}+08:00" level=${level} msg="${msg.replaceAll('"', '\\"')}"`;
const form = (cmd: string): string => `form data: {"AttachStdin":false,"Cmd":${JSON.stringify(cmd.split(' '))}}`;
const exit = (id: string, status: number): string =>
  `TaskExit event container_id:"${C}" id:"${id}" pid:75081 exit_status:${String(status)} exited_at:{seconds:1 nanos:2}`;
const sync = (command: string): string => `ExecSync for "${C}" with command [${command}] and timeout 1 (s)`;

async function execsOf(lines: readonly string[]): Promise<readonly ToldExec[]> {
  const containers = correlate(await factsOf({ 'daemon.log': `${lines.join('\n')}\n` }));
  return execsIn(containers.find(({ id }) => id === C)?.events ?? []);
}

/** `kubelet cat x: 0 after 0.2 s (3 lines)` */
function summary(exec: ToldExec): string {
  const { id, asker, command, asked, finished, exitCode, events } = exec;
  const after = asked && finished ? ` after ${String(Number(finished.ns - asked.ns) / 1e9)} s` : '';
  const result = finished === null ? 'no end' : `${String(exitCode)}${after}${failureOf(exec) ? ', failed' : ''}`;
  return `${id?.slice(0, 2) ?? '-'} ${String(asker)} ${String(command)}: ${result} (${String(events.length)} lines)`;
}

describe('execsIn', () => {
  for (const [what, lines, expected] of [
    [
      'an exec of docker exec, whose end no line of dockerd tells',
      [
        line('30.1', `Calling POST /v1.41/containers/${C}/exec`),
        line('30.2', form('ip a')),
        line('30.3', `Calling POST /v1.41/exec/${E1}/start`),
        line('30.4', `starting exec command ${E1} in container ${C}`),
        line('30.5', `Calling GET /v1.41/exec/${E1}/json`),
      ],
      ['e1 api ip a: no end (4 lines)'],
    ],
    [
      'an exec that the runtime could not run',
      [
        line('30.1', `Calling POST /v1.41/containers/${C}/exec`),
        line('30.2', form('nosuch')),
        line('30.3', `Calling POST /v1.41/exec/${E1}/start`),
        line('30.4', `starting exec command ${E1} in container ${C}`),
        line('30.6', `Error running exec ${E1} in container: OCI runtime exec failed: exec failed`, 'error'),
      ],
      ['e1 api nosuch: null after 0.5 s, failed (4 lines)'],
    ],
    [
      'a health check with its exec and status',
      [
        line('30.1', `Running health check for container ${C} ...`),
        line('30.2', `starting exec command ${E1} in container ${C}`),
        line('30.4', `Health check for container ${C} done (exitCode=1)`),
      ],
      ['e1 health-check null: 1 after 0.3 s (3 lines)'],
    ],
    [
      'a health check that took too long, told twice',
      [
        line('30.1', `Running health check for container ${C} ...`),
        line('30.2', `starting exec command ${E1} in container ${C}`),
        line('33.1', `Health check for container ${C} taking too long`),
        line('33.2', `Health check for container ${C} error: context deadline exceeded`, 'warning'),
      ],
      ['e1 health-check null: null after 3 s, failed (4 lines)'],
    ],
    [
      'a health check beside an exec of a caller',
      [
        line('30.1', `Running health check for container ${C} ...`),
        line('30.15', `Calling POST /v1.41/exec/${E2}/start`),
        line('30.2', `starting exec command ${E1} in container ${C}`),
        line('30.3', `starting exec command ${E2} in container ${C}`),
        line('30.4', `Health check for container ${C} done (exitCode=0)`),
      ],
      ['e1 health-check null: 0 after 0.3 s (3 lines)', 'e2 api null: no end (2 lines)'],
    ],
    [
      'a probe of the kubelet with its answer (containerd 1.2 to 1.4)',
      [
        line('30.1', sync('cat x'), 'info'),
        line('30.2', `Exec process "${E1}" exits with exit code 0 and error <nil>`, 'info'),
        line('30.3', `ExecSync for "${C}" returns with exit code 0`, 'info'),
        line('30.4', exit(E1, 0), 'info'),
      ],
      ['e1 kubelet cat x: 0 after 0.1 s (4 lines)'],
    ],
    [
      'a probe without an answer',
      [line('30.1', sync('cat x'), 'info'), line('45.1', sync('cat x'), 'info'), line('45.2', exit(E1, 1), 'info')],
      // Which of the two has ended no line tells: the first that waits is taken, both have one command.
      ['e1 kubelet cat x: 1 (2 lines)', '- kubelet cat x: no end (1 lines)'],
    ],
    [
      'probes of two commands at once: which of them has ended is not guessed',
      [line('30.1', sync('cat x'), 'info'), line('30.2', sync('cat y'), 'info'), line('30.3', exit(E1, 1), 'info')],
      ['- kubelet cat x: no end (1 lines)', '- kubelet cat y: no end (1 lines)', 'e1 null null: 1 (1 lines)'],
    ],
    [
      'a probe that failed',
      [
        line('30.1', sync('cat x'), 'info'),
        `time="2024-06-24T11:04:38.1+08:00" level=error msg="ExecSync for \\"${C}\\" failed" error="timeout 8s exceeded"`,
      ],
      ['- kubelet cat x: null after 8 s, failed (2 lines)'],
    ],
  ] as const) {
    it(`reads ${what}`, async () => {
      assert.deepEqual((await execsOf(lines)).map(summary), expected);
    });
  }

  it('ties the runtime’s command that audit saw to its exec', async () => {
    const words = ['runc', '--root', '/r', 'exec', '--process', '/tmp/p', '--detach', '--pid-file', `/b/${E1}.pid`, C];
    const id = 'msg=audit(1719198270.400:7):';
    const argv = words.map((word, index) => `a${String(index)}="${word}"`).join(' ');
    const facts = await factsOf({
      'daemon.log': `${line('30.3', `starting exec command ${E1} in container ${C}`)}\n`,
      'audit.log': [
        `type=SYSCALL ${id} arch=c000003e syscall=59 success=yes exit=0 a0=1 a1=2 a2=3 a3=4 items=2 ppid=17933 pid=17990 comm="runc" exe="/usr/sbin/runc"`,
        `type=EXECVE ${id} argc=${String(words.length)} ${argv}`,
        '',
      ].join('\n'),
    });
    const [container] = correlate(facts);
    assert.deepEqual(execsIn(container?.events ?? []).map(summary), ['e1 null null: no end (2 lines)']);
  });

  it('has all four lines of the exec of the 137 case', async () => {
    const facts = await factsOf({ 'messages-20200225': caseText('messages-20200225') });
    const container = correlate(facts).find(({ id }) => id === PANICKED);
    assert.deepEqual(execsIn(container?.events ?? []).map(summary), ['0f api ip a: no end (4 lines)']);
  });
});
