import { RefusedError } from '../errors.ts';

const FIRST_DELAY_MILLISECONDS = 250;
const LONGEST_DELAY_MILLISECONDS = 8_000;

/** Full jitter over a doubling ceiling (AWS Architecture Blog, "Exponential Backoff And Jitter"). `failures` counts from 1. */
export function backoffMilliseconds(failures: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_DELAY_MILLISECONDS, FIRST_DELAY_MILLISECONDS * 2 ** Math.min(failures - 1, 10));
  return Math.round(ceiling * (0.1 + 0.9 * random()));
}

/** Seconds or an HTTP date, as milliseconds from now; 0 when absent or unreadable. */
export function retryAfterMilliseconds(header: string | null, epochMilliseconds: number): number {
  if (!header) return 0;
  const seconds = Number(header);
  const milliseconds = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - epochMilliseconds;
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0;
}

/** What to do after an attempt that did not bring the answer. */
export type Verdict = 'give_up' | 'here' | 'elsewhere' | 'wait';

/** Every call may be repeated: reads are, and writes carry a key. Only trouble that passes is worth it. `asked`: the platform said when to come again. */
export function judge(error: unknown, asked: boolean): Verdict {
  if (!(error instanceof RefusedError)) return 'elsewhere';
  const { code, status } = error;
  // The credential is limited, the platform or what it needs is, or the first try is still at work: another edge would say the same.
  if (code === 'still_running' || status === 429 || status === 408) return 'here';
  if (status !== 503) return 'give_up';
  if (!asked || code === 'restarting') return 'elsewhere';
  // Up, and without something that it needs: asking costs it nothing, and all who wait may do so together. Not so when it has too much to do.
  return code === 'overloaded' ? 'here' : 'wait';
}
