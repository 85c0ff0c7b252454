/** A service date so many days on. */
export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The later of two service dates; an empty one is none. */
export const laterDate = (one: string, other: string): string => [one, other].toSorted()[1]!;
