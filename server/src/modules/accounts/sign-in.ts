import type { PasskeyAssertion, PasskeyRequest } from '@roundsman/api-contract';
import { eq, inArray } from 'drizzle-orm';
import type { RealClock } from '../../platform/clock/index.ts';
import { type Database, Problem, type Work, writeAct } from '../../platform/index.ts';
import type { Seal } from '../../platform/seal/index.ts';
import { Challenges } from './challenges.ts';
import { queueLetter } from './letters.ts';
import { type MemberPrincipal, principalOfMember } from './members.ts';
import { openOrganisation, organisationByShortId } from './organisations.ts';
import { memberRow } from './own-account.ts';
import { listPasskeys } from './passkeys/manage-passkeys.ts';
import { challengeIn, challengeOver } from './passkeys/passkey-problems.ts';
import { type Proof, passkeyRequest, provePasskey } from './passkeys/prove-passkey.ts';
import { type RelyingParty, requireRelyingParty } from './passkeys/relying-party.ts';
import { readUserHandle } from './passkeys/user-handle.ts';
import { isPassword } from './passwords.ts';
import { members, organisations, signInNames } from './schema.ts';
import { takeCode, wrongCode } from './second-factor.ts';
import { readSecret } from './secrets.ts';
import {
  endSession,
  findSessionId,
  type IssuedSession,
  openSession,
  renewSession,
  type SignInWay,
  sessionOver,
} from './sessions.ts';
import { codeNeeded, notProved, severalOrganisations } from './sign-in-problems.ts';
import { SignInTries } from './sign-in-tries.ts';
import { providerOnly } from './single-sign-on/provider-problems.ts';
import { providerThatAloneCounts, readSingleSignOn, type SingleSignOnRow } from './single-sign-on/provider-settings.ts';

export interface SignedIn {
  readonly session: IssuedSession;
  readonly member: MemberPrincipal;
  readonly organisationName: string;
  /** Whose provider signed them in, while there is one: signing out there comes after signing out here. */
  readonly provider: SingleSignOnRow | null;
}

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  /** Which one, for a person who works for several. */
  readonly organisationId?: string | undefined;
  /** Of the authenticator, or a recovery code. */
  readonly code?: string | undefined;
  /** In the place of a code. */
  readonly passkey?: PasskeyAssertion | undefined;
  readonly from: Caller;
}

export interface Caller {
  readonly userAgent: string | null;
  /** Where it comes from: tries are counted by it. */
  readonly address: string;
}

interface FoundMember {
  readonly id: string;
  readonly organisationId: string;
  readonly shortId: string;
  readonly organisationName: string;
}

/** Signing in, renewing and signing out of members. */
export class MemberSignIn {
  readonly #database: Database;
  readonly #seal: Seal;
  readonly #party: RelyingParty | null;
  readonly tries: SignInTries;
  readonly challenges: Challenges;

  constructor(database: Database, clock: RealClock, seal: Seal, party: RelyingParty | null) {
    this.#database = database;
    this.#seal = seal;
    this.#party = party;
    this.tries = new SignInTries(database, clock);
    this.challenges = new Challenges(database, clock);
  }

