import type { FastifyReply } from 'fastify';
import { Problem } from '../problem.ts';
import type { Http } from './open-http.ts';
import type { Principal } from './principal.ts';
import type { Allowance } from './token-buckets.ts';

/** Tokens a second and at once, by kind of principal; `anyone` is counted by address, as are credentials good for nothing. */
const allowances: Readonly<Record<Principal['kind'] | 'anyone', Allowance>> = {
  api_key: { perSecond: 20, burst: 60 },
  member: { perSecond: 50, burst: 200 },
  device: { perSecond: 50, burst: 200 },
  customer: { perSecond: 10, burst: 60 },
  planner: { perSecond: 50, burst: 200 },
  clock: { perSecond: 50, burst: 200 },
  system: { perSecond: 50, burst: 200 },
  anyone: { perSecond: 20, burst: 100 },
};

/**
 * Counts one request against the credential's allowance and says in `RateLimit-Policy` and `RateLimit`
 * (draft-ietf-httpapi-ratelimit-headers) what is left of it. Problem 429 `too_many_requests`.
 */
export function ration(http: Http, reply: FastifyReply, kind: keyof typeof allowances, key: string): void {
  const allowance = allowances[kind];
  const { allowed, remaining, waitSeconds } = http.buckets.take(key, allowance);
  const windowSeconds = Math.ceil(allowance.burst / allowance.perSecond);
  reply.header('RateLimit-Policy', `"${kind}";q=${allowance.burst};w=${windowSeconds}`);
  reply.header('RateLimit', `"${kind}";r=${remaining};t=${Math.ceil(waitSeconds)}`);
  if (allowed) return;
  throw new Problem({
    status: 429,
    code: 'too_many_requests',
    title: 'Too many requests',
    detail: `This credential may send ${allowance.perSecond} requests a second, ${allowance.burst} at once after a rest.`,
    remedy: 'Wait as Retry-After says, then go on more slowly.',
    retryAfterSeconds: Math.max(1, Math.ceil(waitSeconds)),
  });
}
