// Calls whose sentence names nothing but the process.
import type { Told, ToldArguments } from '../words';
import type { CallRow, DescribeCall } from './call';

/** The sentences that need nothing but the process. */
export type Plain = { [Name in Told]: keyof ToldArguments<Name> extends never ? Name : never }[Told];

/** The calls, with the number of one on x86_64 and its sentence. */
export type PlainRow = readonly [calls: readonly string[], name: Plain, number: number, sentence: string];

function plainly(name: Plain): DescribeCall {
  return call => call.told(name, {});
}

export function plainRows(rows: readonly PlainRow[], call: (number: number) => string): CallRow[] {
  return rows.map(([calls, name, number, sentence]) => ({
    calls,
    describe: plainly(name),
    samples: [[sentence, call(number)]],
  }));
}
