import { JOIN_ROLES, singleSignOnEndpoints } from '@roundsman/api-contract';
import { openStrangerFetch } from '@roundsman/message-delivery';
import {
  askPasswordAgain,
  asMember,
  type DeskPrincipal,
  getOrganisation,
  type MemberSignIn,
  noProvider,
  OpenIdProviders,
  PROVIDER_SEAL,
  ProviderFailure,
  providerFailed,
  readSingleSignOn,
  redirectUriOf,
  refuseFaultyProvider,
  refuseLesserThanAdministrator,
  removeSingleSignOn,
  SignInByProvider,
  type SingleSignOnRow,
  saveSingleSignOn,
} from '../modules/accounts/index.ts';
import { mayReachPrivate, type OpenDoor, requireUnchanged } from '../platform/http/index.ts';
import type { Platform, ReadWork, Work } from '../platform/index.ts';
import { openSeal, type Seal } from '../platform/seal/index.ts';
import { publicUrlOf } from '../public-url.ts';

interface SingleSignOnTools {
  readonly byProvider: SignInByProvider;
  readonly providers: OpenIdProviders;
  readonly seal: Seal;
  readonly allowPrivate: boolean;
}

export async function openSingleSignOn(
  { config, clock, database, secret }: Platform,
  signIn: MemberSignIn,
  publicUrl: string,
): Promise<SingleSignOnTools> {
  const allowPrivate = mayReachPrivate(config);
  const seal = openSeal(await secret('accounts'), PROVIDER_SEAL);
  const providers = new OpenIdProviders(openStrangerFetch({ allowPrivate }), allowPrivate, () => clock.now());
  const redirectUri = redirectUriOf(publicUrl);
  const byProvider = new SignInByProvider({ database, providers, seal, signIn, redirectUri });
  return { byProvider, providers, seal, allowPrivate };
}

/** An organisation's OpenID Connect provider, as its administrators set it. */
export function serveSingleSignOn(
  door: OpenDoor<DeskPrincipal>,
  { database, config }: Platform,
  signIn: MemberSignIn,
  { providers, seal, allowPrivate }: SingleSignOnTools,
): void {
  const publicUrl = publicUrlOf(config);
  const answer = async (work: ReadWork, settings: SingleSignOnRow | null) => ({
    settings: settings && present(settings),
    redirectUri: redirectUriOf(publicUrl),
    signInUrl: `${publicUrl}/?organisation=${(await getOrganisation(work)).shortId}`,
  });
  const all = async (work: ReadWork) => answer(work, await readSingleSignOn(work));
  const unchanged = (work: Work, ifMatch: readonly string[] | null) =>
    requireUnchanged(work, ifMatch, 'single sign-on', () => all(work));
  const mayDecide = async (principal: DeskPrincipal, password: string | undefined, address: string) => {
    const member = asMember(principal);
    refuseLesserThanAdministrator(member);
    await askPasswordAgain(database, signIn.tries, member, password, address);
    return member;
  };

  door.serve(singleSignOnEndpoints.get, ({ read }) => read(all));
  door.serve(singleSignOnEndpoints.save, async ({ body, ifMatch, principal, fastify, read, unitOfWork }) => {
    const { password, ...given } = body;
    const member = await mayDecide(principal, password, fastify.ip);
    const wish = refuseFaultyProvider(given, allowPrivate);
    const before = await read(readSingleSignOn);
    const kept = before?.clientSecret ?? null;
    const clientSecret = wish.clientSecret === undefined ? kept && seal.open(kept) : wish.clientSecret;
    const { issuer, clientId } = wish;
    // Before it counts: whoever mistypes an address is told here, and not at the next sign-in.
    const { endSessionUrl } = await providers.look({ issuer, clientId, clientSecret }).catch((error: unknown) => {
      throw error instanceof ProviderFailure ? providerFailed(error, 'body.issuer') : error;
    });
    return unitOfWork(async (work) => {
      await unchanged(work, ifMatch);
      return answer(work, await saveSingleSignOn(work, seal, member, wish, endSessionUrl));
    });
  });
  door.serve(singleSignOnEndpoints.remove, async ({ body, ifMatch, principal, fastify, unitOfWork }) => {
    await mayDecide(principal, body.password, fastify.ip);
    await unitOfWork(async (work) => {
      await unchanged(work, ifMatch);
      if (!(await removeSingleSignOn(work))) throw noProvider();
    });
    return undefined;
  });
}

function present(row: SingleSignOnRow) {
  return {
    name: row.name,
    issuer: row.issuer,
    clientId: row.clientId,
    hasSecret: row.clientSecret !== null,
    emailDomains: row.emailDomains,
    joinRole: JOIN_ROLES.find((role) => role === row.joinRole) ?? null,
    enforced: row.enforced,
    emergencyMemberId: row.emergencyMemberId,
    signsOut: row.endSessionUrl !== null,
    updatedAt: row.updatedAt.toISOString(),
  };
}
