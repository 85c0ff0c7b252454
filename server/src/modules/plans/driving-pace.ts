import { isDeepStrictEqual } from 'node:util';
import type { AreaFactors, HourFactors } from '@roundsman/delivery-rules';
import type { ReadWork, Work } from '../../platform/index.ts';
import { drivingPaces } from './schema.ts';

/** Finer differences say nothing, and would make a new day of every day that is asked about again. */
const STEP = 0.05;
/** What the solver takes; learned factors are far within. */
const [LEAST, MOST] = [0.5, 3];
/** Squares of some five kilometres: a country's worth of those that crews drive to. */
const MOST_AREAS = 1_000;

/** What plans count driving with. */
export interface DrivingPace {
  readonly hourFactors: HourFactors;
  readonly areaFactors: AreaFactors;
}

/** Factors are null while nothing differs from the roads. Real time at which something else was learned last; null: never. */
export async function readDrivingPace(
  work: ReadWork,
): Promise<{ [Name in keyof DrivingPace]: DrivingPace[Name] | null } & { readonly learnedAt: Date | null }> {
  const [row] = await work.db.select().from(drivingPaces).limit(1);
  return {
    learnedAt: row?.learnedAt ?? null,
    hourFactors: row?.hourFactors.some((factor) => factor !== 1) ? row.hourFactors : null,
    areaFactors: row && Object.keys(row.areaFactors).length > 0 ? row.areaFactors : null,
  };
}

/** Keeps what was learned for the plans to come. Of more areas than are kept, the first. */
export async function keepDrivingPace(work: Work, learned: DrivingPace): Promise<void> {
  const hourFactors = learned.hourFactors.map(inSteps);
  const areaFactors = Object.fromEntries(
    Object.entries(learned.areaFactors)
      .map(([area, factor]) => [area, inSteps(factor)] as const)
      .filter(([, factor]) => factor !== 1)
      .slice(0, MOST_AREAS),
  );
  const [known] = await work.db.select().from(drivingPaces).limit(1);
  const { hourFactors: hours, areaFactors: areas } = known ?? {
    hourFactors: hourFactors.map(() => 1),
    areaFactors: {},
  };
  if (isDeepStrictEqual([hours, areas], [hourFactors, areaFactors])) return;
  const values = { hourFactors, areaFactors, learnedAt: work.recordedAt };
  await work.db
    .insert(drivingPaces)
    .values({ organisationId: work.organisationId, ...values })
    .onConflictDoUpdate({ target: [drivingPaces.organisationId], set: values });
}

const inSteps = (factor: number) => Math.min(MOST, Math.max(LEAST, Math.round(factor / STEP) / (1 / STEP)));
