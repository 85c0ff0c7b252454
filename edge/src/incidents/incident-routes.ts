import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EdgeClock } from '../clock.ts';
import { Problem } from '../problem.ts';
import type { Store } from '../store/index.ts';
import type { DeskVerb, IncidentDesk } from './incident-desk.ts';
import { type TokenVerdict, verifyOperatorToken } from './operator-token.ts';
import { comingMaintenances, openIncidents, pastMaintenances, resolvedIncidents } from './read-incidents.ts';
import { postMortemDraft } from './write-incident.ts';

export interface IncidentDoor {
  store: Store;
  desk: IncidentDesk;
  clock: EdgeClock;
  /** Any of them signs for an operator of the installation. */
  tokenSecrets: readonly Buffer[];
  nameOf(componentId: string): string;
}

const prefix = '/edge-api';

/** The incident API: everyone may read what is public anyway, operators of the installation may write. */
export function addIncidentRoutes(app: FastifyInstance, door: IncidentDoor): void {
  const write = (verb: DeskVerb) => (request: FastifyRequest, reply: FastifyReply) => {
    const answer = door.desk.write(verb, {
      writer: `operator:${operatorOf(request, door).id}`,
      idempotencyKey: headerOf(request, 'idempotency-key'),
      id: (request.params as { id?: string }).id ?? null,
      body: request.body,
    });
    return reply.code(answer.status).send(answer.body);
  };

  app.get(`${prefix}/incidents`, () => ({
    open: openIncidents(door.store),
    resolved: resolvedIncidents(door.store),
  }));
  app.post(`${prefix}/incidents`, write('createIncident'));
  app.post(`${prefix}/incidents/:id/updates`, write('updateIncident'));
  app.post(`${prefix}/incidents/:id/resolve`, write('resolveIncident'));
  app.get(`${prefix}/incidents/:id/post-mortem-draft`, (request) => {
    operatorOf(request, door);
    return postMortemDraft(door.store, (request.params as { id: string }).id, door.nameOf);
  });
  app.put(`${prefix}/incidents/:id/post-mortem`, write('writePostMortem'));

  app.get(`${prefix}/maintenances`, () => ({
    coming: comingMaintenances(door.store),
    past: pastMaintenances(door.store),
  }));
  app.post(`${prefix}/maintenances`, write('createMaintenance'));
  app.post(`${prefix}/maintenances/:id/updates`, write('updateMaintenance'));
}

const refusals: Record<Exclude<TokenVerdict, { valid: true }>['reason'], string> = {
  malformed: 'The token cannot be read.',
  wrong_signature: 'The token was not signed for this edge program.',
  expired: 'The token has expired.',
  too_long_lived: 'The token claims to live longer than ten minutes, or comes from the future.',
};

/** Who the token names, or 401. */
export function operatorOf(
  request: FastifyRequest,
  { tokenSecrets, clock }: Pick<IncidentDoor, 'tokenSecrets' | 'clock'>,
): { id: string; name: string } {
  const token = /^Bearer (\S+)$/.exec(headerOf(request, 'authorization') ?? '')?.[1];
  const verdict = token === undefined ? null : verifyOperatorToken(token, tokenSecrets, clock.now());
  if (verdict?.valid) return { id: verdict.claims.operatorId, name: verdict.claims.name };
  throw new Problem({
    status: 401,
    code: verdict?.reason === 'expired' ? 'token_expired' : 'token_missing_or_wrong',
    title: 'Only operators of the installation may write here',
    detail: verdict ? refusals[verdict.reason] : 'No token was sent.',
    remedy:
      'Ask the platform for a token (POST /api/incident-token) and send it as Authorization: Bearer …; without the platform use /emergency.',
  });
}

function headerOf(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}
