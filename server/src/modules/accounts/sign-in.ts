import { eq, inArray } from 'drizzle-orm';
import type { RealClock } from '../../platform/clock/index.ts';
import { type Database, Problem } from '../../platform/index.ts';
import { type MemberPrincipal, principalOfMember } from './members.ts';
import { organisationByShortId } from './organisations.ts';
import { isPassword } from './passwords.ts';
import { members, organisations, signInNames } from './schema.ts';
import { readSecret } from './secrets.ts';
import { endSession, findSessionId, type IssuedSession, openSession, renewSession, sessionOver } from './sessions.ts';
import { SignInThrottle } from './sign-in-throttle.ts';

export interface SignedIn {
  readonly session: IssuedSession;
  readonly member: MemberPrincipal;
  readonly organisationName: string;
}

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  /** Which one, for a person who works for several. */
  readonly organisationId?: string | undefined;
  readonly userAgent: string | null;
}

/** Signing in, renewing and signing out of members; one object a process, since it remembers failed tries. */
export class MemberSignIn {
  readonly #database: Database;
  readonly #clock: RealClock;
  readonly #throttle = new SignInThrottle();

  constructor(database: Database, clock: RealClock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Problems: 401 `wrong_password` (for unknown e-mails too), 409 `several_organisations`, 429 `too_many_tries`. */
  async signIn(input: SignInInput): Promise<SignedIn> {
    const email = input.email.trim().toLowerCase();
    this.#throttle.check(email, this.#clock.now());
    const found = await this.#findMembers(email);
    const candidates = input.organisationId
      ? found.filter((row) => row.organisationId === input.organisationId)
      : found;
    const verified = [];
    for (const candidate of candidates.length > 0 ? candidates : [null]) {
      const matches = await isPassword(input.password, candidate?.passwordHash ?? null);
      if (candidate && matches && candidate.state === 'active') verified.push(candidate);
    }
    const [member, another] = verified;
    if (!member) {
      this.#throttle.failed(email, this.#clock.now());
      throw new Problem({
        status: 401,
        code: 'wrong_password',
        title: 'E-mail or password is wrong',
        remedy: 'Check both, or ask an administrator for a new password.',
      });
    }
    if (another) throw severalOrganisations(verified);
    this.#throttle.succeeded(email);
    const { organisationId, shortId } = member;
    return this.#database.transact({ organisationId, actor: { kind: 'member', id: member.id } }, async (work) => {
      await work.db.update(members).set({ lastSignedInAt: work.recordedAt }).where(eq(members.id, member.id));
      const session = await openSession(
        { organisationId, shortId, db: work.db, recordedAt: work.recordedAt },
        'member',
        member.id,
        input.userAgent,
      );
      return { session, member: await principalOfMember(work, member.id), organisationName: member.organisationName };
    });
  }

  /** Problem 401 `session_over`. */
  async renew(refreshToken: string): Promise<SignedIn> {
    const { organisationId, shortId } = await this.#organisationOf(refreshToken);
    const signedIn = await this.#database.transact(
      { organisationId, actor: { kind: 'system', id: null } },
      async (work) => {
        const session = await renewSession(
          { organisationId, shortId, db: work.db, recordedAt: work.recordedAt },
          'member',
          refreshToken,
        );
        if (!session) return null;
        const member = await principalOfMember(work, session.principalId);
        const [organisation] = await work.db
          .select({ name: organisations.name })
          .from(organisations)
          .where(eq(organisations.id, organisationId));
        return { session, member, organisationName: organisation?.name ?? '' };
      },
    );
    if (!signedIn) throw sessionOver();
    return signedIn;
  }

  /** Ends the session behind a refresh secret; one that is over already is none the worse for it. */
  async signOut(refreshToken: string): Promise<void> {
    const { organisationId } = await this.#organisationOf(refreshToken);
    await this.#database.transact({ organisationId, actor: { kind: 'system', id: null } }, async (work) => {
      const sessionId = await findSessionId(work.db, refreshToken);
      if (sessionId) await endSession(work, sessionId);
    });
  }

  async #organisationOf(refreshToken: string) {
    const named = readSecret(refreshToken);
    const organisationId =
      named?.kind === 'refresh' ? await organisationByShortId(this.#database, named.organisationShortId) : null;
    if (!named || !organisationId) throw sessionOver();
    return { organisationId, shortId: named.organisationShortId };
  }

  async #findMembers(email: string) {
    return this.#database.asInstallation(async (db) => {
      const names = await db.select().from(signInNames).where(eq(signInNames.email, email));
      if (names.length === 0) return [];
      return db
        .select({
          id: members.id,
          organisationId: members.organisationId,
          organisationName: organisations.name,
          shortId: organisations.shortId,
          passwordHash: members.passwordHash,
          state: members.state,
        })
        .from(members)
        .innerJoin(organisations, eq(organisations.id, members.organisationId))
        .where(
          inArray(
            members.id,
            names.map((name) => name.memberId),
          ),
        );
    });
  }
}

function severalOrganisations(candidates: readonly { organisationId: string; organisationName: string }[]): Problem {
  return new Problem({
    status: 409,
    code: 'several_organisations',
    title: 'This e-mail belongs to several organisations',
    remedy: 'Sign in again with `organisationId`.',
    extra: {
      organisations: candidates.map(({ organisationId, organisationName }) => ({
        id: organisationId,
        name: organisationName,
      })),
    },
  });
}
