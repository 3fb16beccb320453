// What the tests use of markdown-it, which comes without types.
declare module 'markdown-it' {
  interface Token {
    readonly type: string;
    readonly content: string;
    attrGet(name: string): string | null;
    readonly children: readonly Token[] | null;
  }

  export default class MarkdownIt {
    readonly linkify: { set(options: { readonly fuzzyLink: boolean }): void };
    constructor(options: { readonly html: boolean; readonly linkify: boolean });
    parse(markdown: string, env: object): readonly Token[];
  }
}
