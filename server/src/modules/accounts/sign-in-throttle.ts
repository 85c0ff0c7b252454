import { Problem } from '../../platform/index.ts';

const TRIES = 8;
const WINDOW_SECONDS = 300;
const MOST_REMEMBERED = 50_000;

/** After eight wrong passwords for one e-mail it rests until five minutes have passed since the last of them. Kept in memory: a restart forgives. */
export class SignInThrottle {
  readonly #failures = new Map<string, { count: number; last: Date }>();

  /** Problem 429 `too_many_tries`. */
  check(email: string, now: Date): void {
    const failure = this.#failures.get(email);
    if (!failure) return;
    const restsUntil = failure.last.getTime() + WINDOW_SECONDS * 1000;
    if (restsUntil <= now.getTime()) this.#failures.delete(email);
    else if (failure.count >= TRIES) {
      throw new Problem({
        status: 429,
        code: 'too_many_tries',
        title: 'Too many wrong passwords',
        remedy: 'Wait a few minutes, then try again.',
        retryAfterSeconds: Math.ceil((restsUntil - now.getTime()) / 1000),
      });
    }
  }

  failed(email: string, now: Date): void {
    const count = (this.#failures.get(email)?.count ?? 0) + 1;
    // Re-inserting keeps the map in order of the last failure, so the oldest is the first to be forgotten.
    this.#failures.delete(email);
    this.#failures.set(email, { count, last: now });
    const oldest = this.#failures.keys().next().value;
    if (this.#failures.size > MOST_REMEMBERED && oldest !== undefined) this.#failures.delete(oldest);
  }

  succeeded(email: string): void {
    this.#failures.delete(email);
  }
}
