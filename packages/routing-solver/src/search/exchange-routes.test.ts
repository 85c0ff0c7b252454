import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../checker/index.ts';
import { buildPlan } from '../evaluate/build-plan.ts';
import { compileModel } from '../model/compile-model.ts';
import type { Problem } from '../problem.ts';
import { makeDeliveryDay } from '../testing/delivery-day.ts';
import { smallProblem, unlinked } from '../testing/small-problems.ts';
import { createBestPlan } from './best-plan.ts';
import { createRouteExchange } from './exchange-routes.ts';
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
  const ruin = createRuin(model, state, neighbours, random);
  const recreate = createRecreate(model, state, finder, random);
  const bestPlan = createBestPlan(model, state);
  const { exchange } = createRouteExchange(model, state, neighbours, ruin, recreate, random);

  /** Takes part of the plan apart and puts it together again, many times, whatever that costs. */
  function wander(): void {
    for (let round = 0; round < 50; round++) {
      state.begin();
      ruin.ruin();
      recreate.recreate();
      if (state.log.broken) state.rollBack();
    }
  }

  function plan() {
    bestPlan.adopt(bestPlan.currentNodes(), ruin);
    return buildPlan(
      problem,
      model,
      Array.from({ length: model.routeCount }, (_, route) => bestPlan.sequence(route)),
    );
  }

  state.begin();
  state.takeOver(model.locked);
  recreate.recreate();
  return { model, state, exchange, wander, plan, currentNodes: bestPlan.currentNodes };
}

describe('createRouteExchange', () => {
  it('makes plans that hold out of any two, whatever rules are mixed but company', () => {
    fc.assert(
      fc.property(smallProblem.map(unlinked), (problem) => {
        const search = prepare(problem);
        if (search.model.guards.company || problem.jobs.length === 0 || search.state.log.broken) return;
        const first = search.currentNodes();
        for (let round = 0; round < 5; round++) {
          search.wander();
          search.exchange(first);
          expect(checkPlan(problem, search.plan())).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('brings routes of the other plan in', () => {
    const search = prepare(makeDeliveryDay({ jobs: 60, vehicles: 6, seed: 3 }));
    const first = search.currentNodes();
    search.wander();
    const second = search.currentNodes();
    const follows = (nodes: readonly number[]) => new Set(nodes.slice(1).map((node, at) => `${nodes[at]} ${node}`));
    const inFirst = follows(first);
    const shared = (nodes: readonly number[]) => [...follows(nodes)].filter((each) => inFirst.has(each)).length;
    const before = shared(second);
    for (let round = 0; round < 10; round++) search.exchange(first);
    expect(shared(search.currentNodes())).toBeGreaterThan(before + 10);
  });
});
