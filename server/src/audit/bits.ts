// Flags by their names.

/**
 * The names of the flags of 32 bits that are set, joined by |, and what has no name in hex behind them;
 * '' where none has a name. `before` comes first.
 */
export function bits(names: ReadonlyMap<number, string> | null, flags: number, before = ''): string {
  let text = before;
  let left = flags;
  for (const [bit, name] of names ?? [])
    if ((flags & bit) !== 0) {
      text += text === '' ? name : `|${name}`;
      left &= ~bit;
    }
  return text === '' || left === 0 ? text : `${text}|0x${(left >>> 0).toString(16)}`;
}
