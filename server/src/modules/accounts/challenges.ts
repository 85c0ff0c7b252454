import { randomBytes } from 'node:crypto';
import { and, eq, gt, lt } from 'drizzle-orm';
import type { RealClock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/index.ts';
import { signInChallenges } from './schema.ts';
import { hashSecret } from './secrets.ts';

type ChallengeRow = typeof signInChallenges.$inferSelect;
export type ChallengePurpose = ChallengeRow['purpose'];

export const CHALLENGE_SECONDS = 300;

export const newChallenge = (): string => randomBytes(32).toString('base64url');

interface ChallengeWish {
  readonly challenge?: string;
  readonly memberId?: string | null;
  readonly kept?: string | null;
}

/** What somebody has to answer to: 256 random bits in base64url, kept as a hash, good once and for five minutes. */
export class Challenges {
  readonly #database: Database;
  readonly #clock: RealClock;

  constructor(database: Database, clock: RealClock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** `kept` is handed back with the answer; whoever gives it seals it. */
  async make(
    purpose: ChallengePurpose,
    { challenge = newChallenge(), memberId = null, kept = null }: ChallengeWish = {},
  ): Promise<string> {
    const now = this.#clock.now();
    const expiresAt = new Date(now.getTime() + CHALLENGE_SECONDS * 1_000);
    await this.#database.asInstallation(async (db) => {
      // So the table never holds more than was asked in five minutes, which is limited where it is asked.
      await db.delete(signInChallenges).where(lt(signInChallenges.expiresAt, now));
      await db
        .insert(signInChallenges)
        .values({ challengeHash: hashSecret(challenge), purpose, memberId, kept, expiresAt });
    });
    return challenge;
  }

  /** Takes it away, whatever becomes of the answer; null when there is none, or no longer, for that purpose. */
  async take(purpose: ChallengePurpose, challenge: string): Promise<ChallengeRow | null> {
    const [row] = await this.#database.asInstallation((db) =>
      db
        .delete(signInChallenges)
        .where(
          and(
            eq(signInChallenges.challengeHash, hashSecret(challenge)),
            eq(signInChallenges.purpose, purpose),
            gt(signInChallenges.expiresAt, this.#clock.now()),
          ),
        )
        .returning(),
    );
    return row ?? null;
  }
}
