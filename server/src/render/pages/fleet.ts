// What happened on several nodes alike, as a page: what is counted over nodes, then the table of nodes.
import { isoUtc } from '../../log/time';
import { message } from '../../message';
import { FLEET_VERSIONS, type Fleet, type FleetGroup } from '../../report/fleet';
import { escapeMarkdown } from '../markdown';
import { text } from '../text';
import { notReadParagraph, table, type PlaceLinks } from './page';

/** The page in Markdown, with the names of files that were not read; where there is but one node it says so, and how others are added. */
export function fleetPage({ nodes, groups, rows }: Fleet, notRead: readonly string[], links: PlaceLinks): string {
  if (nodes.length < 2) {
    const found = message(nodes.length === 0 ? 'fleet.none' : 'fleet.one', { node: nodes[0] ?? '' });
    const said = [found, message('fleet.how')].map(one => escapeMarkdown(text(one)));
    return [`# ${escapeMarkdown(text(message('fleet.page')))}`, ...said, ...notReadParagraph(notRead), ''].join('\n\n');
  }
  const heads = [message('fleet.node'), message('fleet.cause'), message('fleet.count')].map(head => text(head));
  const [node = '', cause = '', count = ''] = heads;
  const told = groups.map(group => `- ${links.to(groupText(group, nodes.length), group.at)}`);
  const nothing = escapeMarkdown(text(message('fleet.nothing')));
  const cells = rows.map(row => [
    escapeMarkdown(row.node),
    ...FLEET_VERSIONS.map(program => escapeMarkdown(row.versions[program] ?? '?')),
    row.cause === null ? '–' : escapeMarkdown(text(message(`container.cause.${row.cause}`))),
    String(row.count),
  ]);
  return [
    `# ${escapeMarkdown(text(message('fleet.page.nodes', { count: nodes.length })))}`,
    told.length > 0 ? told.join('\n') : nothing,
    `## ${escapeMarkdown(text(message('fleet.nodes')))}`,
    table([node, ...FLEET_VERSIONS, cause, count], cells),
    ...notReadParagraph(notRead),
    '',
  ].join('\n\n');
}

/** "containerd#2969 on 14 of 60 nodes, 20 times, first on gpu-7 (2020-02-25T14:07:13Z)". */
export function groupText({ kind, name, count, nodes, first }: FleetGroup, of: number): string {
  const said = kind === 'cause' ? message(`container.cause.${name}`) : name;
  const counted = { name: said, nodes: nodes.length, of, count, first: nodes[0] ?? '?' };
  const what = kind === 'cause' ? 'ended' : kind;
  return text(
    first === null
      ? message(`fleet.${what}.undated`, counted)
      : message(`fleet.${what}`, { ...counted, time: isoUtc(first) }),
  );
}
