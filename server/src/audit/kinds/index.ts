// The kinds of values that fields hold, by subject.
export * from '../call';
export * from './accounts';
export * from './calls';
export * from './capabilities';
export * from './flags';
export * from './keystrokes';
export * from './modes';
export * from './netfilter';
export * from './rules';
export * from './security';
export * from './signals';
export * from './texts';
