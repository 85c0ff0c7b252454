import type { Work } from '../database/work.ts';
import type { EventRecord } from './event.ts';

/**
 * Something that follows the log. Its cursor and what `handle` writes commit together, so each event takes effect
 * exactly once, in the order of `seq`.
 */
export interface EventReader {
  /** Unique; the key of its cursors and its metric label. */
  readonly name: string;
  /** Only these types are handed over; every type unless said. */
  readonly types?: readonly string[];
  /** Most events in one unit of work; 200 unless said, 500 at most. */
  readonly batchSize?: number;
  handle(work: Work, events: readonly EventRecord[]): Promise<void>;
}
