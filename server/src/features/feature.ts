// What a feature is, and what the server hands to it.
import type { Connection, ServerCapabilities } from 'vscode-languageserver';
import type { Host } from '../host';
import type { Cases } from '../services/cases';
import type { Clones } from '../services/clones';
import type { Documents } from '../services/documents';
import type { Histories } from '../services/histories';
import type { Pins } from '../services/pins';
import type { Places } from '../services/places';
import type { Positions } from '../services/positions';
import type { SettingsStore } from '../services/settings';
import type { Slices } from '../services/slices';
import type { Sources } from '../services/sources';
import type { Traces } from '../services/traces';

/** What every feature may use. */
export interface Services {
  readonly connection: Connection;
  readonly host: Host;
  readonly settings: SettingsStore;
  readonly documents: Documents;
  readonly cases: Cases;
  readonly slices: Slices;
  readonly positions: Positions;
  readonly pins: Pins;
  readonly places: Places;
  readonly sources: Sources;
  readonly clones: Clones;
  readonly traces: Traces;
  readonly histories: Histories;
}

/** One LSP method or a family of requests: what it announces, and what it answers. */
export interface Feature {
  readonly capabilities: ServerCapabilities;
  register(services: Services): void;
}
