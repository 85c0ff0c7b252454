import { Temporal } from 'temporal-polyfill';

/**
 * Twenty-four factors on driving by the hour of the day in a zone, the first from midnight: what takes 100 seconds on free roads takes
 * 130 where the factor is 1.3. A drive that lasts into the next hour goes on at that hour's factor.
 */
export type HourFactors = readonly number[];

const HOUR_SECONDS = 3600;
/** Longer drives than this are driven on at the factor of the hour they have come to. */
const MOST_HOURS = 7 * 24;

/** Seconds of the clock that a drive takes which takes `roadSeconds` on free roads. */
export function drivingSeconds(factors: HourFactors, zone: string, leaving: Date, roadSeconds: number): number {
  let [left, passed] = [roadSeconds, 0];
  for (const { factor, seconds } of hoursFrom(factors, zone, leaving)) {
    if (left * factor <= seconds) break;
    left -= seconds / factor;
    passed += seconds;
  }
  return passed + left * factorAt(factors, zone, leaving, passed);
}

/** The other way round: what a drive of so many seconds of the clock would have taken on free roads. */
export function roadSeconds(factors: HourFactors, zone: string, leaving: Date, seconds: number): number {
  let [left, onRoads] = [seconds, 0];
  let passed = 0;
  for (const hour of hoursFrom(factors, zone, leaving)) {
    if (left <= hour.seconds) break;
    left -= hour.seconds;
    passed += hour.seconds;
    onRoads += hour.seconds / hour.factor;
  }
  return onRoads + left / factorAt(factors, zone, leaving, passed);
}

/** The factors from one instant on, each from when it holds, for so many hours; hours that are alike are one step. */
export function hourSteps(factors: HourFactors, zone: string, from: Date, hours: number) {
  const steps: { startsAt: Date; factor: number }[] = [];
  let passed = 0;
  for (const { factor, seconds } of hoursFrom(factors, zone, from)) {
    if (passed >= hours * HOUR_SECONDS) break;
    if (steps.at(-1)?.factor !== factor) steps.push({ startsAt: new Date(from.getTime() + passed * 1000), factor });
    passed += seconds;
  }
  return steps;
}

/** What is left of the hour that an instant falls into, then hour by hour. */
function* hoursFrom(factors: HourFactors, zone: string, from: Date) {
  let at = from.getTime() / 1000;
  for (let hours = 0; hours < MOST_HOURS; hours++) {
    const there = zoned(at, zone);
    const seconds = HOUR_SECONDS - (there.minute * 60 + there.second + there.millisecond / 1000);
    yield { factor: factors[there.hour] ?? 1, seconds };
    at += seconds;
  }
}

function factorAt(factors: HourFactors, zone: string, from: Date, passedSeconds: number): number {
  return factors[zoned(from.getTime() / 1000 + passedSeconds, zone).hour] ?? 1;
}

const zoned = (epochSeconds: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(Math.round(epochSeconds * 1000)).toZonedDateTimeISO(zone);
