import { type HourFactors, hourSteps } from '@roundsman/delivery-rules';
import type { TravelProfile } from '@roundsman/routing-solver';
import type { ReadWork, Work } from '../../platform/index.ts';
import type { DaySnapshot } from './day-snapshot.ts';
import { drivingPaces } from './schema.ts';

/** Finer differences say nothing, and would make a new day of every day that is asked about again. */
const STEP = 0.05;
/** What the solver takes; learned factors are far within. */
const [LEAST, MOST] = [0.5, 3];
/** From the day before to the end of the day after, wherever on earth. */
const HOURS_AROUND = 72;

/** What plans count driving with; null while no hour differs from the roads. */
export async function readDrivingPace(work: ReadWork): Promise<HourFactors | null> {
  const [row] = await work.db.select().from(drivingPaces).limit(1);
  return row?.hourFactors.some((factor) => factor !== 1) ? row.hourFactors : null;
}

/** Keeps what was learned for the plans to come. */
export async function keepDrivingPace(work: Work, learned: HourFactors): Promise<void> {
  const hourFactors = learned.map((factor) => Math.min(MOST, Math.max(LEAST, Math.round(factor / STEP) / (1 / STEP))));
  const [known] = await work.db.select().from(drivingPaces).limit(1);
  if (known ? isSame(known.hourFactors, hourFactors) : hourFactors.every((factor) => factor === 1)) return;
  const values = { hourFactors, learnedAt: work.recordedAt };
  await work.db
    .insert(drivingPaces)
    .values({ organisationId: work.organisationId, ...values })
    .onConflictDoUpdate({ target: [drivingPaces.organisationId], set: values });
}

const isSame = (a: HourFactors, b: HourFactors) => a.every((factor, hour) => factor === b[hour]);

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
