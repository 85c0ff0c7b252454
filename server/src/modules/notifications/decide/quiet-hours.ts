import { Temporal } from 'temporal-polyfill';

export interface QuietHours {
  /** `HH:MM` on the customer's wall clock; `from` after `to` spans midnight, equal ones mean none. */
  readonly from: string;
  readonly to: string;
}

/** When the quiet that reigns at `instant` ends; null when it is not quiet then. Wall-clock rules, so days of 23 and 25 hours are right. */
export function quietUntil(instant: Date, timeZone: string, quiet: QuietHours): Date | null {
  const from = Temporal.PlainTime.from(quiet.from);
  const to = Temporal.PlainTime.from(quiet.to);
  if (from.equals(to)) return null;
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  const time = local.toPlainTime();
  const afterFrom = Temporal.PlainTime.compare(time, from) >= 0;
  const beforeTo = Temporal.PlainTime.compare(time, to) < 0;
  const spansMidnight = Temporal.PlainTime.compare(from, to) > 0;
  if (spansMidnight ? !(afterFrom || beforeTo) : !(afterFrom && beforeTo)) return null;
  const endsOn = beforeTo ? local.toPlainDate() : local.toPlainDate().add({ days: 1 });
  const end = (disambiguation: 'compatible' | 'later') =>
    endsOn.toPlainDateTime(to).toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds;
  // Of an hour that comes twice, the first end may be over.
  const ends = new Date(end('compatible') > instant.getTime() ? end('compatible') : end('later'));
  // The hour that a change skips may hold all that is not quiet of a day: then the next day's.
  return quietUntil(ends, timeZone, quiet) ?? ends;
}

/** `HH:MM` on the wall clock of a zone, `days` after the local date of an instant. */
export function localMoment(instant: Date, timeZone: string, days: number, time: string): Date {
  const date = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const moment = date.add({ days }).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) });
  return new Date(moment.epochMilliseconds);
}
