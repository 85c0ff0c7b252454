import type { InputFault, Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import type { Progress } from '../search/search.ts';
import type { Meeting } from './meeting.ts';

export interface ThreadInput {
  readonly problem: Problem;
  readonly seed: number;
  readonly limit: { readonly seconds: number } | { readonly iterations: number };
  /** Which of the threads this is. */
  readonly thread: number;
  /** null when it is alone. */
  readonly meeting: Meeting | null;
  readonly inBackground: boolean;
  /** One Int32 in shared memory, set to 1 to stop: the thread is busy and reads no messages. */
  readonly stopFlag: Int32Array<SharedArrayBuffer>;
}

export type ThreadMessage =
  | { readonly kind: 'progress'; readonly progress: Progress; readonly elapsedSeconds: number }
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'refused'; readonly faults: readonly InputFault[] };
