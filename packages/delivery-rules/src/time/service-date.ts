import { Temporal } from 'temporal-polyfill';

import { localTimeOf } from './local-time.ts';

/** `YYYY-MM-DD`, a calendar date in a branch's or stop's zone. */
export type ServiceDate = string;

export function isServiceDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

export function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

export const addDays = (date: ServiceDate, days: number): ServiceDate =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** Whole days from one date to another; negative when the second is earlier. */
export const daysBetween = (from: ServiceDate, to: ServiceDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;

/** ISO: Monday is 1. */
export const weekdayOf = (date: ServiceDate): number => Temporal.PlainDate.from(date).dayOfWeek;

/** The calendar date that an instant falls on in a zone. */
export const serviceDateAt = (instant: Date, zone: string): ServiceDate =>
  zoned(instant, zone).toPlainDate().toString();

/** The wall-clock time of an instant, counted on from 00:00 of `date`: past 24:00 when it falls on a later day. */
export function localTimeAt(instant: Date, zone: string, date: ServiceDate): string {
  const there = zoned(instant, zone);
  const days = daysBetween(date, there.toPlainDate().toString());
  return localTimeOf(days * 1440 + there.hour * 60 + there.minute);
}

/** First instant of the date and first of the next: 23, 24 or 25 hours apart. */
export function dayBounds(date: ServiceDate, zone: string): { readonly startsAt: Date; readonly endsAt: Date } {
  const start = (day: ServiceDate) =>
    new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone }).epochMilliseconds);
  return { startsAt: start(date), endsAt: start(addDays(date, 1)) };
}

const zoned = (instant: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
