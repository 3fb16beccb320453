// --since, --until, --node, --cause: which containers are asked for.
import { CAUSES, type Container, type Run } from '../containers/model';
import { NS_PER_SECOND } from '../log/time';
import { message } from '../message';
import { text } from '../render/text';
import { UsageError, type CommandInput } from './context';

export const SELECTION_OPTIONS: readonly string[] = ['since', 'until', 'node', 'cause'];
export const SELECTION_USAGE = '[--since TIME] [--until TIME] [--node NODE] [--cause CAUSE]';

/** Whether a container is asked for. Throws a UsageError for values that mean nothing. */
export function selectionOf(input: Pick<CommandInput, 'values'>): (container: Container) => boolean {
  const since = timeOf(input, 'since');
  const until = timeOf(input, 'until');
  const nodes = input.values('node');
  const causes = input.values('cause');
  for (const value of causes) {
    if (!CAUSES.some(cause => cause === value)) {
      throw new UsageError(text(message('cli.bad-cause', { causes: CAUSES.join(', '), value })));
    }
  }
  const fits = ({ cause }: Run): boolean => causes.length === 0 || causes.includes(cause);
  return container =>
    (nodes.length === 0 || (container.node !== null && nodes.includes(container.node))) &&
    (since === null || (container.last !== null && container.last.ns >= since)) &&
    (until === null || (container.first !== null && container.first.ns <= until)) &&
    container.runs.some(fits);
}

/** A time in UTC where it names no zone; nanoseconds since the epoch. */
function timeOf(input: Pick<CommandInput, 'values'>, option: string): bigint | null {
  const value = input.values(option).at(-1);
  if (value === undefined) return null;
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(value) || !value.includes(':') ? value : `${value}Z`;
  const ms = /^\d{4}-\d\d/.test(value) ? Date.parse(zoned.replace(' ', 'T')) : NaN;
  if (Number.isNaN(ms)) throw new UsageError(text(message('cli.bad-time', { option: `--${option}`, value })));
  return BigInt(ms) * (NS_PER_SECOND / 1000n);
}
