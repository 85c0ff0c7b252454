import { describe, expect, it } from 'vitest';
import { checkPlan } from '../checker/index.ts';
import { InvalidProblem } from '../index.ts';
import type { Progress } from '../search/search.ts';
import { makeDeliveryDay } from '../testing/delivery-day.ts';
import { solveInWorker } from './index.ts';

const day = makeDeliveryDay({ jobs: 60, vehicles: 5, seed: 3 });

describe('solveInWorker', () => {
  it('resolves with a plan that holds when its time is up', async () => {
    const plan = await solveInWorker(day, { limitSeconds: 0.2 }).plan;
    expect(checkPlan(day, plan)).toEqual([]);
  });

  it('reports progress and can be stopped long before its limit, with the best plan so far', async () => {
    const heard: Progress[] = [];
    const handle = solveInWorker(day, {
      limitSeconds: 3600,
      threads: 2,
      onProgress: (progress) => {
        heard.push(progress);
        handle.stop();
      },
    });
    const plan = await handle.plan;
    expect(checkPlan(day, plan)).toEqual([]);
    expect(heard[0]!.cost).toBeGreaterThan(0);
    expect(heard[0]!.unplacedJobs).toBeGreaterThanOrEqual(plan.unassigned.length);
  });

  it('gives the same plan for the same seed, threads and iterations, and one that holds', async () => {
    const solve = () => solveInWorker(day, { limitSeconds: 0, iterations: 200, threads: 2, seed: 4 }).plan;
    const [once, again] = [await solve(), await solve()];
    expect(checkPlan(day, once)).toEqual([]);
    expect(again).toEqual(once);
  });

  it('rejects a refused problem with its faults', async () => {
    const wrong = { ...day, jobs: [{ ...day.jobs[0]!, serviceSeconds: -1 }] };
    const refusal = await solveInWorker(wrong, { limitSeconds: 1 }).plan.catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidProblem);
    expect((refusal as InvalidProblem).faults[0]!.field).toBe('jobs[0].serviceSeconds');
  });
});
