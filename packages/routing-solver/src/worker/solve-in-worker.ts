import { Worker } from 'node:worker_threads';
import { InvalidProblem } from '../index.ts';
import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import type { Progress } from '../search/search.ts';
import { createMeeting } from './meeting.ts';
import type { ThreadInput, ThreadMessage } from './messages.ts';

export interface SolveOptions {
  /** Real seconds of searching, start-up of the threads not counted. */
  readonly limitSeconds: number;
  /** Searches for so many iterations a thread instead of `limitSeconds`: the same seed and threads then give the same plan. */
  readonly iterations?: number;
  readonly seed?: number;
  /** Searches with seeds of their own that go on from the best of all at every sixteenth of the time; default 1. */
  readonly threads?: number;
  /** Yields to everything else on the machine that has something to do (Linux alone knows that of threads); default false. */
  readonly inBackground?: boolean;
  /** About once a second, of the thread that is ahead. */
  readonly onProgress?: (progress: Progress & { readonly elapsedSeconds: number }) => void;
}

export interface SolveHandle {
  /** Rejects with `InvalidProblem` for refused input, or when a thread dies. */
  readonly plan: Promise<Plan>;
  /** Ends the search soon; `plan` then resolves with the best so far. */
  stop(): void;
}

/** Beside this file, as source or built. */
const THREAD = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url);

/** Each thread is new: the search's closures run fastest as the only ones of their isolate. */
export function solveInWorker(problem: Problem, options: SolveOptions): SolveHandle {
  const { limitSeconds, iterations, seed = 1, threads = 1, inBackground = false, onProgress } = options;
  const limit = iterations === undefined ? { seconds: limitSeconds } : { iterations };
  const meeting = threads > 1 ? createMeeting(problem, threads) : null;
  const stopFlag = new Int32Array(new SharedArrayBuffer(4));
  const latest = new Map<number, Progress>();
  const plans = Array.from({ length: threads }, (_, thread) =>
    runThread(
      { problem, seed: seed + thread, limit, thread, meeting, inBackground, stopFlag },
      (progress, elapsedSeconds) => {
        latest.set(thread, progress);
        const [ahead] = [...latest.values()].sort((a, b) => a.unplacedJobs - b.unplacedJobs || a.cost - b.cost);
        // One voice: the first thread keeps the beat.
        if (thread === 0 && ahead) onProgress?.({ ...ahead, elapsedSeconds });
      },
    ),
  );
  const stop = () => {
    Atomics.store(stopFlag, 0, 1);
  };
  const plan = Promise.all(plans).then(
    (finished) => finished.reduce((best, each) => (isBetter(each, best) ? each : best)),
    (error) => {
      stop();
      throw error;
    },
  );
  return { plan, stop };
}

function isBetter(a: Plan, b: Plan): boolean {
  for (const [level, value] of a.objective.entries()) {
    if (value !== b.objective[level]) return value < b.objective[level]!;
  }
  return a.cost.total < b.cost.total;
}

function runThread(
  input: ThreadInput,
  onProgress: (progress: Progress, elapsedSeconds: number) => void,
): Promise<Plan> {
  const worker = new Worker(THREAD, { workerData: input });
  return new Promise((resolve, reject) => {
    worker.on('message', (message: ThreadMessage) => {
      if (message.kind === 'progress') onProgress(message.progress, message.elapsedSeconds);
      else if (message.kind === 'plan') resolve(message.plan);
      else reject(new InvalidProblem(message.faults));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`A solver thread ended with code ${code} before it had a plan.`)));
  });
}
