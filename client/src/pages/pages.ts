// Pages about a case: each answers a question beside the logs, and is written anew when its case has changed.
import * as vscode from 'vscode';
import { containerOfLens, readPage, type LensRef, type PageQuestion } from '../../../server/src/protocol';
import type { ContainerNode } from '../containers/model';
import type { Navigation } from '../containers/navigation';
import { caseMeant, choiceOf, containerMeant, pickContainer, type ContainerChoice } from '../containers/pick';
import type { Server } from '../server';
import type { Pins } from '../pins/pins';
import { FollowingPage } from './following';
import { PANEL_OPTIONS, pagePanel, VIEW_TYPE, type PageActions, type PagePanel } from './panel';

export class Pages implements vscode.Disposable {
  /** The open panels by their question. */
  readonly #open = new Map<string, PagePanel>();
  readonly #listener: vscode.Disposable;
  readonly #actions: PageActions;
  readonly #following: FollowingPage;

  constructor(
    private readonly server: Server,
    navigation: Navigation,
    pins: Pins,
    report: (error: unknown) => void,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#actions = {
      open: (at, column) => void navigation.revealBeside({ at }, column).catch(report),
      pin: ({ text, at }) => {
        const { uri, range } = server.location(at);
        pins.pin({ uri, lineNumber: range.start.line + 1, suggestion: text }).catch(report);
      },
    };
    this.#following = new FollowingPage(server, this.#actions, log);
    this.#listener = server.onDidChangeCases(() => this.#readAgain());
  }

  /** Shows why a container died: that of a row or a lens, else the one at the cursor, else the one that the user picks. */
  async explain(target?: ContainerNode | LensRef): Promise<void> {
    const title = vscode.l10n.t('Why Did It Die?');
    const chosen =
      target && 'lens' in target
        ? await this.server.ask(containerOfLens, target)
        : await containerMeant(this.server, target, title, vscode.l10n.t('The container that died'));
    if (!chosen) return;
    await this.#show(chosen.container.slice(0, 12), { case: chosen.case, kind: 'why', containers: [chosen.container] });
  }

  /** Shows beside the logs why the container at the cursor died, and goes along with the cursor. */
  follow(): void {
    this.#following.show();
  }

  /** Shows what happened on several nodes of a case alike. */
  async fleet(): Promise<void> {
    const item = await caseMeant(this.server, vscode.l10n.t('Show Fleet'));
    if (item)
      await this.#show(vscode.l10n.t('Fleet: {0}', item.name), { case: item.uri, kind: 'fleet', containers: [] });
  }

  /** Shows two containers side by side: the rows that are selected, else those that the user picks. */
  async compare(node?: ContainerNode, selected: readonly ContainerNode[] = []): Promise<void> {
    const title = vscode.l10n.t('Compare Timelines');
    const chosen = (selected.length > 1 ? selected : node ? [node] : []).map(choiceOf);
    const first = chosen[0] ?? (await pickContainer(this.server, title, vscode.l10n.t('The container that died')));
    if (!first) return;
    const isOther = ({ case: uri, container }: ContainerChoice): boolean =>
      uri === first.case && container !== first.container;
    const beside = vscode.l10n.t('The container to see beside {0}', first.label);
    const second = chosen[1] ?? (await pickContainer(this.server, title, beside, isOther));
    if (!second) return;
    const containers = [first.container, second.container];
    await this.#show(`${first.label} · ${second.label}`, { case: first.case, kind: 'timelines', containers });
  }

  dispose(): void {
    this.#listener.dispose();
    this.#following.dispose();
    for (const { panel } of this.#open.values()) panel.dispose();
  }

  /** Brings the page of a question to the front, or makes it. */
  async #show(title: string, question: PageQuestion): Promise<void> {
    const key = JSON.stringify(question);
    const known = this.#open.get(key);
    if (known) {
      known.panel.reveal();
      return;
    }
    const text = await this.server.ask(readPage, question);
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, title, vscode.ViewColumn.Active, PANEL_OPTIONS);
    const page = pagePanel(panel, this.#actions);
    this.#open.set(key, page);
    panel.onDidDispose(() => this.#open.delete(key));
    await page.show(text);
  }

  /** A page whose case is gone keeps what it says: the reader may still be reading. */
  #readAgain(): void {
    for (const [key, page] of this.#open) {
      this.server
        .ask(readPage, JSON.parse(key) as PageQuestion)
        .then(text => page.show(text))
        .catch((error: unknown) => this.log.warn(`${page.panel.title}: ${String(error)}`));
    }
  }
}
