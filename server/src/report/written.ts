// How addresses and values are written in logs: IPv6 in full, texts in hex.
import { hexDigits } from '../audit/encoded';

/** Eight groups of four digits; null for what is no IPv6 address. */
export function expand(address: string): string | null {
  const halves = address.split('::');
  if (halves.length > 2 || !/^[0-9a-fA-F:]+$/.test(address)) return null;
  const [before = [], after = []] = halves.map(half => (half === '' ? [] : half.split(':')));
  const missing = 8 - before.length - after.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after];
  return groups.every(group => /^[0-9a-fA-F]{1,4}$/.test(group))
    ? groups.map(group => group.toLowerCase().padStart(4, '0')).join(':')
    : null;
}

/** Text as the kernel writes it in hex. Bytes that were no UTF-8 stand as \ooo in it, and become those bytes again. */
export function encode(text: string): string {
  const bytes: number[] = [];
  for (const [part] of text.matchAll(/\\[0-3][0-7]{2}|[\s\S]/gu)) {
    if (part.length === 4 && part.startsWith('\\')) bytes.push(parseInt(part.slice(1), 8));
    else bytes.push(...new TextEncoder().encode(part));
  }
  return hexDigits(Uint8Array.from(bytes));
}