  /**
   * Problems: 401 `wrong_password` (for unknown e-mails too), `code_needed`, `wrong_code`, `challenge_over`,
   * `passkey_refused`, 403 `provider_only`, 409 `several_organisations`, 429 `too_many_tries`.
   */
  async signIn(input: SignInInput): Promise<SignedIn> {
    const email = input.email.trim().toLowerCase();
    const { address } = input.from;
    await this.tries.take(email, address);
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
      for (const candidate of candidates) await this.#noteRefusal(candidate, 'wrong_password', address);
      throw new Problem({
        status: 401,
        code: 'wrong_password',
        title: 'E-mail or password is wrong',
        remedy: 'Check both, or ask for a link for a new password.',
      });
    }
    if (another) throw severalOrganisations(verified);
    const challenge = input.passkey === undefined ? null : await this.#takeFactorChallenge(member.id, input.passkey);
    const signedIn = await this.#openAs(member, input.from, 'password', async (work) => {
      const row = await memberRow(work, member.id);
      if (row.totpConfirmedAt === null && row.passkeyAfterPasswordAt === null) return 'proved';
      if (challenge !== null)
        return provePasskey(work, requireRelyingParty(this.#party), member.id, challenge, input.passkey!);
      if (input.code === undefined) return 'code_needed';
      return (await takeCode(work, this.#seal, row, input.code)) ? 'proved' : 'wrong_code';
    });
    // The try stays counted: forgiven here, codes could be guessed without end.
    if (signedIn === 'code_needed') throw codeNeeded(await this.#askForPasskey(member));
    if (signedIn === 'wrong_code') throw wrongCode(401);
    if (typeof signedIn === 'string') throw await this.#refusalOf(member, signedIn);
    await this.tries.succeeded(email, address);
    return signedIn;
  }

  /** What the browser is to be asked, of anybody. Problems: 409 `passkeys_need_a_name`, 429 `too_many_tries`. */
  async beginPasskey(address: string): Promise<PasskeyRequest> {
    const party = requireRelyingParty(this.#party);
    await this.tries.take(null, address);
    return passkeyRequest(await this.challenges.make('passkey_sign_in'), party);
  }

  /**
   * With a passkey alone: it names its member, who was recognised by finger, face or PIN, so it is two factors in one.
   * Problems: 401 `challenge_over`, `passkey_unknown`, `passkey_refused`, `passkey_copied`, 409 `passkeys_need_a_name`.
   */
  async signInWithPasskey(assertion: PasskeyAssertion, from: Caller): Promise<SignedIn> {
    const party = requireRelyingParty(this.#party);
    const challenge = challengeIn(assertion.response.clientDataJSON);
    if (challenge === null || !(await this.challenges.take('passkey_sign_in', challenge))) throw challengeOver(401);
    const owner = readUserHandle(assertion.response.userHandle ?? '');
    const organisation = owner && (await openOrganisation(this.#database, owner.organisationId));
    if (!owner || !organisation) throw notProved('passkey_unknown');
    const { id: organisationId, shortId, name: organisationName } = organisation;
    const member = { id: owner.memberId, organisationId, shortId, organisationName };
    const signedIn = await this.#openAs(member, from, 'passkey', async (work) => {
      const [row] = await work.db.select({ state: members.state }).from(members).where(eq(members.id, member.id));
      if (row?.state !== 'active') return 'passkey_unknown';
      return provePasskey(work, party, member.id, challenge, assertion);
    });
    if (typeof signedIn === 'string') throw await this.#refusalOf(member, signedIn);
    await this.tries.succeeded(null, from.address);
    return signedIn;
  }

  /** A session for whom `prove` lets in. What it refuses is in the trail, but for what only asks for more. */
  async #openAs<R extends string>(
    member: FoundMember,
    { userAgent, address }: Caller,
    way: SignInWay,
    prove: (work: Work) => Promise<R | 'proved'>,
  ): Promise<SignedIn | Exclude<R, 'proved'> | 'provider_only'> {
    const scope = { organisationId: member.organisationId, actor: { kind: 'member' as const, id: member.id } };
    return this.#database.transact(scope, async (work) => {
      const proved = await prove(work);
      // Told to nobody but who has proved who they are.
      const isKept = proved === 'proved' && (await providerThatAloneCounts(work, member.id)) !== null;
      const proof = isKept ? 'provider_only' : proved;
      const act = way === 'password' ? 'session.signIn' : 'session.signInWithPasskey';
      if (proof !== 'proved') {
        if (proof !== 'code_needed') await writeAct(work, { act, code: proof, address });
        return proof as Exclude<R, 'proved'> | 'provider_only';
      }
      const opened = await this.open(work, member, userAgent, way);
      await writeAct(work, { act, address });
      return opened;
    });
  }

  async #refusalOf({ organisationId, id }: FoundMember, refusal: Exclude<Proof, 'proved'> | 'provider_only') {
    if (refusal !== 'provider_only') return notProved(refusal);
    const name = await this.#database.read(organisationId, (work) => providerThatAloneCounts(work, id));
    return providerOnly(name ?? 'its provider');
  }

  async #takeFactorChallenge(memberId: string, { response }: PasskeyAssertion): Promise<string> {
    const challenge = challengeIn(response.clientDataJSON);
    const taken = challenge === null ? null : await this.challenges.take('passkey_factor', challenge);
    if (challenge === null || taken?.memberId !== memberId) throw challengeOver(401);
    return challenge;
  }

  /** Which of the member's passkeys would do in the place of a code; null without any. */
  async #askForPasskey(member: FoundMember): Promise<PasskeyRequest | null> {
    const party = this.#party;
    const passkeys = await this.#database.read(member.organisationId, (work) => listPasskeys(work, member.id));
    if (party === null || passkeys.length === 0) return null;
    return passkeyRequest(await this.challenges.make('passkey_factor', { memberId: member.id }), party, passkeys);
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
  async open(work: Work, member: FoundMember, userAgent: string | null, way: SignInWay): Promise<SignedIn> {
    const { organisationId, db, recordedAt } = work;
    await db.update(members).set({ lastSignedInAt: recordedAt }).where(eq(members.id, member.id));
    const moment = { organisationId, shortId: member.shortId, db, recordedAt };
    const session = await openSession(moment, 'member', member.id, userAgent, way);
    work.emit({ type: 'member.signed_in', subject: { kind: 'member', id: member.id } });
    return {
      session,
      member: await principalOfMember(work, member.id, session.sessionId),
      organisationName: member.organisationName,
      provider: way === 'provider' ? await readSingleSignOn(work) : null,
    };
  }

  /** A link for a new password to everybody who has this e-mail. */
  async sendReset(givenEmail: string): Promise<void> {
    for (const { id, organisationId, state } of await this.#findMembers(givenEmail.trim().toLowerCase())) {
      if (state !== 'active') continue;
      await this.#database.transact({ organisationId, actor: { kind: 'member', id } }, async (work) => {
        // A new password would not count.
        if ((await providerThatAloneCounts(work, id)) !== null) return;
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
        const provider = session.signedInBy === 'provider' ? await readSingleSignOn(work) : null;
        return { session, member, organisationName: organisation?.name ?? '', provider };
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
