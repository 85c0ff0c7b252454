import { Problem } from '../platform/index.ts';

const TRIES = 20;
const WINDOW_SECONDS = 600;
const MOST_REMEMBERED = 10_000;

/** Twenty tries to pair per address and ten minutes: a code has 30^6 values, so guessing one takes for ever. */
export class PairingThrottle {
  readonly #tries = new Map<string, { count: number; since: Date }>();

  /** Problem 429 `too_many_tries`. */
  take(address: string, now: Date): void {
    const known = this.#tries.get(address);
    const fresh = !known || now.getTime() - known.since.getTime() >= WINDOW_SECONDS * 1000;
    const tries = fresh ? { count: 1, since: now } : { count: known.count + 1, since: known.since };
    this.#tries.delete(address);
    this.#tries.set(address, tries);
    const oldest = this.#tries.keys().next().value;
    if (this.#tries.size > MOST_REMEMBERED && oldest !== undefined) this.#tries.delete(oldest);
    if (tries.count <= TRIES) return;
    const retryAfterSeconds = Math.ceil((tries.since.getTime() + WINDOW_SECONDS * 1000 - now.getTime()) / 1000);
    throw new Problem({
      status: 429,
      code: 'too_many_tries',
      title: 'Too many tries to pair',
      remedy: 'Wait a few minutes.',
      retryAfterSeconds,
    });
  }
}
