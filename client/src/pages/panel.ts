// A page in a panel of its own: Markdown of the server as the editor's Markdown renders it, whose links lead into logs.
import * as vscode from 'vscode';
import { PIN_LINK, PLACE_LINK } from '../../../server/src/place';
import type { PageText } from '../../../server/src/protocol';

export const VIEW_TYPE = 'nodelog.page';
export const PANEL_OPTIONS: vscode.WebviewPanelOptions = { enableFindWidget: true };

/** What the script of a panel tells: the target of a link that was clicked. */
interface Clicked {
  readonly target: string;
}

/** What a click on a link does. */
export interface PageActions {
  /** Opens a place in a column; beside the page where none is given. */
  readonly open: (place: PageText['places'][number], column?: vscode.ViewColumn) => void;
  readonly pin: (claim: PageText['claims'][number]) => void;
}

export interface PagePanel {
  readonly panel: vscode.WebviewPanel;
  /** Shows a text in place of what is shown. */
  show(page: PageText): Promise<void>;
}

/** Makes what a panel shows. Ends with the panel. */
export function pagePanel(panel: vscode.WebviewPanel, { open, pin }: PageActions): PagePanel {
  let shown: Pick<PageText, 'places' | 'claims'> = { places: [], claims: [] };
  panel.webview.options = { enableScripts: true, localResourceRoots: [] };
  panel.webview.onDidReceiveMessage(({ target }: Clicked) => {
    const place = shown.places[numberIn(target, PLACE_LINK)];
    const claim = shown.claims[numberIn(target, PIN_LINK)];
    if (place) open(place);
    if (claim) pin(claim);
  });
  return {
    panel,
    show: async page => {
      // The editor's own renderer lets neither HTML nor addresses of commands through.
      const body = await vscode.commands.executeCommand<string>('markdown.api.render', page.markdown);
      shown = page;
      panel.webview.html = htmlOf(body, panel.title);
    },
  };
}

/** The number behind a kind of link; NaN where the target is another one. */
function numberIn(target: string, kind: string): number {
  return target.startsWith(kind) ? Number(target.slice(kind.length)) : NaN;
}

/** The document around the rendered text. Nothing is loaded, and no script runs but the one below. */
function htmlOf(body: string, title: string): string {
  const nonce = crypto.randomUUID();
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<title>${title.replace(/[<&]/g, '')}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>${body}</main>
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>`;
}

const STYLE = `
main { max-width: 70em; padding: 0 1em 2em; line-height: 1.5; }
h1 { font-size: 1.6em; font-weight: normal; }
h2 { font-size: 1.2em; margin-top: 1.6em; }
table { border-collapse: collapse; }
th { text-align: left; }
th, td { padding: 0.25em 1em 0.25em 0; border-bottom: 1px solid var(--vscode-editorWidget-border); vertical-align: top; }
td:first-child { white-space: nowrap; color: var(--vscode-descriptionForeground); }
code { overflow-wrap: anywhere; }
pre { padding: 0.6em; background: var(--vscode-textCodeBlock-background); overflow-x: auto; }
`;

const SCRIPT = `
const editor = acquireVsCodeApi();
document.addEventListener('click', event => {
  const link = event.target.closest('a[href^="${PLACE_LINK}"], a[href^="${PIN_LINK}"]');
  if (!link) return;
  event.preventDefault();
  editor.postMessage({ target: link.getAttribute('href') });
});
`;
