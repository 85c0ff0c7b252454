import { readSelection, writeSelection } from './selection.ts';

/** The part of the URL that every screen shares. Unknown or malformed values read as absent. */
export interface ScreenSearch {
  /** Service date; absent = the organisation's today. */
  date?: string;
  /** The selection, as `writeSelection` prints it. */
  select?: string;
  /** Id of the job whose sheet is open. */
  job?: string;
  /** The form for a new job is open: `job`, or the id of the job that it is to be like. */
  new?: string;
  /** Id of the itinerary whose sheet is open; a job's lies over it. */
  itinerary?: string;
  /** The sheet of the room ahead is open; those of things lie over it. */
  room?: 'ahead';
}

export function readScreenSearch(search: Record<string, unknown>): ScreenSearch {
  return known(search, {
    date: readDate(search.date),
    select: writeSelection(readSelection(search.select)),
    job: readId(search.job),
    new: readId(search.new),
    itinerary: readId(search.itinerary),
    room: readWord(search.room, ['ahead']),
  });
}

export function readDate(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  return Number.isNaN(Date.parse(`${value}T00:00:00Z`)) ? undefined : value;
}

export function readId(value: unknown): string | undefined {
  return typeof value === 'string' && /^[0-9a-zA-Z-]{1,64}$/.test(value) ? value : undefined;
}

export function readWord<Word extends string>(value: unknown, words: readonly Word[]): Word | undefined {
  return words.find((word) => word === value);
}

/** Words from a URL's list, known ones only; absent when none remain. */
export function readWords<Word extends string>(value: unknown, words: readonly Word[]): Word[] | undefined {
  const given: unknown[] = Array.isArray(value) ? value : [];
  const known = words.filter((word) => given.includes(word));
  return known.length > 0 ? known : undefined;
}

export function readText(value: unknown): string | undefined {
  // The router decodes `?search=112` as a number; people search for numbers too.
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.length > 0 && text.length <= 100 ? text : undefined;
}

/**
 * What a URL says, unknown and malformed values as absent. Those stand as undefined: the router lays what was read over
 * the URL as it came, so that a key left out would let the malformed value through.
 */
export function known<T extends object>(search: Record<string, unknown>, value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([key, entry]) => entry !== undefined || key in search)) as T;
}
