import { describe, expect, it } from 'vitest';
import { compileModel } from '../model/compile-model.ts';
import { onALine } from '../testing/line.ts';
import { createBestPlan } from './best-plan.ts';
import { createPlaceFinder } from './find-place.ts';
import { createFleetTrial, TRIALS_END } from './fleet-trial.ts';
import { findNeighbours } from './neighbours.ts';
import { createPace } from './pace.ts';
import { createRandom } from './random.ts';
import { createRecreate } from './recreate.ts';
import { createRoutes } from './routes.ts';
import { createRuin } from './ruin.ts';

const JOBS = 10;
const LONG = 600;
const SHORT = 400;

interface Run {
  readonly iterationsForEachJob: number;
  /** Of each vehicle. */
  readonly capacity: number;
  /** Whether plans with few vehicles are taken for the best when they are cheaper, as a search does. */
  readonly keepsCheaper?: boolean;
}

/** A run that begins with each job on a vehicle of its own and changes nothing but for the trials: what holds once they are over. */
function runTrials({ iterationsForEachJob, capacity, keepsCheaper = true }: Run) {
  const jobs = Array.from({ length: JOBS }, (_, index) => ({ at: 1 + index, amounts: [1] }));
  const vehicles = jobs.map(() => ({ capacities: [capacity], cost: { perKilometer: 1 } }));
  const model = compileModel(onALine(jobs, vehicles, { capacityDimensions: ['pieces'] }));
  const random = createRandom(1);
  const state = createRoutes(model);
  const neighbours = findNeighbours(model, 20, 50);
  const finder = createPlaceFinder(model, state, neighbours, random);
  const ruin = createRuin(model, state, neighbours, random);
  const recreate = createRecreate(model, state, finder, random);
  const bestPlan = createBestPlan(model, state);
  const limits: number[] = [];
  const limitRoutes = (count: number) => {
    limits.push(count);
    finder.limitRoutes(count);
  };
  const eachOnItsOwn = jobs.flatMap((_, job) => [model.firstNode[job]!, -1]);
  bestPlan.adopt(eachOnItsOwn, ruin);
  const budgeted = createPace({ iterations: iterationsForEachJob * JOBS }, JOBS);
  const operators = { finder: { ...finder, limitRoutes }, ruin, recreate, bestPlan, random };
  const trial = createFleetTrial(model, state, operators, budgeted);
  while (budgeted.next() && budgeted.pace.passed < TRIALS_END) {
    trial.advance();
    if (keepsCheaper && state.objective() < bestPlan.best.objective) bestPlan.store();
  }
  trial.advance();
  const learnFromAnother = () => {
    bestPlan.adopt(eachOnItsOwn, ruin);
    trial.advance();
  };
  return { limits, learnFromAnother, used: state.totals.usedRoutes, passed: trial.passed(), heat: trial.heat() };
}

describe('a trial with fewer vehicles ahead of a long run', () => {
  it('goes on hot within its limit where the plan with fewer is cheaper', () => {
    const { limits, used, heat } = runTrials({ iterationsForEachJob: LONG, capacity: 5 });
    expect(used).toBe(2);
    // Of eight vehicles saved it has three tenths back.
    expect(limits.at(-1)).toBe(4);
    expect(heat).toBe(1);
  });

  it('gives its limit up when another search has found a plan with more vehicles that is better', () => {
    const { limits, learnFromAnother } = runTrials({ iterationsForEachJob: LONG, capacity: 5 });
    learnFromAnother();
    expect(limits.slice(-2)).toEqual([4, JOBS]);
  });

  it('goes on with the plan of the other trial, and without a limit, where that is cheaper', () => {
    const { limits, used, heat } = runTrials({ iterationsForEachJob: LONG, capacity: 5, keepsCheaper: false });
    expect(limits).toContain(4);
    expect(limits.at(-1)).toBe(JOBS);
    expect(used).toBe(JOBS);
    expect(heat).toBeLessThan(1);
  });

  it('is not made where no vehicle can be saved', () => {
    const { limits, used, passed } = runTrials({ iterationsForEachJob: LONG, capacity: 1 });
    expect(limits.at(-1)).toBe(JOBS);
    expect(used).toBe(JOBS);
    expect(passed).toBeGreaterThan(TRIALS_END - 0.05);
  });

  it('is not made in a run with few iterations for each job', () => {
    const { limits, passed } = runTrials({ iterationsForEachJob: SHORT, capacity: 5 });
    expect(limits).toEqual([]);
    expect(passed).toBeCloseTo(TRIALS_END, 2);
  });
});
