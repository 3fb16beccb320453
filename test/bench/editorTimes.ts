// What the measuring process and its part inside VS Code tell each other.

/** The environment variable that says what to measure, as JSON. */
export const MEASURE = 'NODELOG_MEASURE';

export interface Measurement {
  /** Paths: a log of a few lines, and the two large ones. */
  readonly small: string;
  readonly messages: string;
  readonly audit: string;
  /** The file that takes the times. */
  readonly result: string;
}

/** Milliseconds, each from the call that opens the document. */
export interface EditorTimes {
  readonly activate: number;
  readonly firstTokens: number;
  readonly messagesTokens: number;
  readonly auditTokens: number;
  readonly auditHints: number;
}
