// Capabilities (capabilities(7)): one by its number, or a set of them.
import { message } from '../../message';
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
  explain: (_, value) => ({
    meaning: value === ALL ? message('audit.capability.all') : null,
  }),
};

const ALL = capabilities.map(([, name]) => name).join(',');
