import { sessionEndpoints } from '@roundsman/api-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Caller,
  CHALLENGE_SECONDS,
  type DeskPrincipal,
  type MemberSignIn,
  redirectUriOf,
  type SignedIn,
  type SignInByProvider,
  signOutUrlOf,
} from '../modules/accounts/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import { type Platform, Problem } from '../platform/index.ts';
import { publicUrlOf } from '../public-url.ts';

const COOKIE = 'roundsman_refresh';
const PROVIDER_COOKIE = 'roundsman_provider';
const PATH = '/api/session';

/** Sign-in: a ten-minute bearer token in the answer, what renews it in a cookie that scripts cannot read. */
export function serveSession(
  door: OpenDoor<DeskPrincipal>,
  platform: Platform,
  signIn: MemberSignIn,
  byProvider: SignInByProvider,
): void {
  const signedOutAt = redirectUriOf(publicUrlOf(platform.config));
  const secure = platform.config.publicUrl?.startsWith('https:') ?? false;
  const cookie = { path: PATH, httpOnly: true, sameSite: 'strict', secure } as const;

  const answer = (reply: FastifyReply, signedIn: SignedIn) => {
    reply.setCookie(COOKIE, signedIn.session.refreshToken, { ...cookie, expires: signedIn.session.refreshExpiresAt });
    return presentSession(signedIn, signedOutAt);
  };

  door.serve(sessionEndpoints.signIn, async ({ body, fastify, reply }) =>
    answer(reply, await signIn.signIn({ ...body, from: callerOf(fastify) })),
  );
  door.serve(sessionEndpoints.beginPasskey, ({ fastify }) => signIn.beginPasskey(fastify.ip));
  door.serve(sessionEndpoints.signInWithPasskey, async ({ body, fastify, reply }) =>
    answer(reply, await signIn.signInWithPasskey(body.credential, callerOf(fastify))),
  );

  door.serve(sessionEndpoints.beginProvider, async ({ body, fastify, reply }) => {
    const { url, binding } = await byProvider.begin(body, fastify.ip);
    reply.setCookie(PROVIDER_COOKIE, binding, { ...cookie, maxAge: CHALLENGE_SECONDS });
    return { url };
  });
  door.serve(sessionEndpoints.finishProvider, async ({ body, fastify, reply }) => {
    const binding = fastify.cookies[PROVIDER_COOKIE] ?? null;
    reply.clearCookie(PROVIDER_COOKIE, cookie);
    return answer(reply, await byProvider.finish(body.search, binding, callerOf(fastify)));
  });

  door.serve(sessionEndpoints.renew, async ({ fastify, reply }) => {
    const refreshToken = fastify.cookies[COOKIE];
    if (!refreshToken)
      throw new Problem({ status: 401, code: 'session_over', title: 'Nobody is signed in here', remedy: 'Sign in.' });
    return answer(reply, await signIn.renew(refreshToken));
  });

  door.serve(sessionEndpoints.signOut, async ({ fastify, reply }) => {
    const refreshToken = fastify.cookies[COOKIE];
    if (refreshToken) await signIn.signOut(refreshToken).catch(ignoreOver);
    reply.clearCookie(COOKIE, cookie);
    return undefined;
  });
}

const callerOf = ({ headers, ip }: FastifyRequest): Caller => ({
  userAgent: headers['user-agent'] ?? null,
  address: ip,
});

function ignoreOver(error: unknown): void {
  if (!(error instanceof Problem && error.code === 'session_over')) throw error;
}

export function presentSession(
  { session, member, organisationName, provider }: SignedIn,
  signedOutAt: string | null = null,
) {
  return {
    token: session.accessToken,
    expiresAt: session.accessExpiresAt.toISOString(),
    member: {
      id: member.id,
      name: member.name,
      email: member.email,
      role: member.role,
      merchantId: member.merchantId,
      permissions: [...member.permissions],
    },
    organisation: { id: member.organisationId, name: organisationName },
    providerSignOutUrl: provider && signedOutAt !== null ? signOutUrlOf(provider, signedOutAt) : null,
  };
}
