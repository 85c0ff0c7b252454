import type { FastifyInstance, FastifyReply } from 'fastify';
import { v7 as newKey } from 'uuid';
import type { EdgeClock } from '../clock.ts';
import type { Component } from '../components.ts';
import { type IncidentDesk, openIncidents, sameText } from '../incidents/index.ts';
import { Problem } from '../problem.ts';
import type { Store } from '../store/index.ts';
import { countAttempts } from './attempts.ts';
import { printEmergencyPage } from './print-form.ts';

export interface EmergencyDoor {
  store: Store;
  desk: IncidentDesk;
  clock: EdgeClock;
  components: readonly Component[];
  code: string;
}

const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
const wrongCodes = { most: 10, windowMs: 60_000, addresses: 1000 };

/** A form and a code, nothing else: the way to tell the public when the platform, which signs tokens, is gone. */
export function addEmergencyRoutes(app: FastifyInstance, door: EmergencyDoor): void {
  const attempts = countAttempts(wrongCodes);

  const show = (reply: FastifyReply, status: number, said?: { good: boolean; words: string }, typed?: Form) =>
    reply
      .code(status)
      .header('content-security-policy', contentPolicy)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(
        printEmergencyPage({
          components: door.components,
          open: openIncidents(door.store),
          newKey,
          ...(said && { said }),
          ...(typed && { typed }),
        }),
      );

  app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
      done(null, new Map(new URLSearchParams(String(body))));
    });

    scope.get('/emergency', (request, reply) => {
      const done = (request.query as { done?: string }).done !== undefined;
      return show(reply, 200, done ? { good: true, words: 'It is published.' } : undefined);
    });

    scope.post('/emergency', (request, reply) => {
      const form = request.body instanceof Map ? (request.body as Form) : new Map<string, string>();
      const nowMs = door.clock.now().getTime();
      if (attempts.blocked(request.ip, nowMs)) {
        reply.header('retry-after', '60');
        return show(reply, 429, { good: false, words: 'Too many wrong codes. Wait a minute.' }, form);
      }
      if (!sameText(form.get('code') ?? '', door.code)) {
        attempts.failed(request.ip, nowMs);
        return show(reply, 403, { good: false, words: 'The emergency code is wrong. Nothing was published.' }, form);
      }
      try {
        publish(door, form, nowMs);
        return reply.redirect('/emergency?done', 303);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return show(reply, error.status, { good: false, words: refusalWords(error) }, form);
      }
    });
  });
}

type Form = Map<string, string>;

function publish({ desk }: EmergencyDoor, form: Form, nowMs: number): void {
  const minutes = Number(form.get('nextUpdateMinutes'));
  const nextUpdateAt = minutes > 0 && minutes <= 1440 ? new Date(nowMs + minutes * 60_000).toISOString() : undefined;
  const incidentId = form.get('incidentId') ?? null;
  const resolves = incidentId !== null && form.get('state') === 'resolved';
  const affected = [...form]
    .filter(([name, value]) => name.startsWith('impact.') && value !== '')
    .map(([name, impact]) => ({ componentId: name.slice('impact.'.length), impact }));
  desk.write(incidentId === null ? 'createIncident' : resolves ? 'resolveIncident' : 'updateIncident', {
    writer: 'emergency',
    idempotencyKey: form.get('key') || null,
    id: incidentId,
    fingerprint: [...form],
    body: {
      message: form.get('message') ?? '',
      ...(incidentId === null && { title: form.get('title') ?? '', affected }),
      ...(incidentId !== null && !resolves && { state: form.get('state') }),
      ...(nextUpdateAt !== undefined && !resolves && { nextUpdateAt }),
    },
  });
}

const fieldWords: Record<string, string> = {
  title: 'The title',
  message: 'The message',
  affected: 'What is affected',
  state: 'The state',
};

function refusalWords({ document }: Problem): string {
  const fields = (document.fields ?? []) as { field: string; message: string }[];
  const reasons = fields.map((one) => `${fieldWords[one.field.split('.')[0] ?? ''] ?? one.field}: ${one.message}.`);
  return ['Nothing was published.', `${document.title}.`, document.detail, ...reasons].filter(Boolean).join(' ');
}
