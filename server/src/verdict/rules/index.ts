// The table of rules, the strongest evidence first.
import { KERNEL_RULES } from './kernel';
import { POD_RULES } from './pods';
import { REST_RULES } from './rest';
import type { Rule } from './rule';
import { SHIM_RULES } from './shims';
import { START_RULES } from './starts';
import { STOP_RULES } from './stops';
import { OPEN_RULES, TOLD_RULES } from './told';

export const RULES: readonly Rule[] = [
  ...START_RULES,
  ...SHIM_RULES,
  ...KERNEL_RULES,
  ...STOP_RULES,
  ...POD_RULES,
  ...TOLD_RULES,
  ...REST_RULES,
  ...OPEN_RULES,
];
