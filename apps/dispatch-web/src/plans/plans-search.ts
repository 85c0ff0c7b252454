import { known, readId } from '../selection/screen-search.ts';

export const MOST_COMPARED = 4;

export interface PlansSearch {
  /** The plan looked at; absent = the newest that has a result. */
  plan?: string;
  /** Ids of the plans beside it. */
  beside?: string[];
}

export function readPlansSearch(search: Record<string, unknown>): PlansSearch {
  const beside = (Array.isArray(search.beside) ? search.beside : []).flatMap((id) => readId(id) ?? []);
  return known(search, {
    plan: readId(search.plan),
    beside: beside.length > 0 ? beside.slice(0, MOST_COMPARED - 1) : undefined,
  });
}
