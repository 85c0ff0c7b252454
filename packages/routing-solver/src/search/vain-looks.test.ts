import { describe, expect, it } from 'vitest';
import { compileModel } from '../model/compile-model.ts';
import { makeDeliveryDay } from '../testing/delivery-day.ts';
import { createPlaceFinder } from './find-place.ts';
import { findNeighbours } from './neighbours.ts';
import { createRandom } from './random.ts';
import { createRecreate } from './recreate.ts';
import { createRoutes } from './routes.ts';
import { createRuin } from './ruin.ts';

/** Draws that overlook no position. */
const seesAll = { unit: () => 1, below: (limit: number) => limit - 1 };

describe('createVainLooks', () => {
  it('hides no place from a job that fitted nowhere before, however routes change and are rolled back', () => {
    // Two vehicles for twice their work: many jobs stay out all the time. With so few neighbours most places are found by looking everywhere.
    const model = compileModel(makeDeliveryDay({ jobs: 60, vehicles: 2, seed: 5 }));
    const random = createRandom(1);
    const state = createRoutes(model);
    const neighbours = findNeighbours(model, 2, 20);
    const { ruin } = createRuin(model, state, neighbours, random);
    const { recreate } = createRecreate(model, state, createPlaceFinder(model, state, neighbours, seesAll), random);
    let absentJobs = 0;
    for (let round = 0; round < 200; round++) {
      state.begin();
      if (round > 0) ruin();
      recreate();
      const fresh = createPlaceFinder(model, state, neighbours, seesAll);
      const absent = [...state.absent.slice(0, state.totals.absent)];
      absentJobs += absent.length;
      expect(absent.filter((job) => fresh.find(job))).toEqual([]);
      if (round > 0 && random.unit() < 0.5) state.rollBack();
    }
    expect(absentJobs).toBeGreaterThan(1000);
  });
});
