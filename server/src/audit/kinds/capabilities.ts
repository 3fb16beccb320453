// Capabilities (capabilities(7)): one by its number, or a set of them.
import { message, type Message } from '../../message';
import { CAPABILITY_NAMES } from '../data/capabilityTable';
import { readRuns } from '../data/tables';
import type { Kind } from '../decoding';
import { decimal, isHex } from '../encoded';
import { remembered } from '../remembered';

const names = readRuns(CAPABILITY_NAMES);
const capabilities = [...names];

export const capability: Kind = {
  value: ({ raw }) => {
    const number = decimal(raw);
    return number === null ? raw : (names.get(number) ?? `unknown-capability(${raw})`);
  },
};

/** 64 bits in hexadecimal, as two numbers of 32; null for anything else. */
function bitsOf(raw: string): { low: number; high: number } | null {
  const digits = raw.startsWith('0x') ? raw.slice(2) : raw;
  if (digits.length > 16 || !isHex(digits)) return null;
  return {
    low: parseInt(digits.slice(-8), 16),
    high: digits.length > 8 ? parseInt(digits.slice(0, -8), 16) : 0,
  };
}

const namesOf = remembered(raw => {
  const bits = bitsOf(raw);
  if (bits === null) return raw;
  if (bits.low === 0 && bits.high === 0) return 'none';
  const known = capabilities.filter(([bit]) => ((bit < 32 ? bits.low : bits.high) >>> (bit % 32)) & 1);
  return known.length === 0 ? raw : known.map(([, name]) => name).join(',');
});

/** A set of capabilities as 64 bits; bits that have no name are left out. */
export const capabilitySet: Kind = {
  value: ({ raw }) => (raw === '0' ? 'none' : namesOf(raw)),
  explain: (_, value) => ({ inWords: inWords(value) }),
};

/** A set that has most of them by what it lacks; null for one that is said best by what it has. */
function inWords(value: string): Message | null {
  const held = new Set(value.split(','));
  const lacking = capabilities.map(([, name]) => name).filter(name => !held.has(name));
  if (lacking.length === 0) return message('audit.capability.all');
  if (lacking.length >= held.size) return null;
  return message('audit.capability.allBut', { names: lacking.join(', ') });
}
