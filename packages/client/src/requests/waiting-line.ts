/**
 * Calls of one endpoint that the platform asked to come again later: one asks when it is time, and each answer lets two more go, so that what
 * comes back is met by no storm.
 */
export interface WaitingLine {
  /** When one of them may ask. */
  at: number;
  /** Who waits: called when an answer of somebody else says that it is over. */
  readonly calls: Set<() => void>;
}

/** Between two that ask, at least. */
export const APART_MILLISECONDS = 1_000;
