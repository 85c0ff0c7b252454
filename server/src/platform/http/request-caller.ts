import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal.ts';

const known = new WeakMap<FastifyRequest, Principal>();

/** The door found out who asks. */
export function noteCaller(request: FastifyRequest, caller: Principal): void {
  known.set(request, caller);
}

/** Null: nobody in particular. */
export const callerOf = (request: FastifyRequest): Principal | null => known.get(request) ?? null;
