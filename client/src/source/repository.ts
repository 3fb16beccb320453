// Gets the repository of a module: a folder that the user chooses, or a clone that the user agrees to.
import * as vscode from 'vscode';
import { checkRepository, cloneProgress, cloneRepository } from '../../../server/src/protocol';
import type { Server } from '../server';

const SETTING = 'source.repositories';

/** Asks for a folder until it holds the module's repository or the user gives up; the folder is then in the setting. */
export async function chooseFolder(server: Server, module: string): Promise<boolean> {
  for (;;) {
    const [folder] =
      (await vscode.window.showOpenDialog({
        canSelectFiles: false,
        canSelectFolders: true,
        title: vscode.l10n.t('Repository of {0}', module),
        openLabel: vscode.l10n.t('Choose Repository'),
      })) ?? [];
    if (!folder) return false;
    const { problem } = await server.ask(checkRepository, { module, folder: folder.fsPath });
    if (problem === null) {
      await remember(module, folder.fsPath);
      return true;
    }
    const again = vscode.l10n.t('Choose Another Folder…');
    if ((await vscode.window.showWarningMessage(problem, again)) !== again) return false;
  }
}

/** Clones the repository below `folder` after a yes, with progress; false where the user or git did not. */
export async function clone(server: Server, module: string, url: string, folder: vscode.Uri): Promise<boolean> {
  const yes = vscode.l10n.t('Clone');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Clone {0}?', url),
    {
      modal: true,
      detail: vscode.l10n.t(
        'The installed git downloads its history into {0}; files, and revisions that are new, are fetched from there when you look at them. Nothing of your logs is sent.',
        folder.fsPath,
      ),
    },
    yes,
  );
  if (answer !== yes) return false;
  const { folder: cloned, problem } = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Cloning {0}', url),
      cancellable: true,
    },
    (progress, token) => cloneWithProgress(server, { module, folder: folder.fsPath }, progress, token),
  );
  if (problem !== null) {
    // Offline, say: a folder that was brought here by other means will do.
    const choose = vscode.l10n.t('Choose a Folder…');
    const chosen = await vscode.window.showErrorMessage(problem, choose);
    return chosen === choose ? chooseFolder(server, module) : false;
  }
  if (cloned === null) return false;
  await remember(module, cloned);
  return true;
}

type Progress = vscode.Progress<{ message?: string; increment?: number }>;

async function cloneWithProgress(
  server: Server,
  what: { readonly module: string; readonly folder: string },
  progress: Progress,
  cancellation: vscode.CancellationToken,
): Promise<{ readonly folder: string | null; readonly problem: string | null }> {
  const token = crypto.randomUUID();
  let shown = 0;
  const listener = server.onProgress(cloneProgress, token, ({ message, percentage }) => {
    const increment = percentage === null ? 0 : Math.max(0, percentage - shown);
    shown += increment;
    progress.report({ message, increment });
  });
  try {
    return await server.ask(cloneRepository, { ...what, token }, cancellation);
  } catch (error) {
    if (cancellation.isCancellationRequested) return { folder: null, problem: null };
    throw error;
  } finally {
    listener.dispose();
  }
}

/** The setting of the user, not of the workspace: a clone serves every case on this machine. */
async function remember(module: string, folder: string): Promise<void> {
  const settings = vscode.workspace.getConfiguration('nodelog');
  const known = settings.inspect<Record<string, string>>(SETTING)?.globalValue ?? {};
  await settings.update(SETTING, { ...known, [module]: folder }, vscode.ConfigurationTarget.Global);
}
