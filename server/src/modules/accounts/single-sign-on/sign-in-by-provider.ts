import { eq, inArray } from 'drizzle-orm';
import { type Database, newId, Problem, writeAct } from '../../../platform/index.ts';
import type { Seal } from '../../../platform/seal/index.ts';
import { newChallenge } from '../challenges.ts';
import { openOrganisation, organisationByShortId } from '../organisations.ts';
import { challengeOver } from '../passkeys/passkey-problems.ts';
import { signInNames, singleSignOn } from '../schema.ts';
import { hashSecret } from '../secrets.ts';
import type { Caller, MemberSignIn, SignedIn } from '../sign-in.ts';
import { memberBehind } from './link-identity.ts';
import { type Departure, type OpenIdProviders, ProviderFailure } from './openid-provider.ts';
import { linkRefused, noProvider, providerFailed } from './provider-problems.ts';
import { clientOf, readSingleSignOn, type SingleSignOnRow } from './provider-settings.ts';

/** Whoever sets out says whose provider they mean: by their e-mail, or by the organisation's own sign-in address. */
export interface WhoseProvider {
  readonly email?: string | undefined;
  readonly organisation?: string | undefined;
}

interface Kept extends Departure {
  readonly organisationId: string;
  /** Hash of what the browser that set out holds in a cookie. */
  readonly bindingHash: string;
}

export interface ProviderSignInParts {
  readonly database: Database;
  readonly providers: OpenIdProviders;
  /** Of the client secrets, and of what is kept on the way. */
  readonly seal: Seal;
  readonly signIn: MemberSignIn;
  readonly redirectUri: string;
}

/** Signing in through an organisation's own provider: there, back, and who that is. */
export class SignInByProvider {
  readonly #parts: ProviderSignInParts;

  constructor(parts: ProviderSignInParts) {
    this.#parts = parts;
  }

  /**
   * Where the browser is to go; `binding` is for its cookie, so that nobody can finish what another began.
   * Problems: 401 `provider_answer_invalid`, 404 `no_provider`, 409 `provider_unreachable`, `organisation_needed`,
   * 429 `too_many_tries`.
   */
  async begin(whose: WhoseProvider, address: string): Promise<{ url: string; binding: string }> {
    const { providers, seal, signIn, redirectUri } = this.#parts;
    await signIn.tries.take(null, address);
    const settings = await this.#settingsFor(whose);
    const state = newChallenge();
    const binding = newChallenge();
    const { url, nonce, codeVerifier } = await providers
      .depart(clientOf(settings, seal), redirectUri, state, whose.email?.trim() ?? null)
      .catch(inWords);
    const { organisationId } = settings;
    const kept: Kept = { organisationId, nonce, codeVerifier, bindingHash: hashSecret(binding) };
    await signIn.challenges.make('provider', { challenge: state, kept: seal.seal(JSON.stringify(kept)) });
    return { url, binding };
  }

  /**
   * `search` is what the provider sent the browser back with.
   * Problems: 401 `challenge_over`, `provider_refused`, `provider_answer_invalid`, 403 `email_not_verified`,
   * `not_a_member`, `member_disabled`, `identity_taken`, 404 `no_provider`, 409 `provider_unreachable`.
   */
  async finish(search: string, binding: string | null, from: Caller): Promise<SignedIn> {
    const { database, providers, seal, signIn, redirectUri } = this.#parts;
    const parameters = new URLSearchParams(search);
    const state = parameters.get('state') ?? '';
    const taken = await signIn.challenges.take('provider', state);
    if (!taken?.kept) throw challengeOver(401);
    const kept = JSON.parse(seal.open(taken.kept)) as Kept;
    if (binding === null || hashSecret(binding) !== kept.bindingHash) throw challengeOver(401);
    const organisation = await openOrganisation(database, kept.organisationId);
    const settings = organisation && (await database.read(organisation.id, readSingleSignOn));
    if (!organisation || !settings) throw noProvider();
    const claims = await providers
      .arrive(clientOf(settings, seal), redirectUri, parameters, state, kept)
      .catch(inWords);

    const { id: organisationId, shortId, name: organisationName } = organisation;
    const scope = { organisationId, actor: { kind: 'system' as const, id: 'single-sign-on' } };
    const newMemberId = newId();
    const act = 'session.finishProvider';
    const signedIn = await database.transact(scope, async (work) => {
      const found = await memberBehind(work, settings, claims, newMemberId);
      if (typeof found === 'string') {
        await writeAct(work, { act, code: found, address: from.address });
        return found;
      }
      const member = { id: found.memberId, organisationId, shortId, organisationName };
      const opened = await signIn.open(work, member, from.userAgent, 'provider');
      await writeAct(work, { act, subject: { memberId: found.memberId }, address: from.address });
      return opened;
    });
    if (typeof signedIn === 'string') throw linkRefused(signedIn);
    await signIn.tries.succeeded(null, from.address);
    return signedIn;
  }

  /**
   * By e-mail only to an organisation whose member has it: a domain alone would let any organisation call the people of
   * another to its own provider.
   */
  async #settingsFor({ email, organisation }: WhoseProvider): Promise<SingleSignOnRow> {
    const { database } = this.#parts;
    if (organisation !== undefined) {
      const id = await organisationByShortId(database, organisation);
      const settings = id && (await database.read(id, readSingleSignOn));
      if (!settings) throw noProvider();
      return settings;
    }
    const known = await database.asInstallation(async (db) => {
      const names = await db
        .select({ id: signInNames.organisationId })
        .from(signInNames)
        .where(eq(signInNames.email, (email ?? '').trim().toLowerCase()));
      if (names.length === 0) return [];
      return db
        .select()
        .from(singleSignOn)
        .where(inArray(singleSignOn.organisationId, [...new Set(names.map(({ id }) => id))]));
    });
    const [settings, another] = known;
    if (!settings) throw noProvider();
    if (!another) return settings;
    // Their names are for members, and nobody has proved to be one yet.
    throw new Problem({
      status: 409,
      code: 'organisation_needed',
      title: 'This e-mail belongs to several organisations',
      remedy: 'Use the sign-in link of the one you mean; its administrators have it.',
    });
  }
}

function inWords(error: unknown): never {
  throw error instanceof ProviderFailure ? providerFailed(error) : error;
}
