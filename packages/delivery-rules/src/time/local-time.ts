/** A wall-clock time of a service date; 25:30 is half past one of the next day. */
export type LocalTime = string;

/** Windows may end this late: 47:59 is the end of the next day. */
const LAST_MINUTE = 48 * 60 - 1;

/** Minutes since 00:00 of `HH:MM`, or null when it is no such time. */
export function minutesOf(time: LocalTime): number | null {
  const match = /^(\d{2}):([0-5]\d)$/.exec(time);
  if (!match) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return minutes <= LAST_MINUTE ? minutes : null;
}

/** `HH:MM` of minutes since 00:00; the inverse of `minutesOf`. */
export function localTimeOf(minutes: number): LocalTime {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
