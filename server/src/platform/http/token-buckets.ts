import type { RealClock } from '../clock/index.ts';

/** How fast one credential may ask, and how much at once after a rest. */
export interface Allowance {
  readonly perSecond: number;
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

const mostBuckets = 50_000;

/** Token buckets of this process, one a credential; the longest unused are forgotten first. */
export class TokenBuckets {
  readonly #clock: RealClock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: RealClock) {
    this.#clock = clock;
  }

  /** Takes a token; 0 when there was one, else the seconds until there is. */
  take(key: string, allowance: Allowance): number {
    const now = this.#clock.now().getTime();
    const bucket = this.#buckets.get(key) ?? { tokens: allowance.burst, filledAt: now };
    const gained = (Math.max(0, now - bucket.filledAt) / 1_000) * allowance.perSecond;
    bucket.tokens = Math.min(allowance.burst, bucket.tokens + gained);
    bucket.filledAt = now;
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > mostBuckets) this.#buckets.delete(this.#buckets.keys().next().value!);
    if (bucket.tokens < 1) return (1 - bucket.tokens) / allowance.perSecond;
    bucket.tokens--;
    return 0;
  }
}
