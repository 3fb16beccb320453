// From a row of the Containers view into the logs: to an event's line, and to all that means a container.
import * as vscode from 'vscode';
import { containerReferences, type EventItem } from '../../../server/src/protocol';
import { DOCUMENT_SELECTOR, type LanguageDetection } from '../languages';
import type { Server } from '../server';
import type { ContainerNode } from './model';

/** What the row of an event hands to its command. */
export type EventTarget = Pick<EventItem, 'kind' | 'at'>;

export class Navigation {
  constructor(
    private readonly server: Server,
    private readonly detection: LanguageDetection,
  ) {}

  /**
   * Opens an event's line in a preview tab and selects it. The focus stays in the view, so that the arrow keys walk
   * on; a second click or Enter on the same event takes it into the editor. (By vscode.open, since that also opens
   * files too large to be handed to extensions.)
   */
  async reveal({ at }: Pick<EventTarget, 'at'>): Promise<void> {
    const { uri, range } = this.server.location(at);
    const shown = vscode.window.activeTextEditor;
    const again = shown?.document.uri.toString() === uri.toString() && shown.selection.start.isEqual(range.start);
    await vscode.commands.executeCommand('vscode.open', uri, {
      selection: range,
      preview: true,
      preserveFocus: !again,
    });
  }

  /** Opens a line beside the page that names it, or in the column of the logs; the page's place in the window is kept. */
  async revealBeside({ at }: Pick<EventTarget, 'at'>, viewColumn = vscode.ViewColumn.Beside): Promise<void> {
    const { uri, range } = this.server.location(at);
    await vscode.commands.executeCommand('vscode.open', uri, {
      selection: range,
      preview: true,
      viewColumn,
    });
  }

  /** Lists in the References view all that means a container; as a peek where no language of ours reads the log. */
  async findReferences(node: ContainerNode): Promise<void> {
    const query = { case: node.case.uri, container: node.container.id };
    const places = await this.server.ask(containerReferences, query);
    const locations = places.map(place => this.server.location(place));
    const [first] = locations;
    if (!first) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('No line was found that names {0}.', node.container.label),
      );
      return;
    }
    const start = first.range.start;
    const editor = await vscode.window.showTextDocument(first.uri, { selection: new vscode.Range(start, start) });
    await this.detection.settled(editor.document);
    if (vscode.languages.match(DOCUMENT_SELECTOR, editor.document)) {
      await vscode.commands.executeCommand('references-view.findReferences');
    } else {
      await vscode.commands.executeCommand('editor.action.showReferences', first.uri, start, locations);
    }
  }

  /** Puts all digits that are known of a container's id on the clipboard. */
  async copyId(node: ContainerNode): Promise<void> {
    await vscode.env.clipboard.writeText(node.container.id);
  }
}
