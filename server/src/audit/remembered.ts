// Decodings of values of which a log holds few, many times over: sets of capabilities, modes of files.

/** More different ones than this are no such values: they are forgotten, so that no log fills the memory. */
const MOST = 512;
/** Longer ones are not worth keeping. */
const LONGEST = 32;

/** The same function, which works out each value once. */
export function remembered(decode: (raw: string) => string): (raw: string) => string {
  const known = new Map<string, string>();
  return raw => {
    let value = known.get(raw);
    if (value === undefined) {
      value = decode(raw);
      if (known.size >= MOST) known.clear();
      if (raw.length <= LONGEST) known.set(raw, value);
    }
    return value;
  };
}
