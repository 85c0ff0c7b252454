import type { Job } from '@roundsman/api-contract';
import { readWindows } from '../staging/staging-columns.ts';

const MOST_WINDOWS = 4;
const DAY_HOURS = 24;

/**
 * Windows as people type them, `8–12` or `22:00–02:00`; nothing typed is any time. One that ends no later than it begins
 * ends on the next day, which the contract writes as `26:00`. null when it cannot be read.
 */
export function readTimes(text: string): Job['windows'] | null {
  const windows = readWindows(text)?.map(({ from, to }) => ({ from, to: to > from ? to : onNextDay(to) }));
  if (!windows || windows.length > MOST_WINDOWS) return null;
  return windows.every(({ from, to }) => /^([01]\d|2[0-3]):[0-5]\d$/.test(from) && /^[0-4]\d:[0-5]\d$/.test(to))
    ? windows
    : null;
}

function onNextDay(time: string): string {
  const [hours, minutes] = time.split(':');
  return `${Number(hours) + DAY_HOURS}:${minutes}`;
}

export const writeTimes = (windows: Job['windows']): string =>
  windows.map(({ from, to }) => `${from}–${to}`).join(', ');
