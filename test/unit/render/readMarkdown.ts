// Markdown as VS Code's preview reads it, HTML and all.
import MarkdownIt from 'markdown-it';

const parser = new MarkdownIt({ html: true, linkify: true });
parser.linkify.set({ fuzzyLink: false });

interface Read {
  /** What it is made of: types of tokens but those of plain text, in order. */
  readonly types: readonly string[];
  /** What a reader sees, but for what stands in blocks of code. */
  readonly text: string;
  /** Where its links lead. */
  readonly links: readonly string[];
  /** The blocks of code. */
  readonly blocks: readonly string[];
}

export function readMarkdown(markdown: string): Read {
  const tokens = parser.parse(markdown, {}).flatMap(token => [token, ...(token.children ?? [])]);
  const isText = (type: string): boolean => type === 'text' || type === 'code_inline';
  return {
    types: tokens.map(({ type }) => type).filter(type => !isText(type)),
    text: tokens.flatMap(({ type, content }) => (isText(type) ? [content] : [])).join(''),
    links: tokens.flatMap(token => (token.type === 'link_open' ? [token.attrGet('href') ?? ''] : [])),
    blocks: tokens.flatMap(({ type, content }) => (type === 'fence' ? [content] : [])),
  };
}
