import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../checker/index.ts';
import { InvalidProblem } from '../index.ts';
import type { Progress } from '../search/search.ts';
import { makeDeliveryDay } from '../testing/delivery-day.ts';
import type { ThreadInput } from './messages.ts';
import { solveInWorker, startThread } from './solve-in-worker.ts';

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

  it('can be stopped where iterations are counted', async () => {
    const handle = solveInWorker(day, { limitSeconds: 0, iterations: 1e9, onProgress: () => handle.stop() });
    expect(checkPlan(day, await handle.plan)).toEqual([]);
  });

  /** Without a word, as a thread goes that has used all its memory. */
  const dies = () => new Worker('process.exit(3)', { eval: true });

  it('gives the plan of the threads that are left when one dies, which nobody waits for', async () => {
    const start = (input: ThreadInput) => (input.thread === 0 ? dies() : startThread(input));
    const plan = await solveInWorker(day, { limitSeconds: 0, iterations: 200, threads: 2 }, start).plan;
    expect(checkPlan(day, plan)).toEqual([]);
  });

  it('says so when every thread has died', async () => {
    await expect(solveInWorker(day, { limitSeconds: 1, threads: 2 }, dies).plan).rejects.toThrow('ended with code 3');
  });

  it('rejects a refused problem with its faults', async () => {
    const wrong = { ...day, jobs: [{ ...day.jobs[0]!, serviceSeconds: -1 }] };
    const refusal = await solveInWorker(wrong, { limitSeconds: 1 }).plan.catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidProblem);
    expect((refusal as InvalidProblem).faults[0]!.field).toBe('jobs[0].serviceSeconds');
  });
});
