import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { listItineraries, moveOnDay, planDay, prepareDayMove } from './index.ts';
import { makeSmallDay, SERVICE_DATE, type SmallDay } from './testing/small-day.ts';
import { straightRoads } from './testing/straight-roads.ts';

describe('dispatchers who act at the same moment', () => {
  let test: TestDatabase;
  let day: SmallDay;

  beforeAll(async () => {
    test = await openTestDatabase();
    day = await makeSmallDay(test);
  });
  afterAll(() => test?.close());

  it('start plans, each with a code of its own', async () => {
    const wish = { serviceDate: SERVICE_DATE, limitSeconds: 1, seed: 1, roads: 'Straight lines' };
    const plans = await Promise.all([1, 2, 3, 4].map(() => day.transact((work) => planDay(work, wish))));
    expect(plans.map(({ code }) => code).toSorted()).toEqual(['P1', 'P2', 'P3', 'P4']);
  });

  it('make itineraries, each with a code of its own', async () => {
    const moves = await Promise.all(
      day.vehicleIds.map((vehicleId, at) =>
        prepareDayMove(test.database, straightRoads, day.organisationId, {
          ...{ serviceDate: SERVICE_DATE, jobId: day.jobIds[at]!, vehicleId, afterStopId: null },
        }),
      ),
    );
    await Promise.all(moves.map((move) => day.transact((work) => moveOnDay(work, move))));
    const made = await day.transact((work) => listItineraries(work, SERVICE_DATE));
    expect(made.map(({ code }) => code).toSorted()).toEqual(['R1', 'R2']);
  });
});
