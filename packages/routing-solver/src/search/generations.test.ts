import { describe, expect, it } from 'vitest';
import type { Model } from '../model/model.ts';
import { createElites } from './elites.ts';
import { createGenerations } from './generations.ts';
import { createRandom } from './random.ts';
import type { RouteState } from './routes.ts';

const JOBS = 100;
/** Of a run, with so many iterations for each job that a start takes 3 % of it and a child 0.3 %. */
const ITERATIONS = 2_000_000;
const STEPS = 5000;

/** How many starts from nothing a run makes besides the plan that it begins with. `found` is what the nth annealing ends with. */
function countStarts(found: (each: number) => number, expected = ITERATIONS): number {
  const pace = { done: 0, checks: 0, passed: 0, expected };
  let starts = 0;
  let ended = 0;
  const nothing = () => {};
  const operators = {
    ruin: { empty: nothing },
    recreate: { fill: () => starts++ },
    bestPlan: { currentNodes: () => [], become: nothing, noteChanges: nothing },
    random: createRandom(1),
    elites: createElites(createRandom(2)),
    routeExchange: { exchange: () => false },
  } as unknown as Parameters<typeof createGenerations>[2];
  const model = { jobCount: JOBS, routeCount: 0, guards: { company: false } } as unknown as Model;
  const state = { begin: nothing, stops: [], objective: () => found(ended++) } as unknown as RouteState;
  const generations = createGenerations(model, state, operators, { pace, next: () => true });
  for (let step = 1; step < STEPS; step++) {
    pace.passed = step / STEPS;
    generations.advance();
  }
  return starts;
}

describe('a run as a row of annealings', () => {
  it('begins again with eight starts when children have been in vain for long, while that leaves time for children of theirs', () => {
    expect(countStarts((each) => 1000 + each)).toBe(7 + 8 + 8);
  });

  it('goes on with children as long as they find something better', () => {
    expect(countStarts((each) => 1000 - each)).toBe(7);
  });

  it('is one annealing with few iterations for each job', () => {
    expect(countStarts((each) => 1000 + each, 2000 * JOBS)).toBe(0);
  });
});
