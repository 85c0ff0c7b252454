import { sessionEndpoints } from '@roundsman/api-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller, DeskPrincipal, MemberSignIn, SignedIn } from '../modules/accounts/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import { type Platform, Problem } from '../platform/index.ts';

const COOKIE = 'roundsman_refresh';
const PATH = '/api/session';

/** Sign-in: a ten-minute bearer token in the answer, what renews it in a cookie that scripts cannot read. */
export function serveSession(door: OpenDoor<DeskPrincipal>, platform: Platform, signIn: MemberSignIn): void {
  const secure = platform.config.publicUrl?.startsWith('https:') ?? false;
  const cookie = { path: PATH, httpOnly: true, sameSite: 'strict', secure } as const;

  const answer = (reply: FastifyReply, signedIn: SignedIn) => {
    reply.setCookie(COOKIE, signedIn.session.refreshToken, { ...cookie, expires: signedIn.session.refreshExpiresAt });
    return presentSession(signedIn);
  };

  door.serve(sessionEndpoints.signIn, async ({ body, fastify, reply }) =>
    answer(reply, await signIn.signIn({ ...body, from: callerOf(fastify) })),
  );
  door.serve(sessionEndpoints.beginPasskey, ({ fastify }) => signIn.beginPasskey(fastify.ip));
  door.serve(sessionEndpoints.signInWithPasskey, async ({ body, fastify, reply }) =>
    answer(reply, await signIn.signInWithPasskey(body.credential, callerOf(fastify))),
  );

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

export function presentSession({ session, member, organisationName }: SignedIn) {
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
  };
}
