import type { Plan } from '../plan.ts';
import type { Progress } from '../search.ts';

export interface SolveOptions {
  /** Real seconds of searching, start-up of the threads not counted. */
  readonly limitSeconds: number;
  readonly seed?: number;
  /** Independent searches, best plan wins; default 1. */
  readonly threads?: number;
  /** About once a second, best of all threads. */
  readonly onProgress?: (progress: Progress & { readonly elapsedSeconds: number }) => void;
}

export interface SolveHandle {
  /** Rejects with `InvalidProblem` for refused input, or when a thread dies. */
  readonly plan: Promise<Plan>;
  /** Ends the search soon; `plan` then resolves with the best so far. */
  stop(): void;
}
