/** Times as people read them, always in a named zone; all of them 24-hour, tabular and without seconds unless asked. */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone}|${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options });
    formats.set(key, made);
  }
  return made;
}

/** `10:42`, or `10:42:07`. */
export function timeOfDay(instant: Date, zone: string, precision: 'minutes' | 'seconds' = 'minutes'): string {
  const seconds: Intl.DateTimeFormatOptions = precision === 'seconds' ? { second: '2-digit' } : {};
  return format(zone, { hour: '2-digit', minute: '2-digit', ...seconds }).format(instant);
}

/** `14:10–14:40`. */
export function timeSpan(from: Date, to: Date, zone: string): string {
  return `${timeOfDay(from, zone)}–${timeOfDay(to, zone)}`;
}

/** `CEST`, `GMT+4`: said where a time is not in the zone the reader expects. */
export function zoneLabel(instant: Date, zone: string): string {
  const parts = format(zone, { timeZoneName: 'short' }).formatToParts(instant);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** The calendar day of an instant in a zone, `YYYY-MM-DD`. */
export function localDate(instant: Date, zone: string): string {
  const parts = format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(instant);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** `Sat 13 Sep`, from a service date or an instant in its zone. */
export function dayLabel(date: string): string;
export function dayLabel(date: Date, zone: string): string;
export function dayLabel(date: string | Date, zone = 'UTC'): string {
  const instant = typeof date === 'string' ? new Date(`${date}T12:00:00Z`) : date;
  const parts = format(zone, { weekday: 'short', day: 'numeric', month: 'short' }).formatToParts(instant);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month').slice(0, 3)}`;
}

/** Whole days from the service date to the instant's day in the zone: 1 is shown as `+1` beside a time past midnight. */
export function daysAfter(serviceDate: string, instant: Date, zone: string): number {
  const day = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
  return day(localDate(instant, zone)) - day(serviceDate);
}
