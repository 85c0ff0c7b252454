import { createHash } from 'node:crypto';
import { eq, lt, sql } from 'drizzle-orm';
import type { RealClock } from '../../platform/clock/index.ts';
import { type Database, Problem } from '../../platform/index.ts';
import { signInTries } from './schema.ts';

interface Limit {
  readonly tries: number;
  readonly windowSeconds: number;
}

/**
 * Eight tries from one address for one e-mail: whoever guesses does not lock out the member, who sits elsewhere. A hundred
 * an hour for one e-mail from everywhere (ASVS 2.2.1), and sixty from one address for all e-mails.
 */
const LIMITS = {
  pair: { tries: 8, windowSeconds: 300 },
  email: { tries: 100, windowSeconds: 3_600 },
  address: { tries: 60, windowSeconds: 300 },
} as const satisfies Record<string, Limit>;

/** Tries to sign in, counted in the database before anything is compared: many at once, or several processes, gain nothing. */
export class SignInTries {
  readonly #database: Database;
  readonly #clock: RealClock;

  constructor(database: Database, clock: RealClock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Counts one try; without an e-mail, where nobody is named yet, by its address alone. Problem 429 `too_many_tries`. */
  async take(email: string | null, address: string): Promise<void> {
    const at = this.#clock.now();
    const restsUntil = await this.#database.asInstallation(async (db) => {
      let latest: Date | null = null;
      for (const [kind, nameHash] of Object.entries(namesOf(email, address))) {
        const limit: Limit = LIMITS[kind as keyof typeof LIMITS];
        const windowEndsAt = new Date(at.getTime() + limit.windowSeconds * 1_000);
        const isOver = sql`${signInTries.windowEndsAt} <= ${at.toISOString()}::timestamptz`;
        const [row] = await db
          .insert(signInTries)
          .values({ nameHash, tries: 1, windowEndsAt })
          .onConflictDoUpdate({
            target: signInTries.nameHash,
            set: {
              tries: sql`CASE WHEN ${isOver} THEN 1 ELSE ${signInTries.tries} + 1 END`,
              windowEndsAt: sql`CASE WHEN ${isOver} THEN excluded.window_ends_at ELSE ${signInTries.windowEndsAt} END`,
            },
          })
          .returning();
        if (row!.tries > limit.tries && (latest === null || row!.windowEndsAt > latest)) latest = row!.windowEndsAt;
      }
      return latest;
    });
    if (restsUntil === null) return;
    throw new Problem({
      status: 429,
      code: 'too_many_tries',
      title: 'Too many tries',
      remedy: 'Wait a few minutes, then try again.',
      retryAfterSeconds: Math.max(1, Math.ceil((restsUntil.getTime() - at.getTime()) / 1_000)),
    });
  }

  /** It was the right person: what was counted against e-mail and pair is forgiven, and this one try of the address. */
  async succeeded(email: string | null, address: string): Promise<void> {
    const names = namesOf(email, address);
    await this.#database.asInstallation(async (db) => {
      await db
        .update(signInTries)
        .set({ tries: sql`greatest(${signInTries.tries} - 1, 0)` })
        .where(eq(signInTries.nameHash, names.address));
      const forgiven = [names.email, names.pair].filter((name) => name !== undefined);
      for (const name of forgiven) await db.delete(signInTries).where(eq(signInTries.nameHash, name));
    });
  }

  /** Rows whose window is over say nothing any more. */
  async forgetOld(): Promise<void> {
    await this.#database.asInstallation((db) =>
      db.delete(signInTries).where(lt(signInTries.windowEndsAt, this.#clock.now())),
    );
  }
}

/** In the order in which all processes lock them. */
function namesOf(email: string | null, address: string): { address: string; email?: string; pair?: string } {
  const hash = (kind: string, name: string) => createHash('sha256').update(`${kind} ${name}`).digest('base64url');
  if (email === null) return { address: hash('address', address) };
  return { address: hash('address', address), email: hash('email', email), pair: hash('pair', `${email} ${address}`) };
}
