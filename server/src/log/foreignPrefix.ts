// What other tools put before the lines of a log: grep its file and line, a mail or an issue its quotes, lists and prompts.

interface PrefixRow {
  readonly form: string;
  /** Sticky; what it matches is taken off. */
  readonly pattern: RegExp;
  readonly samples: readonly string[];
  readonly counterSamples: readonly string[];
}

export const foreignPrefixes: readonly PrefixRow[] = [
  {
    form: 'kubectl logs --prefix',
    pattern: /\[pod\/[^\s[\]]{1,400}\] /y,
    samples: ['[pod/web-5d8b/app] '],
    counterSamples: ['[pod] ', '[pod/a b] '],
  },
  {
    form: 'stern: pod and container',
    pattern: /(?=\S{0,252}-)[a-z0-9][a-z0-9.-]{0,252} [a-z0-9][a-z0-9-]{0,62} /y,
    samples: ['web-5d8b app '],
    counterSamples: ['killed by ', 'Feb 25 '],
  },
  {
    form: 'numbers of cat -n and nl',
    pattern: /[ \t]{0,8}\d{1,9}(?:\t| {2})/y,
    samples: ['     1\t', '12\t', '   100  '],
    counterSamples: ['1 ', 'x\t'],
  },
  {
    form: 'what a file has that was truncated while its program wrote on (logrotate, copytruncate)',
    pattern: /\0+/y,
    samples: ['\0\0\0'],
    counterSamples: ['0'],
  },
  {
    form: 'the file, or the line, or both, of grep -n, zgrep, rg and less -N, with - for lines of context',
    pattern: /(?:[^\s:"'=[\]{}()|]{1,255}?[:-])?\d{1,9}[:-](?:\d{1,6}:)?\s?|[^\s:"'=[\]{}()|]{1,255}:\s?/y,
    samples: ['messages-20240101.gz:7612:', '7612:', 'var/log/messages-7612-', 'dockerd.log:12:5:', 'messages:'],
    counterSamples: ['key="a:12:', 'a b:'],
  },
  {
    form: 'quoted mail',
    pattern: /[>|](?: ?[>|])* ?/y,
    samples: ['> ', '>> ', '> > ', '| '],
    counterSamples: ['a> '],
  },
  {
    form: 'items of lists, prompts and diffs',
    pattern: /(?:[*•+$#-]|\d{1,4}[.)]) {1,4}/y,
    samples: ['* ', '- ', '$ ', '# ', '+ ', '1. ', '12) '],
    counterSamples: ['a ', '-- '],
  },
  {
    form: 'blocks of code, which are indented',
    pattern: /[ \t]{1,12}/y,
    samples: ['    ', '\t'],
    counterSamples: ['x'],
  },
];

/** So many may stand before each other: a quoted list of what grep found. */
const MOST = 3;

/** The columns where a line may begin behind what other tools put before it, the nearest first. */
export function* behindForeignPrefixes(text: string): Generator<number> {
  let at = 0;
  for (let taken = 0; taken < MOST; taken++) {
    const end = endOfPrefix(text, at);
    if (end === at) return;
    at = end;
    yield at;
  }
}

function endOfPrefix(text: string, from: number): number {
  for (const { pattern } of foreignPrefixes) {
    pattern.lastIndex = from;
    if (pattern.test(text)) return pattern.lastIndex;
  }
  return from;
}
