// The trace of what client and server say to each other, switched by nodelog.trace.server and written to the one log.
import * as vscode from 'vscode';

const SETTING = 'nodelog.trace.server';

/**
 * The channel that the client library traces to. Since its version 10 the library traces only into a channel whose
 * level is Trace, and into such a one even where the setting says off; so this one's level follows the setting.
 */
export function traceChannel(
  log: vscode.LogOutputChannel,
  subscriptions: vscode.Disposable[],
): vscode.LogOutputChannel {
  const changed = new vscode.EventEmitter<vscode.LogLevel>();
  const listener = vscode.workspace.onDidChangeConfiguration(change => {
    if (change.affectsConfiguration(SETTING)) changed.fire(level());
  });
  subscriptions.push(changed, listener);
  return new Proxy(log, {
    get(target, property) {
      if (property === 'logLevel') return level();
      if (property === 'onDidChangeLogLevel') return changed.event;
      if (property === 'trace') return target.info.bind(target);
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

function level(): vscode.LogLevel {
  const off = vscode.workspace.getConfiguration().get(SETTING, 'off') === 'off';
  return off ? vscode.LogLevel.Info : vscode.LogLevel.Trace;
}
