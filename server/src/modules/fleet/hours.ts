/** ISO weekdays, Monday being 1. */
export const ALL_WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

export interface WeekdayHours {
  readonly weekday: number;
  readonly opensAt: string;
  readonly closesAt: string;
}

interface WeekdayWindow {
  readonly weekday: number | null;
  readonly from: string;
  readonly to: string;
}

/** The windows of a week as one list, each said once: what a form shows while every day is alike. */
export function distinctWindows(windows: readonly WeekdayWindow[]): { from: string; to: string }[] {
  const byText = new Map(windows.map(({ from, to }) => [`${from}-${to}`, { from, to }]));
  return [...byText.values()].toSorted((a, b) => a.from.localeCompare(b.from));
}
