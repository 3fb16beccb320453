// The user's settings as package.json declares them, per document; read again when they change.
import type { Connection } from 'vscode-languageserver';
import type { HintKind } from '../audit/decoding';
import { DEFAULT_BOUNDS, type ArchiveBounds } from '../casefile/archive/bounds';
import type { FindingGroup } from '../findings/model';
import type { TimeSettings } from '../casefile/nodeTimes';
import { parseZone } from '../log/time';
import { message } from '../message';
import { MODULES, type ModuleTable, type UserModule } from '../source/moduleTable';
import { remember } from '../remember';
import type { Clock } from '../render/clock';

/** Section `nodelog` of the settings; package.json holds the same keys and defaults (a test compares them). */
export interface Settings {
  readonly inlayHints: { readonly enabled: boolean; readonly kinds: Readonly<Record<HintKind, boolean>> };
  readonly time: {
    readonly zone: string;
    /** Pattern of paths within the case -> what is known of the times of these files, as parseCorrections reads it. */
    readonly offsets: Readonly<Record<string, string>>;
    readonly display: Clock['display'];
  };
  /** Files in the form of passwd(5) and group(5) that name users and groups of the nodes; empty: those of the case. */
  readonly audit: { readonly passwd: string; readonly group: string };
  readonly case: {
    readonly maxFiles: number;
    readonly maxMegabytes: number;
    /** The beginning of a path -> the name of the node that what lies there comes from. */
    readonly nodes: Readonly<Record<string, string>>;
  };
  /** How far archives and packed files are read. */
  readonly archives: Readonly<Record<'maxMembers' | 'maxMegabytes' | 'maxRatio' | 'maxDepth', number>>;
  readonly source: {
    /** Module -> folder of a clone. */
    readonly repositories: Readonly<Record<string, string>>;
    /** Module -> commit or tag that ran. */
    readonly revisions: Readonly<Record<string, string>>;
    /** Module -> its repository, for modules that the table lacks or that live elsewhere. */
    readonly modules: Readonly<Record<string, UserModule>>;
  };
  readonly codeLens: {
    /** Actions above tracebacks. */
    readonly enabled: boolean;
    /** Of which containers it is told in place what became of them. */
    readonly containers: 'off' | 'died' | 'all';
  };
  readonly review: {
    /** Whether steps skip frames of libraries and of Go's runtime. */
    readonly skipLibraries: boolean;
  };
  readonly diagnostics: Readonly<Record<'panic' | 'sourceDrift' | 'times' | 'deaths' | FindingGroup, Marking>> & {
    /** What is said of audit rules: nothing, what auditctl refuses, or what they do not see too. */
    readonly auditRules: 'off' | 'refused' | 'all';
  };
}

/** How something in a log is marked. */
export type Marking = 'off' | 'hint' | 'warning';

export const DEFAULT_SETTINGS: Settings = {
  inlayHints: {
    enabled: true,
    kinds: {
      signals: true,
      syscalls: true,
      commandLines: true,
      results: true,
      users: true,
      addresses: true,
      modes: false,
      flags: true,
      times: true,
      values: true,
    },
  },
  time: { zone: '', offsets: {}, display: 'node' },
  audit: { passwd: '', group: '' },
  case: { maxFiles: 500, maxMegabytes: 200, nodes: {} },
  archives: {
    maxMembers: DEFAULT_BOUNDS.members,
    maxMegabytes: DEFAULT_BOUNDS.bytes / 1e6,
    maxRatio: DEFAULT_BOUNDS.ratio,
    maxDepth: DEFAULT_BOUNDS.depth,
  },
  source: { repositories: {}, revisions: {}, modules: {} },
  review: { skipLibraries: true },
  codeLens: { enabled: true, containers: 'died' },
  diagnostics: {
    panic: 'warning',
    sourceDrift: 'warning',
    times: 'warning',
    killedInit: 'warning',
    failedPermission: 'hint',
    anomaly: 'hint',
    lostRecords: 'warning',
    knownIssues: 'warning',
    deaths: 'warning',
    auditRules: 'all',
  },
};

/** What settings count in. */
export const MEGABYTE = 1_000_000;

/** Asks the client for settings, once per scope until they change. */
export class SettingsStore {
  private readonly byScope = new Map<string, Promise<Settings>>();
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly connection: Connection) {
    connection.onDidChangeConfiguration(() => {
      this.byScope.clear();
      this.listeners.forEach(listener => {
        listener();
      });
    });
  }

  /** Calls back when settings have changed. (A connection keeps one handler only: a second takes the first one's place.) */
  onChanged(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** The settings for a document or folder; the window's where no uri is given. */
  get(uri = ''): Promise<Settings> {
    return remember(this.byScope, uri, () => this.ask(uri));
  }

  private async ask(uri: string): Promise<Settings> {
    const given = (await this.connection.workspace.getConfiguration(
      uri === '' ? { section: 'nodelog' } : { section: 'nodelog', scopeUri: uri },
    )) as Partial<Settings> | null;
    return {
      inlayHints: {
        enabled: given?.inlayHints?.enabled ?? DEFAULT_SETTINGS.inlayHints.enabled,
        kinds: { ...DEFAULT_SETTINGS.inlayHints.kinds, ...given?.inlayHints?.kinds },
      },
      time: { ...DEFAULT_SETTINGS.time, ...given?.time },
      audit: { ...DEFAULT_SETTINGS.audit, ...given?.audit },
      case: { ...DEFAULT_SETTINGS.case, ...given?.case },
      archives: { ...DEFAULT_SETTINGS.archives, ...given?.archives },
      source: { ...DEFAULT_SETTINGS.source, ...given?.source },
      review: { ...DEFAULT_SETTINGS.review, ...given?.review },
      codeLens: { ...DEFAULT_SETTINGS.codeLens, ...given?.codeLens },
      diagnostics: { ...DEFAULT_SETTINGS.diagnostics, ...given?.diagnostics },
    };
  }
}

const tables = new WeakMap<Settings, ModuleTable>();

/** The table of modules with the user's rows; made once for each reading of the settings. */
export function modulesOf(settings: Settings): ModuleTable {
  const table = tables.get(settings) ?? MODULES.with(settings.source.modules);
  tables.set(settings, table);
  return table;
}

/** How far archives are read, as the user has set it. */
export function archiveBounds({ archives }: Settings): ArchiveBounds {
  const { maxMembers: members, maxMegabytes, maxRatio: ratio, maxDepth: depth } = archives;
  return { members, bytes: maxMegabytes * MEGABYTE, ratio, depth };
}

/** What the user has set of the times of nodes and files. */
export function timesOf({ time }: Settings): TimeSettings {
  const offset = parseZone(time.zone);
  return {
    zone: offset === null ? null : { offset, reason: message('time.fromSetting'), certainty: 'certain', at: null },
    offsets: Object.entries(time.offsets).map(([pattern, value]) => ({ pattern, value })),
  };
}
