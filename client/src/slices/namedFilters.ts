// Filters that the user has given names, kept for the workspace: not in its folder, which may be evidence, or read-only.
import * as vscode from 'vscode';

const KEY = 'nodelog.filters';

export interface NamedFilter {
  readonly name: string;
  readonly filter: string;
}

export class NamedFilters implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(private readonly memory: vscode.Memento) {}

  /** In the order of their names. */
  get all(): readonly NamedFilter[] {
    return this.memory.get<NamedFilter[]>(KEY, []);
  }

  /** Asks for a name and keeps a filter under it; a name that is taken is given to the new one. */
  async save(filter: string, before?: NamedFilter): Promise<void> {
    const name = await vscode.window.showInputBox({
      title: before ? vscode.l10n.t('Rename Filter') : vscode.l10n.t('Save Filter'),
      prompt: filter,
      value: before?.name ?? '',
      validateInput: value => (value.trim() === '' ? vscode.l10n.t('A name is missing') : undefined),
    });
    if (name === undefined) return;
    const others = this.all.filter(known => known.name !== name.trim() && known.name !== before?.name);
    await this.#keep([...others, { name: name.trim(), filter }]);
  }

  async remove({ name }: NamedFilter): Promise<void> {
    await this.#keep(this.all.filter(known => known.name !== name));
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #keep(filters: readonly NamedFilter[]): Promise<void> {
    await this.memory.update(
      KEY,
      [...filters].sort((a, b) => a.name.localeCompare(b.name)),
    );
    this.#changed.fire();
  }
}
