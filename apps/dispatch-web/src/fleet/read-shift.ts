import type { Vehicle } from '@roundsman/api-contract';
import { readWindows } from '../staging/staging-columns.ts';

const MOST_SHIFTS = 4;

/** One to four windows as people type them; null when it cannot be read. */
export function readShift(text: string): Vehicle['shifts'] | null {
  const windows = readWindows(text);
  return windows && windows.length > 0 && windows.length <= MOST_SHIFTS ? windows : null;
}
