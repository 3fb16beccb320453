// The documents that are open in the editor, each read once per version.
import { TextDocuments, type Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { RulesDocument } from '../auditRules/document';
import type { Case } from '../casefile/case';
import { NO_TIME_GIVEN, type GivenTime } from '../log/timeline';
import { correctionOf } from '../log/timeRules';
import { fileName } from '../place';
import { LogDocument, type LineSource } from '../reading/document';
import type { LanguageId } from '../protocol';
import { filePath } from './fileUri';
import { parseSliceUri } from './sliceUri';
import { timesOf, type Settings, type SettingsStore } from './settings';

const RULES: LanguageId = 'nodelog-audit-rules';
const LOGS: readonly string[] = ['nodelog-audit', 'nodelog-daemon'] satisfies LanguageId[];

export class Documents {
  readonly open = new TextDocuments(TextDocument);
  private readonly read = new Map<string, { readonly version: number; readonly log: LogDocument }>();

  /** What the settings say of the times of documents that no case has read. */
  private readonly set = new Map<string, { readonly settings: Settings; readonly given: GivenTime }>();
  private readonly readRules = new Map<string, { readonly version: number; readonly rules: RulesDocument }>();

  /** Which case a document is in; set when there are cases. */
  cases: { readonly of: (uri: string) => Pick<Case, 'givenTime'> | null } | null = null;

  constructor(
    connection: Connection,
    private readonly settings: SettingsStore,
  ) {
    this.open.onDidClose(({ document }) => {
      this.read.delete(document.uri);
      this.readRules.delete(document.uri);
      this.set.delete(document.uri);
    });
    this.open.listen(connection);
  }

  /** An open log, read; null for documents of other languages and for those that are not open. */
  async log(uri: string): Promise<LogDocument | null> {
    const document = this.open.get(uri);
    if (!document || !LOGS.includes(document.languageId)) {
      return null;
    }
    const given = await this.givenTime(uri);
    const known = this.read.get(uri);
    if (known?.version === document.version) {
      known.log.given = given;
      return known.log;
    }
    // Lines of a slice are none of its file's: it calls itself by its uri.
    const file = parseSliceUri(uri) ? uri : (filePath(uri) ?? uri);
    const log = new LogDocument(file, linesOf(document), given);
    this.read.set(uri, { version: document.version, log });
    return log;
  }

  /** What the settings say of a document's time, and its case, where it is in one. */
  async givenTime(uri: string): Promise<GivenTime> {
    const file = filePath(uri);
    const inCase = await this.cases?.of(uri)?.givenTime(file);
    if (inCase) return inCase;
    const settings = await this.settings.get(uri);
    const known = this.set.get(uri);
    if (known?.settings === settings) return known.given;
    const { zone, offsets } = timesOf(settings);
    const own = correctionOf(offsets, fileName(file ?? uri));
    const given = { ...NO_TIME_GIVEN, ...own, zone: own.zone ?? zone };
    this.set.set(uri, { settings, given });
    return given;
  }

  /** An open file of audit rules, read; null for documents of other languages and for those that are not open. */
  rules(uri: string): RulesDocument | null {
    const document = this.open.get(uri);
    if (document?.languageId !== RULES) {
      return null;
    }
    const known = this.readRules.get(uri);
    if (known?.version === document.version) {
      return known.rules;
    }
    const rules = new RulesDocument(filePath(uri) ?? uri, linesOf(document));
    this.readRules.set(uri, { version: document.version, rules });
    return rules;
  }

  /** The uris of all open logs. */
  logs(): string[] {
    return this.uris(LOGS);
  }

  /** The uris of all open files of audit rules. */
  ruleFiles(): string[] {
    return this.uris([RULES]);
  }

  private uris(languages: readonly string[]): string[] {
    return this.open
      .all()
      .filter(document => languages.includes(document.languageId))
      .map(document => document.uri);
  }
}

function linesOf(document: TextDocument): LineSource {
  const end = { line: 0, character: Number.MAX_SAFE_INTEGER };
  return {
    lineCount: document.lineCount,
    text: () => document.getText(),
    line: index =>
      document.getText({ start: { line: index, character: 0 }, end: { ...end, line: index } }).replace(/[\r\n]+$/, ''),
  };
}
