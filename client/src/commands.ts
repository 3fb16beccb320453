// Every command of package.json with what it does; a test compares the table's keys with package.json.
import type * as vscode from 'vscode';
import type { AuditRules } from './auditRules';
import type { Cases } from './containers/cases';
import type { CaseNode, ContainerNode, MoreNode } from './containers/model';
import type { EventTarget, Navigation } from './containers/navigation';
import type { ContainersView } from './containers/view';
import type { LanguageDetection } from './languages';
import type { Lesson } from './lesson';
import type { Pages } from './pages/pages';
import type { Reports } from './report';
import type { LineTarget, Pins } from './pins/pins';
import type { Server } from './server';
import type { ChangedSince } from './source/changedSince';
import type { NamedFilter, NamedFilters } from './slices/namedFilters';
import type { Slices } from './slices/slices';
import type { FilterNode } from './slices/view';
import type { SourceDialog } from './source/dialog';
import { placeOf } from './source/framePlace';
import type { FrameRef, TraceRef } from '../../server/src/traceProtocol';
import type { LensRef, TimeOffset } from '../../server/src/protocol';
import type { Times } from './times';
import type { TraceActions } from './traces/actions';
import type { FrameNode, MoreNode as TraceMoreNode, TraceNode } from './traces/model';
import type { Review } from './traces/review';
import type { TracesView } from './traces/view';

/** What the commands work on. */
export interface Parts {
  readonly server: Server;
  readonly log: Pick<vscode.LogOutputChannel, 'show'>;
  readonly cases: Cases;
  readonly view: ContainersView;
  readonly navigation: Navigation;
  readonly auditRules: AuditRules;
  readonly pages: Pages;
  readonly pins: Pins;
  readonly reports: Reports;
  readonly detection: LanguageDetection;
  readonly dialog: SourceDialog;
  readonly changedSince: ChangedSince;
  readonly lesson: Lesson;
  readonly traces: TracesView;
  readonly review: Review;
  readonly actions: TraceActions;
  readonly times: Times;
  readonly slices: Slices;
  readonly filters: NamedFilters;
}

/** Gets what VS Code hands over: the row where the command was chosen and the rows that are selected, or the arguments of a row's own command. */
export type Handler = (argument?: unknown, selected?: unknown) => unknown;

