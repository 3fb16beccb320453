// What was measured, and the table that shows it: medians and ranges, without a judgement.

type Unit = 'ms' | 's' | 'MB/s' | 'frames/s' | 'MB' | 'kB' | '';

/** Samples of one thing; `missing` says why there are none. */
export interface Figure {
  readonly what: string;
  readonly unit: Unit;
  readonly samples: readonly number[];
  readonly missing?: string;
}

/** Figures under one heading. */
export interface Section {
  readonly title: string;
  readonly figures: readonly Figure[];
}

/** With fewer samples than this, 95 % of them are all of them. */
const FEWEST_FOR_95 = 20;

/** The value below which a share (0 to 1) of the samples lies, by nearest rank. */
function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** One markdown table; its columns are padded, so that it can be read as it is printed. */
export function renderTable(sections: readonly Section[]): string {
  const head = ['', 'median', '95 %', 'range', 'samples'];
  const body = sections.flatMap(({ title, figures }) => [[`**${title}**`, '', '', '', ''], ...figures.map(cells)]);
  const widths = head.map((name, column) => Math.max(name.length, ...body.map(row => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  const reasons = sections.flatMap(({ figures }) =>
    figures.flatMap(({ what, missing }) => (missing === undefined ? [] : [`- ${what}: not measured. ${missing}`])),
  );
  return [line(head), line(rule), ...body.map(line), ...(reasons.length > 0 ? ['', ...reasons] : [])].join('\n');
}

function cells({ what, unit, samples, missing }: Figure): string[] {
  if (missing !== undefined || samples.length === 0) return [what, '-', '-', '-', '0'];
  const median = `${digits(percentile(samples, 0.5))} ${unit}`.trimEnd();
  const high = samples.length < FEWEST_FOR_95 ? '' : `${digits(percentile(samples, 0.95))} ${unit}`.trimEnd();
  const range = `${digits(Math.min(...samples))} to ${digits(Math.max(...samples))}`;
  return [what, median, high, samples.length === 1 ? '' : range, String(samples.length)];
}

/** Three digits that count; more only in front of the point. */
function digits(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2);
}
