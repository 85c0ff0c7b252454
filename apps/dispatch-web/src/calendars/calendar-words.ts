import type { BranchCalendar } from '@roundsman/api-contract';
import { readWindows } from '../staging/staging-columns.ts';

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

export type WeekWindow = BranchCalendar['week'][number];
interface Window {
  readonly from: string;
  readonly to: string;
}

/** `07:00–12:00, 13:00–17:00`. */
export const hoursText = (windows: readonly Window[]): string =>
  windows.map(({ from, to }) => `${from}–${to}`).join(', ');

/** As people type hours; an empty text is none, null is no hours. */
export function readHours(text: string): Window[] | null {
  const windows = readWindows(text);
  return windows?.every(({ from, to }) => isTime(from) && isTime(to) && from < to) ? windows : null;
}

/** To 49:59, for what goes on past midnight. */
export const isTime = (text: string): boolean => /^[0-4]\d:[0-5]\d$/.test(text);

/** One text a weekday, Monday first. */
export const weekTexts = (week: readonly WeekWindow[]): string[] =>
  WEEKDAYS.map((_, day) => hoursText(week.filter(({ weekday }) => weekday === day + 1)));

/** null while one of them is no hours. */
export function readWeek(texts: readonly string[]): WeekWindow[] | null {
  const days = texts.map(readHours);
  if (days.includes(null)) return null;
  return days.flatMap((windows, day) => (windows ?? []).map((window) => ({ weekday: day + 1, ...window })));
}

/** `Mon–Fri 07:00–17:00, Sat 08:00–12:00`; days without hours are left out. */
export function weekWords(week: readonly WeekWindow[]): string {
  const texts = weekTexts(week);
  const runs: { first: number; last: number; text: string }[] = [];
  for (const [day, text] of texts.entries()) {
    const before = runs.at(-1);
    if (text === '') continue;
    if (before?.text === text && before.last === day - 1) before.last = day;
    else runs.push({ first: day, last: day, text });
  }
  const short = (day: number) => WEEKDAYS[day]!.slice(0, 3);
  return runs
    .map(({ first, last, text }) => `${first === last ? short(first) : `${short(first)}–${short(last)}`} ${text}`)
    .join(', ');
}

/** For rows of a form that have no id of their own yet. */
export const keyAfter = (rows: readonly { readonly key: number }[]): number =>
  Math.max(-1, ...rows.map(({ key }) => key)) + 1;
