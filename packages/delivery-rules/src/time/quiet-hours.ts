import { Temporal } from 'temporal-polyfill';

import { type LocalTime, minutesOf } from './local-time.ts';

/** May pass midnight: from 21:00 to 08:00. Equal ends mean none. */
export interface QuietHours {
  readonly from: LocalTime;
  readonly to: LocalTime;
}

/** The instant from which one may write: this one, or the end of the quiet hours it falls into. Zone: the customer's. */
export function afterQuietHours(instant: Date, zone: string, quiet: QuietHours): Date {
  const from = minutesOf(quiet.from);
  const to = minutesOf(quiet.to);
  if (from === null || to === null || from === to) return instant;
  const there = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
  const minute = there.hour * 60 + there.minute;
  const isQuiet = from < to ? from <= minute && minute < to : minute >= from || minute < to;
  if (!isQuiet) return instant;
  const days = from > to && minute >= from ? 1 : 0;
  const end = there.toPlainDate().toPlainDateTime().add({ days, minutes: to }).toZonedDateTime(zone);
  return new Date(Math.max(instant.getTime(), end.epochMilliseconds));
}
