// Document links: from the file and line of a frame to its source, looked for when the link is followed.
import type { DocumentLink } from 'vscode-languageserver';
import { framesOf } from '../golang/traceback';
import { message } from '../message';
import { lessonStepDone } from '../protocol';
import type { LogDocument } from '../reading/document';
import { text } from '../render/text';
import { inBackground } from '../services/background';
import { modulesOf } from '../services/settings';
import { moduleOf } from '../source/moduleFile';
import type { ModuleTable } from '../source/moduleTable';
import type { Feature } from './feature';

/** The editor asks for all links of a document at once: a dump has more than it can draw. */
const MAX_LINKS = 5000;

/** What a link keeps for later: the line of the log that its frame's file stands on. */
interface Origin {
  readonly uri: string;
  readonly line: number;
}

export const documentLink: Feature = {
  capabilities: { documentLinkProvider: { resolveProvider: true } },
  register({ connection, documents, settings, sources }) {
    connection.onDocumentLinks(async ({ textDocument: { uri } }) => {
      const log = await documents.log(uri);
      return log ? linksOf(log, uri, modulesOf(await settings.get(uri))) : null;
    });
    connection.onDocumentLinkResolve(async link => {
      const { uri, line } = link.data as Origin;
      const frame = (await documents.log(uri))?.frame(line)?.frame;
      const jump = frame && (await sources.locate(frame, uri));
      if (!jump || jump.uri === null) {
        return link;
      }
      if (typeof jump.location?.text === 'string') {
        inBackground(connection, connection.sendNotification(lessonStepDone, { step: 'sourceReached', uri }));
      }
      return { ...link, target: `${jump.uri}#L${String(jump.line)}` };
    });
  },
};

/** The links of a log's first frames whose module is known. */
function linksOf(log: LogDocument, uri: string, table: ModuleTable): DocumentLink[] {
  const links: DocumentLink[] = [];
  for (const { traceback } of log.contents.tracebacks) {
    for (const frame of framesOf(traceback)) {
      if (links.length === MAX_LINKS) {
        return links;
      }
      const file = moduleOf(frame, table);
      const { line, start, end } = frame.fileAt;
      if (file) {
        links.push({
          range: { start: { line, character: start }, end: { line, character: end } },
          tooltip: text(message('trace.link', { path: file.path, line: frame.line, module: file.module })),
          data: { uri, line } satisfies Origin,
        });
      }
    }
  }
  return links;
}
