import type { Vehicle } from '@roundsman/api-contract';
import { readHours } from '../calendars/calendar-words.ts';

const MOST_SHIFTS = 4;

/** One to four windows as people type them; null when it cannot be read. */
export function readShift(text: string): Vehicle['shifts'] | null {
  const windows = readHours(text);
  return windows && windows.length > 0 && windows.length <= MOST_SHIFTS ? windows : null;
}
