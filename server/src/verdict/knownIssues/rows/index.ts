// All known issues that come with the product. To know one more is to add a row.
import type { ProvenRow } from '../model';
import { containerdIssues } from './containerd';
import { nodeIssues } from './surroundings';
import { runcIssues } from './runc';
import { shimIssues } from './shims';

export const knownIssues: readonly ProvenRow[] = [...shimIssues, ...containerdIssues, ...runcIssues, ...nodeIssues];
