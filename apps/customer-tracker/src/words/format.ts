import { localDate } from '@roundsman/ui';
import type { Words } from './words.ts';

/** `14:10`, in the zone of the stop. */
export function time(instant: Date, zone: string, words: Words): string {
  const options: Intl.DateTimeFormatOptions = { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  return new Intl.DateTimeFormat(words.language, options).format(instant);
}

/** `14:10–14:40`; one time when both are the same minute. */
export function span(from: Date, to: Date, zone: string, words: Words): string {
  const [start, end] = [time(from, zone, words), time(to, zone, words)];
  return words.between(start === end ? start : `${start}–${end}`);
}

/** `today`, `tomorrow` or `Saturday 13 September`, seen from `now`. */
export function day(instant: Date, now: Date, zone: string, words: Words): string {
  const date = localDate(instant, zone);
  if (date === localDate(now, zone)) return words.today;
  if (date === localDate(new Date(now.getTime() + 86_400_000), zone)) return words.tomorrow;
  const options: Intl.DateTimeFormatOptions = { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' };
  return new Intl.DateTimeFormat(words.language, options).format(instant);
}

/** `12 seconds`, `3 minutes`, `2 hours`, rounded down: data is never younger than said. */
export function age(from: Date, now: Date, words: Words): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - from.getTime()) / 1000));
  const [value, unit] =
    seconds < 60
      ? ([seconds, 'second'] as const)
      : seconds < 3600
        ? ([Math.floor(seconds / 60), 'minute'] as const)
        : ([Math.floor(seconds / 3600), 'hour'] as const);
  return new Intl.NumberFormat(words.language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** The zone's name when the reader's clock shows another time than the stop's does; else null. */
export function foreignZone(instant: Date, zone: string, words: Words, readerZone?: string): string | null {
  const reader = readerZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (time(instant, reader, words) === time(instant, zone, words)) return null;
  const options: Intl.DateTimeFormatOptions = { timeZone: zone, timeZoneName: 'long' };
  const parts = new Intl.DateTimeFormat(words.language, options).formatToParts(instant);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}
