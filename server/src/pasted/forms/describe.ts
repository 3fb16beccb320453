// kubectl describe pod: names with values, the containers of the pod below their headings.
import { idOf, NO_RUN, NOTHING_TOLD, podNames, type LineForm } from '../form';
import type { Spot, ToldContainer, ToldPod, ToldRun } from '../model';
import type { TextLines } from '../textLines';
import { readMoment } from '../times';
import { terminated } from './kubernetes';

/** `    Exit Code:    137` */
const VALUE = /^( *)([A-Z][A-Za-z ]{0,40}?):(?: +(.*?))? *$/;
/** `  web:`, the beginning of a container. */
const HEADING = /^ {2}([a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?):$/;
const LISTS = ['Containers', 'Init Containers', 'Ephemeral Containers'];
const HEAD_LINES = 3;

interface Value {
  readonly text: string;
  readonly at: Spot;
}

export const kubectlDescribe: LineForm = {
  id: 'kubectl-describe',
  source: 'kubectl pkg/describe/describe.go, describePod',
  read: (lines, line) => {
    const pod = /^Name: +(\S+)$/.exec(lines.line(line))?.[1];
    const head = Array.from({ length: HEAD_LINES }, (_, index) => /^Namespace: +(\S+)$/.exec(lines.line(line + index)));
    const namespace = head.find(match => match !== null)?.[1];
    if (pod === undefined || namespace === undefined) return null;
    const end = endOf(lines, line);
    const containers: ToldContainer[] = [];
    let inList = false;
    for (let at = line; at < end; at++) {
      const text = lines.line(at);
      if (!text.startsWith(' ')) inList = LISTS.includes(text.replace(/:\s*$/, ''));
      const name = inList ? HEADING.exec(text)?.[1] : undefined;
      if (name === undefined) continue;
      containers.push(
        ...containersOf(valuesOf(lines, at + 1, end), { namespace, pod, name, sandbox: null }, { line: at, column: 2 }),
      );
    }
    return { containers, end };
  },
};

/** The output ends before the next one, or with the table of events. */
function endOf(lines: TextLines, from: number): number {
  for (let at = from + 1; at < lines.count; at++) {
    const text = lines.line(at);
    if (/^Name: +\S/.test(text) || /^\S.*[$#] /.test(text)) return at;
    if (/^Events:/.test(text)) {
      while (/^ {2}/.test(lines.line(at + 1))) at++;
      return at + 1;
    }
  }
  return lines.count;
}

/** The values below a container's heading, by their names, with those of what they belong to before them: `State/Reason`. */
function valuesOf(lines: TextLines, from: number, end: number): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  let owner = '';
  for (let at = from; at < end; at++) {
    const [, indent = '', name, text = ''] = VALUE.exec(lines.line(at)) ?? [];
    if (HEADING.test(lines.line(at)) || /^\S/.test(lines.line(at))) break;
    if (name === undefined) continue;
    if (indent.length <= 4) owner = name;
    const key = indent.length <= 4 ? name : `${owner}/${name}`;
    if (!values.has(key)) values.set(key, { text, at: { line: at, column: indent.length } });
  }
  return values;
}

function containersOf(values: ReadonlyMap<string, Value>, pod: ToldPod, at: Spot): ToldContainer[] {
  const text = (key: string): string | null => values.get(key)?.text ?? null;
  const own = idOf(text('Container ID'));
  const runs = [runOf(values, 'State'), runOf(values, 'Last State')];
  const isWaiting = text('State') === 'Waiting';
  return runs.flatMap((run, index) => {
    if (!run) return [];
    // The id is that of the last container: while the next one is waited for, it is the one that has ended.
    const id = index === 0 || isWaiting ? own : null;
    return [
      {
        ...NOTHING_TOLD,
        by: 'kubectl describe',
        id,
        at,
        names: podNames(pod.namespace, pod.pod, pod.name),
        image: text('Image'),
        pod,
        restarts: id === own ? wholeNumber(text('Restart Count')) : null,
        run,
      },
    ];
  });
}

function runOf(values: ReadonlyMap<string, Value>, owner: string): ToldRun | null {
  const state = values.get(owner);
  const text = (name: string): string | null => values.get(`${owner}/${name}`)?.text ?? null;
  const started = readMoment(text('Started'));
  if (state?.text === 'Running') return { ...NO_RUN, state: 'running', started, at: state.at };
  if (state?.text !== 'Terminated') return null;
  const at = values.get(`${owner}/Exit Code`)?.at ?? state.at;
  const [reason, message] = [text('Reason'), text('Message')];
  const exitCode = wholeNumber(text('Exit Code'));
  return terminated({ started, finished: readMoment(text('Finished')), exitCode, message, reason }, at);
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
