import { eq, inArray } from 'drizzle-orm';
import type { RealClock } from '../../platform/clock/index.ts';
import { type Database, Problem, type Work, writeAct } from '../../platform/index.ts';
import type { Seal } from '../../platform/seal/index.ts';
import { queueLetter } from './letters.ts';
import { type MemberPrincipal, principalOfMember } from './members.ts';
import { organisationByShortId } from './organisations.ts';
import { memberRow } from './own-account.ts';
import { isPassword } from './passwords.ts';
import { members, organisations, signInNames } from './schema.ts';
import { takeCode, wrongCode } from './second-factor.ts';
import { readSecret } from './secrets.ts';
import { endSession, findSessionId, type IssuedSession, openSession, renewSession, sessionOver } from './sessions.ts';
import { SignInTries } from './sign-in-tries.ts';

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
  /** Of the authenticator, or a recovery code. */
  readonly code?: string | undefined;
  readonly userAgent: string | null;
  /** Where it comes from: tries are counted by it. */
  readonly address: string;
}

/** Signing in, renewing and signing out of members. */
export class MemberSignIn {
  readonly #database: Database;
  readonly #seal: Seal;
  readonly tries: SignInTries;

  constructor(database: Database, clock: RealClock, seal: Seal) {
    this.#database = database;
    this.#seal = seal;
    this.tries = new SignInTries(database, clock);
  }

  /**
   * Problems: 401 `wrong_password` (for unknown e-mails too), `code_needed`, `wrong_code`, 409 `several_organisations`,
   * 429 `too_many_tries`.
   */
  async signIn(input: SignInInput): Promise<SignedIn> {
    const email = input.email.trim().toLowerCase();
    await this.tries.take(email, input.address);
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
      for (const candidate of candidates) await this.#noteRefusal(candidate, 'wrong_password', input.address);
      throw new Problem({
        status: 401,
        code: 'wrong_password',
        title: 'E-mail or password is wrong',
        remedy: 'Check both, or ask for a link for a new password.',
      });
    }
    if (another) throw severalOrganisations(verified);
    const { organisationId } = member;
    const actor = { kind: 'member' as const, id: member.id };
    const signedIn = await this.#database.transact({ organisationId, actor }, async (work) => {
      const row = await memberRow(work, member.id);
      if (row.totpConfirmedAt !== null && input.code === undefined) return 'code_needed';
      if (row.totpConfirmedAt !== null && !(await takeCode(work, this.#seal, row, input.code!))) return 'wrong_code';
      const opened = await this.open(work, member, input.userAgent);
      await writeAct(work, { act: 'session.signIn', address: input.address });
      return opened;
    });
    if (signedIn === 'wrong_code') {
      await this.#noteRefusal(member, 'wrong_code', input.address);
      throw wrongCode(401);
    }
    // The try stays counted: forgiven here, codes could be guessed without end.
    if (signedIn === 'code_needed') throw codeNeeded();
    await this.tries.succeeded(email, input.address);
    return signedIn;
  }

  /** Whoever sees the trail sees who is being guessed at. */
  async #noteRefusal(
    { id, organisationId }: { readonly id: string; readonly organisationId: string },
    code: string,
    address: string,
  ): Promise<void> {
    const scope = { organisationId, actor: { kind: 'member' as const, id } };
    await this.#database.transact(scope, (work) => writeAct(work, { act: 'session.signIn', code, address }));
  }

  /** A session for a member who has proved who they are. */
  async open(
    work: Work,
    member: { readonly id: string; readonly shortId: string; readonly organisationName: string },
    userAgent: string | null,
  ): Promise<SignedIn> {
    const { organisationId, db, recordedAt } = work;
    await db.update(members).set({ lastSignedInAt: recordedAt }).where(eq(members.id, member.id));
    const moment = { organisationId, shortId: member.shortId, db, recordedAt };
    const session = await openSession(moment, 'member', member.id, userAgent);
    work.emit({ type: 'member.signed_in', subject: { kind: 'member', id: member.id } });
    return {
      session,
      member: await principalOfMember(work, member.id, session.sessionId),
      organisationName: member.organisationName,
    };
  }

  /** A link for a new password to everybody who has this e-mail. */
  async sendReset(givenEmail: string): Promise<void> {
    for (const { id, organisationId, state } of await this.#findMembers(givenEmail.trim().toLowerCase())) {
      if (state !== 'active') continue;
      await this.#database.transact({ organisationId, actor: { kind: 'member', id } }, async (work) => {
        await queueLetter(work, id, 'password_reset');
        work.emit({ type: 'member.reset_asked', subject: { kind: 'member', id } });
      });
    }
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
        const member = await principalOfMember(work, session.principalId, session.sessionId);
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

function codeNeeded(): Problem {
  return new Problem({
    status: 401,
    code: 'code_needed',
    title: 'A code is needed as well',
    remedy: 'Sign in again with the code that the authenticator shows, or a recovery code, in `code`.',
  });
}
