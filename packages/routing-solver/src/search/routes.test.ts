import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileModel } from '../model/compile-model.ts';
import type { Problem } from '../problem.ts';
import { makeDeliveryDay } from '../testing/delivery-day.ts';
import { smallProblem } from '../testing/small-problems.ts';
import { createPlaceFinder } from './find-place.ts';
import { findNeighbours } from './neighbours.ts';
import { createRandom } from './random.ts';
import { createRecreate } from './recreate.ts';
import { createRoutes } from './routes.ts';
import { createRuin } from './ruin.ts';

function prepare(problem: Problem) {
  const model = compileModel(problem);
  const random = createRandom(1);
  const state = createRoutes(model);
  const neighbours = findNeighbours(model, 20, 50);
  const finder = createPlaceFinder(model, state, neighbours, random);
  const { ruin } = createRuin(model, state, neighbours, random);
  const { recreate } = createRecreate(model, state, finder, random);
  return { model, state, ruin, recreate };
}

/** Everything that is kept up to date piece by piece, as it stands. */
function kept({ model, state }: ReturnType<typeof prepare>) {
  const inRoutes = Array.from({ length: model.nodeCount }, (_, node) => node).filter(
    (node) => state.routeOf[node]! >= 0,
  );
  const of = (values: ArrayLike<number>) => inRoutes.map((node) => values[node]);
  const { dimensions } = model;
  const loadsOf = (values: Int32Array) => {
    if (values.length === 0) return [];
    return inRoutes.flatMap((node) => [...values.subarray(node * dimensions, (node + 1) * dimensions)]);
  };
  return {
    departs: of(state.departs),
    latest: of(state.latest),
    load: loadsOf(state.load),
    peaks: [...loadsOf(state.peakBefore), ...loadsOf(state.peakAfter)],
    driving: [...state.driving],
    meters: [...state.meters],
    jobs: [...state.jobs],
    leg: of(state.leg).map((cost) => cost!.toFixed(6)),
    cost: [...state.cost].map((cost) => cost.toFixed(6)),
    total: state.totals.cost.toFixed(4),
    absent: [...state.absent.slice(0, state.totals.absent)].sort((a, b) => a - b),
  };
}

const pureDeliveries = (problem: Problem): Problem => ({
  ...problem,
  jobs: problem.jobs.map(({ pickup: _pickup, readySeconds: _ready, ...job }) => ({
    ...job,
    kind: 'delivery' as const,
  })),
  vehicles: problem.vehicles.map(({ reload: _reload, ...vehicle }) => ({
    ...vehicle,
    shifts: vehicle.shifts.map(({ breaks: _breaks, ...shift }) => shift),
  })),
});

const day = makeDeliveryDay({ jobs: 80, vehicles: 6, seed: 2 });

describe('createRoutes', () => {
  for (const [name, problem] of Object.entries({ 'a full day': day, 'deliveries with windows': pureDeliveries(day) })) {
    it(`keeps times, loads and costs along ${name} as a full recomputation would`, () => {
      const search = prepare(problem);
      search.state.begin();
      search.recreate();
      for (let round = 0; round < 300; round++) {
        search.state.begin();
        search.ruin();
        search.recreate();
        const before = kept(search);
        for (let route = 0; route < search.model.routeCount; route++) search.state.settleRoute(route);
        expect(kept(search)).toEqual(before);
      }
    });

    it(`rolls ${name} back to just what it was`, () => {
      const search = prepare(problem);
      search.state.begin();
      search.recreate();
      for (let round = 0; round < 300; round++) {
        const before = kept(search);
        search.state.begin();
        search.ruin();
        search.recreate();
        if (round % 3 === 0) continue;
        search.state.rollBack();
        expect(kept(search)).toEqual(before);
      }
    });
  }

  it('rolls back whatever rules are mixed', () => {
    fc.assert(
      fc.property(smallProblem, (problem) => {
        const search = prepare(problem);
        search.state.begin();
        search.recreate();
        for (let round = 0; round < 10 && problem.jobs.length > 0; round++) {
          const before = kept(search);
          search.state.begin();
          search.ruin();
          search.recreate();
          search.state.rollBack();
          expect(kept(search)).toEqual(before);
        }
      }),
      { numRuns: 100 },
    );
  });
});