/** The handlers by command id. The arguments are of the types that the rows which name the command hand over. */
export function commandTable(parts: Parts): Readonly<Record<string, Handler>> {
  const {
    server,
    log,
    cases,
    view,
    navigation,
    auditRules,
    pages,
    pins,
    reports,
    detection,
    dialog,
    changedSince,
    lesson,
    traces,
    review,
    actions,
    times,
    slices,
    filters,
  } = parts;
  return {
    'nodelog.case.openFolder': folder => cases.openFolder(folder as vscode.Uri | undefined),
    'nodelog.case.openFolderOfFile': file => cases.openFolderOfFile(file as vscode.Uri | undefined),
    'nodelog.case.refresh': () => cases.refresh(),
    'nodelog.case.close': row => cases.close((row as CaseNode).case.uri),
    'nodelog.containers.showMore': row => view.showMore(row as MoreNode),
    'nodelog.containers.copyId': row => navigation.copyId(row as ContainerNode),
    'nodelog.containers.findReferences': row => navigation.findReferences(row as ContainerNode),
    'nodelog.auditRules.writeForKiller': row => auditRules.writeForKiller(row as ContainerNode | undefined),
    'nodelog.containers.explain': row => pages.explain(row as ContainerNode | LensRef | undefined),
    'nodelog.containers.explainFollowing': () => pages.follow(),
    'nodelog.containers.fleet': () => pages.fleet(),
    'nodelog.pins.pin': target => pins.pin(target as LineTarget | undefined),
    'nodelog.pins.remove': target => pins.remove(target as LineTarget | undefined),
    'nodelog.pins.show': () => pins.show(),
    'nodelog.report.write': row => reports.write(row as ContainerNode | undefined, false),
    'nodelog.report.writeRedacted': row => reports.write(row as ContainerNode | undefined, true),
    'nodelog.containers.filter': () => view.filter(),
    'nodelog.containers.filterByTime': () => view.filterByTime(),
    'nodelog.containers.clearFilter': () => view.clearFilter(),
    'nodelog.containers.sort': () => view.sort(),
    'nodelog.containers.groupByNode': () => view.groupByNode(true),
    'nodelog.containers.ungroup': () => view.groupByNode(false),
    'nodelog.containers.compare': (row, rows) =>
      pages.compare(row as ContainerNode | undefined, rows as readonly ContainerNode[] | undefined),
    'nodelog.event.reveal': async target => {
      const event = target as EventTarget;
      await navigation.reveal(event);
      if (event.kind === 'kill' || event.kind === 'forced-delete') lesson.done('killerFound');
    },
    'nodelog.traces.showMore': row => traces.showMore(row as TraceMoreNode),
    'nodelog.traces.reveal': target => navigation.reveal(target as Pick<EventTarget, 'at'>),
    'nodelog.traces.copyMarkdown': target => actions.copyMarkdown(traceOf(target as TraceNode | TraceRef)),
    'nodelog.traces.showSame': trace => actions.showSame(trace as TraceRef),
    'nodelog.review.open': target => review.open(target as TraceRef | FrameRef),
    'nodelog.traces.review': async row => {
      await traces.focus();
      await review.open(traceOf(row as TraceNode));
    },
    'nodelog.review.nextFrame': () => review.step('next', traces.selected),
    'nodelog.review.previousFrame': () => review.step('previous', traces.selected),
    'nodelog.review.firstFrame': () => review.step('first', traces.selected),
    'nodelog.review.faultingFrame': () => review.step('fault', traces.selected),
    'nodelog.review.end': () => review.end(),
    'nodelog.review.skipLibraries': () => review.setSkipLibraries(true),
    'nodelog.review.stopAtLibraries': () => review.setSkipLibraries(false),
    'nodelog.document.readAsNodeLog': () => detection.readAsNodeLog(),
    'nodelog.source.chooseRepository': () => dialog.chooseRepository(),
    'nodelog.source.changedSince': row =>
      changedSince.show(row ? placeOf((row as FrameNode).frame.at) : (changedSince.atCursor() ?? review.place)),
    'nodelog.time.setOffset': offered => times.setOffset(offered as TimeOffset | undefined),
    'nodelog.time.toggleDisplay': () => times.toggleDisplay(),
    'nodelog.slice.choose': uri => slices.choose(uri as vscode.Uri | undefined),
    'nodelog.slice.reveal': () => slices.reveal(),
    'nodelog.slice.nextPage': () => slices.turn(1),
    'nodelog.slice.previousPage': () => slices.turn(-1),
    'nodelog.slice.follow': () => slices.follow(true),
    'nodelog.slice.pause': () => slices.follow(false),
    // The explorer gives the file that was clicked, and all that are selected.
    'nodelog.slice.merge': (_clicked, selected) => slices.merge(selected as readonly vscode.Uri[] | undefined),
    'nodelog.filter.open': uri => slices.filter(uri as vscode.Uri | undefined),
    'nodelog.filter.byContainer': () => slices.narrow('container'),
    'nodelog.filter.byUnit': () => slices.narrow('unit'),
    'nodelog.filter.byTime': () => slices.narrow('window'),
    'nodelog.filter.onlyLike': () => slices.narrow('like'),
    'nodelog.filter.hideLike': () => slices.narrow('hideLike'),
    'nodelog.filter.save': () => slices.save(),
    'nodelog.filter.apply': row => slices.apply(namedOf(row)),
    'nodelog.filter.rename': row => filters.save(namedOf(row).filter, namedOf(row)),
    'nodelog.filter.remove': row => filters.remove(namedOf(row)),
    'nodelog.lesson.openCase': () => lesson.openCase(),
    'nodelog.lesson.open': () => lesson.open(),
    'nodelog.server.restart': () => server.restart(),
    'nodelog.output.show': () => log.show(),
  };
}

/** The filter of a row of the Filters view. */
function namedOf(row: unknown): NamedFilter {
  return (row as Extract<FilterNode, { readonly kind: 'filter' }>).filter;
}

/** The traceback of a row, or the one that a lens names. */
function traceOf(target: TraceNode | TraceRef): TraceRef {
  return 'kind' in target ? target.trace.trace : target;
}
