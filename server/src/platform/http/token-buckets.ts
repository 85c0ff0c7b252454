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

export interface Taken {
  readonly allowed: boolean;
  /** Whole requests that may follow at once. */
  readonly remaining: number;
  /** Seconds until the next one may come; 0 when one may come now. */
  readonly waitSeconds: number;
}

const mostBuckets = 50_000;

/** Token buckets of this process, one a credential; the longest unused are forgotten first. */
export class TokenBuckets {
  readonly #clock: RealClock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: RealClock) {
    this.#clock = clock;
  }

  /** Takes a token where there is one. */
  take(key: string, allowance: Allowance): Taken {
    const now = this.#clock.now().getTime();
    const bucket = this.#buckets.get(key) ?? { tokens: allowance.burst, filledAt: now };
    const gained = (Math.max(0, now - bucket.filledAt) / 1_000) * allowance.perSecond;
    bucket.tokens = Math.min(allowance.burst, bucket.tokens + gained);
    bucket.filledAt = now;
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > mostBuckets) this.#buckets.delete(this.#buckets.keys().next().value!);
    const allowed = bucket.tokens >= 1;
    if (allowed) bucket.tokens--;
    const waitSeconds = bucket.tokens >= 1 ? 0 : (1 - bucket.tokens) / allowance.perSecond;
    return { allowed, remaining: Math.floor(bucket.tokens), waitSeconds };
  }
}
