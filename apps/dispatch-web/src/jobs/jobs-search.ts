import type { Job } from '@roundsman/api-contract';
import { known, readId, readText, readWord, readWords } from '../selection/screen-search.ts';

// Written out once more so that the screen's address brings no schema along; the type holds it to the contract.
export const STATES = [
  'staging',
  'new',
  'scheduled',
  'dispatched',
  'on_route',
  'arrived',
  'completed',
  'partially_completed',
  'incomplete',
  'damaged',
  'cancelled',
] as const satisfies readonly Job['state'][];

export interface JobsSearch {
  state?: Job['state'][];
  /** Words looked for. */
  find?: string;
  /** Jobs of every date, not only of the one in the bar. */
  days?: 'all';
  /** Who receives, instead of what is to be done. */
  show?: 'customers';
  /** What customers are looked for by. */
  who?: string;
  /** The customer who is shown beside the list. */
  customer?: string;
}

export function readJobsSearch(search: Record<string, unknown>): JobsSearch {
  return known(search, {
    state: readWords(search.state, STATES),
    find: readText(search.find),
    days: readWord(search.days, ['all']),
    show: readWord(search.show, ['customers']),
    who: readText(search.who),
    customer: readId(search.customer),
  });
}
