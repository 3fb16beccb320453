// Collects every text that is translated: the strings of vscode.l10n.t in the client, and the server's templates.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { messages } from '../../../server/src/render/messages';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What translators start from: each text as its own translation. */
export const BUNDLE = path.join(ROOT, 'client/l10n/bundle.l10n.json');

/** All texts, each once, in the order of their characters. */
export function translatedTexts(): readonly string[] {
  const client = path.join(ROOT, 'client/src');
  const files = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'));
  const strings = files.flatMap(name => stringsOf(path.join(client, name)));
  return [...new Set([...strings, ...Object.values<string>(messages)])].sort();
}

/** The bundle's content for these texts. */
export function bundleOf(texts: readonly string[]): string {
  return `${JSON.stringify(Object.fromEntries(texts.map(text => [text, text])), null, 2)}\n`;
}

/** The first arguments of the calls of l10n.t in a file; an argument that cannot be read here is an error. */
function stringsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /(?:^|\.)l10n\.t$/.test(node.expression.getText(source))) {
      const [text] = node.arguments;
      if (!text || !ts.isStringLiteralLike(text)) {
        throw new Error(`${file}: l10n.t wants a string literal: ${node.getText(source)}`);
      }
      found.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
