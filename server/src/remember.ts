// What was asked once need not be asked again, unless it failed.

/** The promise kept under a key, else a new one; one that is rejected is not kept: the next call asks again. */
export function remember<K, V>(kept: Map<K, Promise<V>>, key: K, ask: () => Promise<V>): Promise<V> {
  const known = kept.get(key);
  if (known) {
    return known;
  }
  const asked = ask();
  kept.set(key, asked);
  asked.catch(() => {
    if (kept.get(key) === asked) {
      kept.delete(key);
    }
  });
  return asked;
}
