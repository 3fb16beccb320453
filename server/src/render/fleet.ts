// What happened on several nodes alike, as Markdown: what is counted over nodes, then the table of nodes.
import { isoUtc } from '../log/time';
import { message } from '../message';
import { FLEET_PROGRAMS, type Fleet, type FleetGroup } from '../report/fleet';
import { escapeMarkdown } from './markdown';
import { text } from './text';

/** Nothing where there is but one node. */
export function fleetMarkdown(fleet: Fleet): string {
  if (fleet.nodes.length < 2) return '';
  const title = escapeMarkdown(text(message('fleet.title', { count: fleet.nodes.length })));
  const lines = fleet.groups.map(group => `- ${escapeMarkdown(groupText(group, fleet.nodes.length))}`);
  const heads = [
    text(message('fleet.node')),
    ...FLEET_PROGRAMS,
    text(message('fleet.cause')),
    text(message('fleet.count')),
  ];
  const rows = fleet.rows.map(({ node, versions, cause, count }) =>
    tableRow([node, ...FLEET_PROGRAMS.map(program => versions[program] ?? '?'), cause, String(count)]),
  );
  const rule = `|${heads.map(() => '---').join('|')}|`;
  return [`## ${title}`, '', ...lines, '', tableRow(heads), rule, ...rows, ''].join('\n');
}

/** "containerd#2969 on 14 of 60 nodes, 20 times, first on gpu-7 (2020-02-25T14:07:13Z)". */
export function groupText({ kind, name, count, nodes, first }: FleetGroup, of: number): string {
  const counted = { name, nodes: nodes.length, of, count, first: nodes[0] ?? '?' };
  const what = kind === 'cause' ? 'ended' : kind;
  const said =
    first === null
      ? message(`fleet.${what}.undated`, counted)
      : message(`fleet.${what}`, { ...counted, time: isoUtc(first) });
  return text(said);
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map(escapeMarkdown).join(' | ')} |`;
}
