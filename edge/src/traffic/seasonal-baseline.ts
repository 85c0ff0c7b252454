import type { Calendar } from './calendar.ts';

/**
 * Whether the traffic of one series is far from its own pattern: median and spread of the same time of the week over the last weeks, carried
 * by the level of the last hours, and a cumulative sum of what remains. Pure: counts in, verdict out.
 */

export const STEP_MS = 300_000;
const DAY_MS = 86_400_000;
const WEEKS_LOOKED_BACK = 8;
/** A holiday looks at every day of them: few are like it. */
const DAYS_LOOKED_BACK = 7 * WEEKS_LOOKED_BACK;
/** Steps before and after the same time of the week that are looked at too: a pattern is not exact to five minutes. */
const NEIGHBOURS = 2;
/** Two whole weeks: less is no pattern. */
const LEAST_VALUES = 2 * (2 * NEIGHBOURS + 1);
/** Below so many in five minutes a silence is nothing strange. */
const LEAST_EXPECTED = 8;
const SILENCE_FROM = 15;
/** The last hours decide the level: a livelier day and growth are followed. Not while there is an anomaly, for a day at most: an outage is no new usual. */
const LEVEL_STEPS = 72;
const LEAST_LEVEL_STEPS = 24;
const LEVEL_ANEW_EVERY_STEPS = 6;
const LEVEL_HELD_STEPS = 288;

/** What is usual at one moment. */
export interface Usual {
  readonly expected: number;
  /** One standard deviation, robust and never under what chance alone makes. */
  readonly spread: number;
}

export type TrafficState = 'learning' | 'usual' | 'drop' | 'surge';

export interface TrafficVerdict extends Partial<Usual> {
  readonly state: TrafficState;
  readonly count: number;
  /** The larger of both sums, and what it takes to call it an anomaly. */
  readonly score: number;
  readonly threshold: number;
}

/** Remembered from step to step; begins as `newWatch()`. */
export interface TrafficWatch {
  readonly low: number;
  readonly high: number;
  /** Count over expectation of the last hours, oldest first. */
  readonly ratios: readonly number[];
  readonly level: number;
  readonly steps: number;
  /** Steps since it became an anomaly; 0 while it is none. */
  readonly strange: number;
}

export const newWatch = (): TrafficWatch => ({ low: 0, high: 0, ratios: [], level: 1, steps: 0, strange: 0 });

/** Slack: what a step may be off by for free, in spreads. One step counts at most so much, so that it takes several. */
const SLACK = 2.5;
const MOST_OF_ONE_STEP = 8;
/** About one chance crossing in some years of five-minute steps; `seasonal-baseline.test.ts` counts them. */
export const THRESHOLD = 8;

/**
 * The instants to look back at, neighbours included: the same local time of the week on days that were no holidays; of a holiday, the same local
 * time of the last holidays and days of rest.
 */
export function sameTimesBefore(atMs: number, calendar: Calendar): number[] {
  const here = calendar.offsetMs(atMs);
  const sameTime = (days: number) => {
    const before = atMs - days * DAY_MS;
    return before + here - calendar.offsetMs(before);
  };
  const weekday = (at: number) => new Date(at + calendar.offsetMs(at)).getUTCDay();
  const isHoliday = calendar.isHoliday(atMs);
  const isAlike = (at: number) =>
    isHoliday ? calendar.isHoliday(at) || calendar.restDays.includes(weekday(at)) : !calendar.isHoliday(at);
  const every = isHoliday ? 1 : 7;
  return Array.from({ length: DAYS_LOOKED_BACK / every }, (_, at) => sameTime((at + 1) * every))
    .filter(isAlike)
    .slice(0, WEEKS_LOOKED_BACK)
    .flatMap((at) => Array.from({ length: 2 * NEIGHBOURS + 1 }, (_, near) => at + (near - NEIGHBOURS) * STEP_MS));
}

/** From counts of the same time in other weeks; null while there are too few. */
export function usualFrom(history: readonly number[], level: number): Usual | null {
  if (history.length < LEAST_VALUES) return null;
  const middle = median(history);
  const deviation = 1.4826 * median(history.map((value) => Math.abs(value - middle)));
  const expected = middle * level;
  // Never less than Poisson's own, nor than a twentieth: eight weeks cannot promise more.
  return { expected, spread: Math.max(deviation * level, Math.sqrt(expected), expected / 20, 1) };
}

/** One step: what was counted, against what was counted at the same time before. */
export function judgeTraffic(
  watch: TrafficWatch,
  count: number,
  history: readonly number[],
): { watch: TrafficWatch; verdict: TrafficVerdict } {
  const plain = usualFrom(history, 1);
  const isHeld = watch.strange > 0 && watch.strange <= LEVEL_HELD_STEPS;
  const ratios =
    plain && plain.expected >= LEAST_EXPECTED && !isHeld
      ? [...watch.ratios, count / plain.expected].slice(-LEVEL_STEPS)
      : watch.ratios;
  const isDue = watch.steps % LEVEL_ANEW_EVERY_STEPS === 0 && watch.ratios.length >= LEAST_LEVEL_STEPS;
  const level = isDue ? median(watch.ratios) : watch.level;
  const next = { ratios, level, steps: watch.steps + 1 };
  const usual = usualFrom(history, level);
  if (!usual || usual.expected < LEAST_EXPECTED) {
    const verdict = { state: usual ? 'usual' : 'learning', count, score: 0, threshold: THRESHOLD, ...usual } as const;
    return { watch: { ...next, low: 0, high: 0, strange: 0 }, verdict };
  }
  // Nothing at all where fifteen are usual is chance once in millions: silence has a weight of its own.
  const isSilent = count === 0 && usual.expected >= SILENCE_FROM;
  const off = isSilent ? -MOST_OF_ONE_STEP : (count - usual.expected) / usual.spread;
  const add = (sum: number, distance: number) =>
    Math.min(2 * THRESHOLD, Math.max(0, sum + Math.min(MOST_OF_ONE_STEP, distance) - SLACK));
  const low = add(watch.low, -off);
  const high = add(watch.high, off);
  const state = low >= THRESHOLD ? 'drop' : high >= THRESHOLD ? 'surge' : 'usual';
  return {
    watch: { ...next, low, high, strange: state === 'usual' ? 0 : watch.strange + 1 },
    verdict: { state, count, score: Math.max(low, high), threshold: THRESHOLD, ...usual },
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
