import type { Seconds } from '@roundsman/units';
import { Temporal } from 'temporal-polyfill';

import { type LocalTime, minutesOf } from './local-time.ts';
import type { ServiceDate } from './service-date.ts';

/** As people say it: on the wall clock at the stop. `to` may pass 24:00. */
export interface LocalWindow {
  readonly from: LocalTime;
  readonly to: LocalTime;
}

/** As machines need it. Both ends belong to it. */
export interface InstantWindow {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

export type WindowFault = 'not_a_time' | 'ends_before_it_starts' | 'does_not_exist_that_day';

/** Why a local window cannot stand, before its date is known; null when it can. */
export function localWindowFault(window: LocalWindow): WindowFault | null {
  const from = minutesOf(window.from);
  const to = minutesOf(window.to);
  if (from === null || to === null) return 'not_a_time';
  return to > from ? null : 'ends_before_it_starts';
}

/** A window with the day that it begins on, where there are several: a date, or a weekday from 1 (Monday) on. */
interface DayWindow extends LocalWindow {
  readonly weekday?: number;
  readonly date?: ServiceDate;
}

/**
 * The first window that begins before another one is over, by its index; null: there is none. One that ends when the other begins is none. Windows
 * of weekdays may pass midnight, into Monday too.
 */
export function overlappingWindow(windows: readonly DayWindow[]): number | null {
  const spans = windows
    .map(({ weekday = 1, date, from, to }, index) => {
      const day = date === undefined ? weekday - 1 : Date.parse(date) / DAY_MILLISECONDS;
      const at = (time: LocalTime) => day * DAY_MINUTES + (minutesOf(time) ?? 0);
      return { index, from: at(from), to: at(to) };
    })
    .sort((a, b) => a.from - b.from || a.index - b.index);
  const behind = spans.findIndex(({ from }, at) => spans.slice(0, at).some((before) => before.to > from));
  if (behind >= 0) return spans[behind]!.index;
  const first = spans[0];
  const isWeek = windows.length > 0 && windows.every(({ weekday }) => weekday !== undefined);
  return isWeek && spans.some(({ to }) => to - 7 * DAY_MINUTES > first!.from) ? first!.index : null;
}

const DAY_MINUTES = 1440;
const DAY_MILLISECONDS = 86_400_000;

/**
 * The instants of a local window on a date. Clocks that jump: where an hour happens twice the window spans both; where it
 * is skipped a start moves to the jump and an end keeps its distance behind it; a window wholly swallowed does not exist.
 */
export function windowInstants(
  date: ServiceDate,
  window: LocalWindow,
  zone: string,
): { readonly window: InstantWindow } | { readonly fault: WindowFault } {
  const fault = localWindowFault(window);
  if (fault) return { fault };
  const startsAt = startInstant(wallClock(date, minutesOf(window.from) as number), zone);
  const endsAt = new Date(
    wallClock(date, minutesOf(window.to) as number).toZonedDateTime(zone, { disambiguation: 'later' })
      .epochMilliseconds,
  );
  return endsAt > startsAt ? { window: { startsAt, endsAt } } : { fault: 'does_not_exist_that_day' };
}

/** The instant of one wall-clock time of a date; where clocks jump, as `Temporal` has it: the first of two, or as far behind the jump. */
export function localTimeToInstant(date: ServiceDate, time: LocalTime, zone: string): Date {
  const minutes = minutesOf(time);
  if (minutes === null) throw new RangeError(`Not a local time: ${time}`);
  return new Date(wallClock(date, minutes).toZonedDateTime(zone).epochMilliseconds);
}

function wallClock(date: ServiceDate, minutes: number): Temporal.PlainDateTime {
  return Temporal.PlainDate.from(date).toPlainDateTime().add({ minutes });
}

function startInstant(wall: Temporal.PlainDateTime, zone: string): Date {
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(wall)) return new Date(earlier.epochMilliseconds);
  // Skipped: `earlier` lies before the jump, so the jump is the next transition after it.
  const jump = earlier.getTimeZoneTransition('next');
  return new Date((jump ?? earlier).epochMilliseconds);
}

export const isInside = (window: InstantWindow, instant: Date): boolean =>
  window.startsAt <= instant && instant <= window.endsAt;

export const overlap = (one: InstantWindow, other: InstantWindow): boolean =>
  one.startsAt <= other.endsAt && other.startsAt <= one.endsAt;

/** Seconds that an arrival falls behind the last window it could have met; 0 when it can still be served inside one. */
export function lateness(windows: readonly InstantWindow[], arrival: Date): Seconds {
  if (windows.length === 0) return 0;
  const lastEnd = Math.max(...windows.map((window) => window.endsAt.getTime()));
  return Math.max(0, Math.ceil((arrival.getTime() - lastEnd) / 1000));
}

/** The first window that an arrival can still be served in; undefined when all are over, or there are none. */
export const windowFor = (windows: readonly InstantWindow[], arrival: Date): InstantWindow | undefined =>
  windows
    .filter((window) => arrival <= window.endsAt)
    .sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime())[0];
