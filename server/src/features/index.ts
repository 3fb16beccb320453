// All features of the server: adding one is adding a row.
import type { Feature } from './feature';
import { cases } from './cases';
import { changedSince } from './changedSince';
import { codeAction } from './codeAction';
import { codeLens } from './codeLens';
import { completion } from './completion';
import { definition } from './definition';
import { detectLanguage } from './detectLanguage';
import { diagnostics } from './diagnostics';
import { documentHighlight } from './documentHighlight';
import { documentLink } from './documentLink';
import { documentStatus } from './documentStatus';
import { documentSymbol } from './documentSymbol';
import { fileTimes } from './fileTime';
import { foldingRange } from './foldingRange';
import { hover } from './hover';
import { inflated } from './inflated';
import { inlayHint } from './inlayHint';
import { killerRules } from './killerRules';
import { pages } from './pages';
import { pins } from './pins';
import { references } from './references';
import { report } from './report';
import { review } from './review';
import { semanticTokens } from './semanticTokens';
import { slices } from './slices';
import { source } from './source';
import { traces } from './traces';
import { workspaceSymbol } from './workspaceSymbol';

export const features: readonly Feature[] = [
  cases,
  changedSince,
  codeAction,
  codeLens,
  completion,
  definition,
  detectLanguage,
  diagnostics,
  documentHighlight,
  documentLink,
  documentStatus,
  documentSymbol,
  fileTimes,
  foldingRange,
  hover,
  inflated,
  inlayHint,
  killerRules,
  pages,
  pins,
  references,
  report,
  review,
  semanticTokens,
  slices,
  source,
  traces,
  workspaceSymbol,
];
