// Containers of pods: from lines of containerd's CRI plugin and the kubelet (public wordings, made ids and names) to names, status and cause.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LocalCase } from '../../../server/src/casefile/case';
import { lastRun, type Container } from '../../../server/src/containers/model';
import { MemoryHost } from '../memoryHost';

const SANDBOX = `a1${'0'.repeat(62)}`;
const WEB = `b2${'1'.repeat(62)}`;
const EXEC = `c3${'2'.repeat(62)}`;
const at = (second: string): string => `2024-06-24T11:04:${second}+08:00`;
const info = (second: string, msg: string): string =>
  `time="${at(second)}" level=info msg="${msg.replaceAll('"', '\\"')}"`;
const exit = (id: string, status: number): string =>
  `TaskExit event container_id:"${WEB}" id:"${id}" pid:75081 exit_status:${String(status)} exited_at:{seconds:1 nanos:2}`;
const START = [
  info(
    '30.1',
    `RunPodSandbox for &PodSandboxMetadata{Name:web-0,Uid:3aaf,Namespace:shop,Attempt:0,} returns sandbox id "${SANDBOX}"`,
  ),
  info(
    '30.2',
    `CreateContainer within sandbox "${SANDBOX}" for &ContainerMetadata{Name:web,Attempt:0,} returns container id "${WEB}"`,
  ),
  info('30.3', `StartContainer for "${WEB}" returns successfully`),
];

async function containersOf(lines: readonly string[]): Promise<Container[]> {
  const host = new MemoryHost({ '/case/containerd.log': `${lines.join('\n')}\n` });
  const local = new LocalCase(host, ['/case'], { maxFiles: 9, maxBytes: 1e9, zone: null });
  await local.read();
  return [...(await local.containers(0, 99)).items];
}

async function web(lines: readonly string[]): Promise<Container> {
  return (await containersOf([...START, ...lines])).find(({ id }) => id === WEB) ?? assert.fail();
}

describe('a container of a pod', () => {
  it('has the names of its place, and its sandbox has those of the pod', async () => {
    const containers = await containersOf(START);
    assert.deepEqual(
      containers.map(({ id, names }) => [id, names]),
      [
        [SANDBOX, ['shop/web-0']],
        [WEB, ['shop/web-0/web']],
      ],
    );
  });

  for (const [what, lines, cause, certainty, exitCode] of [
    ['exited with a status', [info('40.1', exit(WEB, 3))], 'exited', 'certain', 3],
    [
      'stopped by the kubelet',
      [
        `I0624 11:04:39.519925     246 kuberuntime_container.go:808] "Killing container with a grace period" pod="shop/web-0" podUID=3aaf containerName="web" containerID="containerd://${WEB}" gracePeriod=30`,
        info('39.6', `StopContainer for "${WEB}" with timeout 30 (s)`),
        info('39.7', `Stop container "${WEB}" with signal terminated`),
        info('55.1', exit(WEB, 143)),
      ],
      'stopped',
      'certain',
      143,
    ],
    [
      'killed when its grace period was over',
      [
        info('39.6', `StopContainer for "${WEB}" with timeout 10 (s)`),
        info('39.7', `Stop container "${WEB}" with signal terminated`),
        info('49.7', `Kill container "${WEB}"`),
        info('49.8', exit(WEB, 137)),
      ],
      'stopped',
      'certain',
      137,
    ],
    [
      'killed for want of memory',
      [info('40.1', `TaskOOM event container_id:"${WEB}"`), info('40.2', exit(WEB, 137))],
      'oom-killed',
      'likely',
      137,
    ],
    [
      'left by its shim',
      [
        `time="${at('40.1')}" level=info msg="shim disconnected" id=${WEB} namespace=k8s.io`,
        info('40.3', exit(WEB, 137)),
      ],
      'shim-died',
      'likely',
      null,
    ],
    [
      'not started',
      [
        `time="${at('31.1')}" level=error msg="StartContainer for \\"${WEB}\\" failed" error="OCI runtime create failed"`,
      ],
      'start-failed',
      'certain',
      null,
    ],
    ['killed by nobody knows whom', [info('40.1', exit(WEB, 137))], 'unknown', null, 137],
  ] as const) {
    it(`is told as ${cause} where it was ${what}`, async () => {
      const run = lastRun(await web(lines));
      assert.deepEqual([run.cause, run.certainty, run.exitCode], [cause, certainty, exitCode]);
    });
  }

  it('has its execs, with their status, and is not ended by them', async () => {
    const { execs, state } = await web([info('40.1', exit(EXEC, 1))]);
    assert.deepEqual(
      execs.map(({ id, exitCode }) => [id, exitCode]),
      [[EXEC, 1]],
    );
    assert.notEqual(state, 'exited');
  });

  it('has what the kubelet says by the names of its pod only', async () => {
    const { events, removed } = await web([
      'I0624 11:04:38.519925     246 prober.go:107] "Probe failed" probeType="Liveness" pod="shop/web-0" podUID=3aaf containerName="web" probeResult="failure" output=""',
      'I0624 11:04:38.519926     246 prober.go:107] "Probe failed" probeType="Liveness" pod="shop/web-1" podUID=3aaf containerName="web" probeResult="failure" output=""',
      info('59.1', `RemoveContainer for "${WEB}" returns successfully`),
    ]);
    assert.deepEqual(
      events.filter(({ kind }) => kind === 'probe-failed').map(({ match }) => match),
      ['name'],
    );
    assert.ok(removed !== null);
  });
});
