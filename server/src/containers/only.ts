// What several things say alike.

/** The one value that all have; null where there is none or several. */
export function only<T>(values: readonly T[]): T | null {
  const [first = null] = values;
  return new Set(values).size === 1 ? first : null;
}
