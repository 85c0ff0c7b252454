import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../checker/index.ts';
import { buildPlan } from '../evaluate/build-plan.ts';
import { compileModel } from '../model/compile-model.ts';
import type { Problem } from '../problem.ts';
import { makeDeliveryDay } from '../testing/delivery-day.ts';
import { onALine } from '../testing/line.ts';
import { smallProblem, unlinked } from '../testing/small-problems.ts';
import { createBestPlan } from './best-plan.ts';
import { createTailExchange } from './exchange-tails.ts';
import { createPlaceFinder } from './find-place.ts';
import { findNeighbours } from './neighbours.ts';
import { createRandom } from './random.ts';
import { createRecreate } from './recreate.ts';
import { createRoutes } from './routes.ts';
import { createRuin } from './ruin.ts';

/** Without what it leaves alone. */
const exchangeable = ({ together: _together, apart: _apart, ...problem }: Problem): Problem => ({
  ...unlinked(problem as Problem),
  vehicles: problem.vehicles.map(({ reload: _reload, ...vehicle }) => vehicle),
});

function prepare(problem: Problem) {
  const model = compileModel(problem);
  const random = createRandom(1);
  const state = createRoutes(model);
  const neighbours = findNeighbours(model, 20, 50);
  const ruin = createRuin(model, state, neighbours, random);
  const recreate = createRecreate(model, state, createPlaceFinder(model, state, neighbours, random), random);
  const bestPlan = createBestPlan(model, state);
  const { exchange, isPossible } = createTailExchange(model, state, neighbours, random);

  function plan() {
    bestPlan.adopt(bestPlan.currentNodes(), ruin);
    const orders = Array.from({ length: model.routeCount }, (_, route) => bestPlan.sequence(route));
    return buildPlan(problem, model, orders);
  }

  state.begin();
  state.takeOver(model.locked);
  recreate.recreate();
  // Whether it is worth it to use several vehicles is drawn for each pass.
  for (let tries = 0; tries < 30 && state.totals.usedRoutes < 2; tries++) {
    state.begin();
    for (let route = 0; route < model.routeCount; route++) ruin.empty(route);
    recreate.recreate();
  }
  return { model, state, ruin, recreate, exchange, isPossible, plan, currentNodes: bestPlan.currentNodes };
}

describe('createTailExchange', () => {
  it('leaves plans that hold, whatever rules are mixed but company and reloads, and the cost that their routes add up to', () => {
    let exchanged = 0;
    fc.assert(
      fc.property(smallProblem.map(exchangeable), (problem) => {
        const { isPossible, state, exchange, plan } = prepare(problem);
        expect(isPossible).toBe(true);
        if (problem.jobs.length === 0 || state.log.broken) return;
        for (let round = 0; round < 30; round++) {
          state.begin();
          if (exchange(Number.POSITIVE_INFINITY)) exchanged++;
        }
        const { cost } = state.totals;
        expect(checkPlan(problem, plan())).toEqual([]);
        expect(state.totals.cost).toBeCloseTo(cost, 3);
      }),
      { numRuns: 500 },
    );
    expect(exchanged).toBeGreaterThan(0);
  });

  it('leaves days that hold, with breaks, shipments, promises and paid hours', () => {
    let exchanged = 0;
    for (let seed = 1; seed <= 6; seed++) {
      const day = makeDeliveryDay({ jobs: 60, vehicles: 8, seed });
      const { isPossible, state, ruin, recreate, exchange, plan } = prepare(exchangeable(day));
      expect(isPossible).toBe(true);
      for (let round = 0; round < 40; round++) {
        state.begin();
        ruin.ruin();
        recreate.recreate();
        if (state.log.broken) state.rollBack();
        state.begin();
        if (exchange(Number.POSITIVE_INFINITY)) exchanged++;
      }
      expect(checkPlan(exchangeable(day), plan())).toEqual([]);
    }
    expect(exchanged).toBeGreaterThan(30);
  });

  it('brings no goods that are ready late onto a route whose first window is early', () => {
    const early = { at: 2, windows: [{ startSeconds: 0, endSeconds: 600 }] };
    const late = { at: 3, windows: [{ startSeconds: 5200, endSeconds: 9000 }] };
    const problem = onALine([early, { at: 4 }, late, { at: 5, readySeconds: 5000 }], [{}, {}]);
    const model = compileModel(problem);
    const state = createRoutes(model);
    const { exchange } = createTailExchange(model, state, findNeighbours(model, 20, 50), createRandom(1));
    state.begin();
    state.takeOver([
      [0, 1],
      [2, 3],
    ]);
    const seen = new Set<string>();
    for (let round = 0; round < 100; round++) {
      state.begin();
      if (!exchange(Number.POSITIVE_INFINITY)) continue;
      const order = new Int32Array(4);
      const orders = [0, 1].map((route) => order.slice(0, state.copySequence(route, order)).join(' '));
      seen.add(orders.join(' | '));
      state.rollBack();
    }
    // Not `0 3 | 2 1`: the vehicle would have to wait for what is ready at 5,000 s.
    expect([...seen]).toEqual(['0 | 2 3 1']);
  });

  it('takes an exchange for less than was allowed, and changes nothing where there is none', () => {
    const { state, ruin, recreate, exchange, currentNodes } = prepare(
      makeDeliveryDay({ jobs: 60, vehicles: 6, seed: 3 }),
    );
    let [better, none] = [0, 0];
    for (let round = 0; round < 400; round++) {
      state.begin();
      ruin.ruin();
      recreate.recreate();
      if (state.log.broken) state.rollBack();
      const before = { nodes: currentNodes(), cost: state.totals.cost };
      state.begin();
      if (!exchange(0)) {
        none++;
        expect([currentNodes(), state.totals.cost]).toEqual([before.nodes, before.cost]);
        continue;
      }
      if (state.totals.cost < before.cost) better++;
      state.rollBack();
      expect(currentNodes()).toEqual(before.nodes);
      expect(state.totals.cost).toBeCloseTo(before.cost, 3);
    }
    expect([better > 5, none > 5]).toEqual([true, true]);
  });
});
