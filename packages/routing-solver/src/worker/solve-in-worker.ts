import { Worker } from 'node:worker_threads';
import { InvalidProblem } from '../index.ts';
import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import type { Progress } from '../search/search.ts';
import { createMeeting, leaveMeeting } from './meeting.ts';
import type { ThreadInput, ThreadMessage } from './messages.ts';

export interface SolveOptions {
  /** Real seconds of searching, start-up of the threads not counted. */
  readonly limitSeconds: number;
  /** Searches for so many iterations a thread instead of `limitSeconds`: the same seed and threads then give the same plan. */
  readonly iterations?: number;
  readonly seed?: number;
  /** Searches with seeds of their own that go on from the best of all at fifteen moments in between; default 1. */
  readonly threads?: number;
  /** Yields to everything else on the machine that has something to do (Linux alone knows that of threads); default false. */
  readonly inBackground?: boolean;
  /** About once a second, of the thread that is ahead. */
  readonly onProgress?: (progress: Progress & { readonly elapsedSeconds: number }) => void;
}

export interface SolveHandle {
  /** The best of all threads that came to an end. Rejects with `InvalidProblem` for refused input, or when every thread has died. */
  readonly plan: Promise<Plan>;
  /** Ends the search soon, also while the first plan is made; `plan` then resolves with the best so far. */
  stop(): void;
}

/** Beside this file, as source or built. */
const THREAD = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url);

/** Each thread is new: the search's closures run fastest as the only ones of their isolate. */
export const startThread = (input: ThreadInput) => new Worker(THREAD, { workerData: input });

/** @param start makes the thread of a search. */
export function solveInWorker(problem: Problem, options: SolveOptions, start = startThread): SolveHandle {
  const { limitSeconds, iterations, seed = 1, threads = 1, inBackground = false, onProgress } = options;
  const limit = iterations === undefined ? { seconds: limitSeconds } : { iterations };
  const meeting = threads > 1 ? createMeeting(problem, threads) : null;
  const stopFlag = new Int32Array(new SharedArrayBuffer(4));
  const latest = new Map<number, Progress>();
  const plans = Array.from({ length: threads }, (_, thread) =>
    runThread(
      start({ problem, seed: seed + thread, limit, thread, meeting, inBackground, stopFlag }),
      (progress, elapsedSeconds) => {
        latest.set(thread, progress);
        const [ahead] = [...latest.values()].sort((a, b) => a.unplacedJobs - b.unplacedJobs || a.cost - b.cost);
        // One voice: the first thread that is still there keeps the beat.
        if (thread === Math.min(...latest.keys()) && ahead) onProgress?.({ ...ahead, elapsedSeconds });
      },
    ).catch((error: unknown) => {
      latest.delete(thread);
      if (meeting) leaveMeeting(meeting);
      throw error;
    }),
  );
  const stop = () => {
    Atomics.store(stopFlag, 0, 1);
  };
  return { plan: bestOf(plans), stop };
}

/** What one thread loses (all its memory is used, say) another may have. */
async function bestOf(plans: readonly Promise<Plan>[]): Promise<Plan> {
  const ended = await Promise.allSettled(plans);
  const finished = ended.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  if (finished.length > 0) return finished.reduce((best, each) => (isBetter(each, best) ? each : best));
  throw ended.find((each) => each.status === 'rejected')!.reason;
}

function isBetter(a: Plan, b: Plan): boolean {
  for (const [level, value] of a.objective.entries()) {
    if (value !== b.objective[level]) return value < b.objective[level]!;
  }
  return a.cost.total < b.cost.total;
}

function runThread(worker: Worker, onProgress: (progress: Progress, elapsedSeconds: number) => void): Promise<Plan> {
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
