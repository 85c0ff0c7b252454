import { hourSteps } from '@roundsman/delivery-rules';
import type { TravelProfile } from '@roundsman/routing-solver';
import type { DaySnapshot } from './day-snapshot.ts';

/** From the day before to the end of the day after, wherever on earth. */
const HOURS_AROUND = 72;

/** The factors as the solver takes them, around a service date. @param at seconds of the epoch to those of the problem. */
export function travelProfileOf(
  { hourFactors, zone }: NonNullable<DaySnapshot['drivingPace']>,
  serviceDate: string,
  at: (seconds: number) => number,
): TravelProfile {
  const from = new Date(Date.parse(`${serviceDate}T00:00:00Z`) - 86_400_000);
  return {
    steps: hourSteps(hourFactors, zone, from, HOURS_AROUND).map(({ startsAt, factor }) => ({
      fromSeconds: at(startsAt.getTime() / 1000),
      factor,
    })),
  };
}
