import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { createSearch, type Problem } from '@roundsman/routing-solver';
import { joinMeeting, type Meeting } from '@roundsman/routing-solver/worker';

export interface ThreadTask {
  readonly problem: Problem;
  readonly seed: number;
  /** CPU seconds of the whole process at which to stop, from `startedAt`. */
  readonly limitSeconds: number;
  readonly thread: number;
  /** null when it is alone. */
  readonly meeting: Meeting | null;
}

export interface ThreadResult {
  readonly plan: ReturnType<ReturnType<typeof createSearch>['plan']>;
  readonly iterations: number;
  /** Cost after CPU seconds, for the pictures. */
  readonly trace: readonly (readonly [number, number])[];
  readonly cpuSeconds: number;
  readonly residentMegabytes: number;
}

const { problem, seed, limitSeconds, thread, meeting } = workerData as ThreadTask;
const cpuSeconds = () => {
  const { user, system } = process.cpuUsage(startedAt);
  return (user + system) / 1e6;
};
const startedAt = process.cpuUsage();
const joined = meeting ? joinMeeting(meeting, thread) : null;
const search = createSearch(problem, { seed, ...(joined && { exchange: joined.exchange }) });
const trace: [number, number][] = [];
let nextTrace = 0.125;
const progress = search.run({
  elapsed: () => {
    const seconds = cpuSeconds();
    if (seconds >= nextTrace) {
      const { cost, routes } = search.progress();
      // While the first plan is made there is nothing to draw.
      if (routes > 0) trace.push([seconds, cost]);
      nextTrace *= 1.25;
    }
    return seconds / limitSeconds;
  },
});
joined?.leave();
const seconds = cpuSeconds();
parentPort!.postMessage({
  plan: search.plan(),
  iterations: progress.iterations,
  trace: [...trace, [seconds, progress.cost]],
  cpuSeconds: seconds,
  residentMegabytes: residentMegabytes(),
} satisfies ThreadResult);

function residentMegabytes(): number {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (peak) return Math.round(Number(peak) / 1024);
  } catch {
    // No /proc on this system.
  }
  return Math.round(process.memoryUsage().rss / 1048576);
}
