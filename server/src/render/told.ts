// Messages with commands in them, in Markdown: a command stands in a block of its own, exactly as it is to be typed.
import type { Message } from '../message';
import { escapeMarkdown, fence } from './markdown';
import { piecesOf } from './text';

/** What stands between two commands of one block. */
const BETWEEN = /^[\s;,]*$/;

/** A point of a list, with its blocks below each other. `shown` is what is shown of a text, its escaping apart. */
export function toldPoint(said: Message, shown: (text: string) => string): string {
  const [first = '', ...others] = blocksOf(said, shown);
  const indented = others.map(block => `\n\n${block.replace(/^/gm, '  ')}`);
  return `- ${first.replace(/\n/g, '\n  ')}${indented.join('')}`;
}

function blocksOf(said: Message, shown: (text: string) => string): string[] {
  const blocks: string[] = [];
  let commands: string[] = [];
  const close = (): void => {
    if (commands.length > 0) blocks.push(fence(commands.join('\n'), 'sh'));
    commands = [];
  };
  for (const { text, isCommand } of piecesOf(said)) {
    if (isCommand) {
      commands.push(shown(text));
    } else if (!BETWEEN.test(text)) {
      close();
      blocks.push(escapeMarkdown(shown(text.replace(/^[;,]\s*/, ''))));
    }
  }
  close();
  return blocks;
}
