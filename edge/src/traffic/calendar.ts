import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';

/** Which days are alike for traffic: local time of the people who work, and the days on which most of them rest. */
export interface Calendar {
  /** Offset of the zone from UTC at an instant, milliseconds. */
  offsetMs(atMs: number): number;
  /** Whether the local day of an instant is a public holiday; never where no country is set. */
  isHoliday(atMs: number): boolean;
  /** Days of the week on which most people rest, 0 is Sunday: what a holiday is like. */
  readonly restDays: readonly number[];
}

const DAY_MS = 86_400_000;
const SUNDAY_OF_INTL = 7;

/** `place` is a country, or a part of it, as ISO 3166 has them (`LI`, `AT-8`, `DE-BY`); null knows no holidays. Throws where there is no such place. */
export function openCalendar(zone: string, place: string | null): Calendar {
  const offsetMs = zoneOffset(zone);
  if (place === null) return { offsetMs, isHoliday: () => false, restDays: [0] };
  const holidays = openHolidays(place);
  const years = new Map<number, ReadonlySet<number>>();
  const dayOf = (atMs: number) => Math.floor((atMs + offsetMs(atMs)) / DAY_MS);
  const daysIn = (year: number) => {
    const known = years.get(year) ?? new Set(holidays.getHolidays(year).flatMap(daysOf));
    years.set(year, known);
    return known;
  };
  return {
    offsetMs,
    isHoliday: (atMs) => {
      const day = dayOf(atMs);
      return daysIn(new Date(day * DAY_MS).getUTCFullYear()).has(day);
    },
    restDays: restDaysOf(place.slice(0, 2)),
  };
}

/** Why there is no calendar of a place, in words; null when there is one. */
export function calendarFault(place: string): string | null {
  try {
    openHolidays(place);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The library has every country's rules in memory: it is read when somebody sets one. */
function openHolidays(place: string): Holidays {
  const Library = createRequire(import.meta.url)('date-holidays') as typeof Holidays;
  const [country = '', state, region] = place.split('-');
  const holidays = new Library();
  const knows = (parts: unknown, part: string | undefined) =>
    part === undefined || (parts !== null && typeof parts === 'object' && part in parts);
  const stateName = state?.toLowerCase();
  const isKnown = (name: string | undefined) => knows(holidays.getStates(country), name);
  if (!knows(holidays.getCountries(), country)) throw new Error(`no public holidays are known of "${country}"`);
  const found = isKnown(state) ? state : isKnown(stateName) ? stateName : null;
  if (found === null) throw new Error(`"${country}" has no part "${state}" with holidays of its own`);
  holidays.init(country, found ?? '', region ?? '', { types: ['public'] });
  return holidays;
}

/** Local days since 1970 that a holiday takes; some last for several. */
function daysOf({ date, start, end }: { date: string; start: Date; end: Date }): number[] {
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / DAY_MS;
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
  return Array.from({ length: days }, (_, at) => first + at);
}

function restDaysOf(country: string): number[] {
  const { weekend } = (
    new Intl.Locale(`und-${country}`) as Intl.Locale & { getWeekInfo(): { weekend: readonly number[] } }
  ).getWeekInfo();
  return weekend.includes(SUNDAY_OF_INTL) ? [0] : [...weekend];
}

/** Offset of a zone from UTC at an instant, in milliseconds; looked up once an hour of time. */
function zoneOffset(zone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const known = new Map<number, number>();
  return (atMs) => {
    const hour = Math.floor(atMs / 3_600_000);
    const kept = known.get(hour);
    if (kept !== undefined) return kept;
    const name = format.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
    const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
    const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
    if (known.size > 20_000) known.clear();
    known.set(hour, offset);
    return offset;
  };
}
