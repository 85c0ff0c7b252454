import type { OperatorAlert } from '@roundsman/api-contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Drafts } from '../drafts/index.ts';
import { escapeMarkup, plainPage } from '../html.ts';
import { Problem } from '../problem.ts';
import type { SubscriptionTokens } from '../subscribers/index.ts';
import type { Alerts, KeptAlert } from './keep-alerts.ts';
import { alertTitle, printAlerts } from './print-alerts.ts';

export interface AlertDoor {
  readonly alerts: Alerts;
  readonly drafts: Drafts;
  readonly tokens: SubscriptionTokens;
  nameOf(componentId: string): string;
  /** Who asks, or a 401. */
  operatorOf(request: FastifyRequest): { readonly id: string };
}

const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
const BY_LINK = 'alert-link';

/**
 * The page behind the link in a call: who holds it was called, and may say so, and tell the public, also when the platform, which signs people in,
 * is gone. Reading changes nothing: programs that look at links in mail must not act.
 */
export function addAlertRoutes(app: FastifyInstance, door: AlertDoor): void {
  const { alerts, drafts, tokens } = door;

  app.post('/edge-api/alerts/:id/acknowledge', (request) => {
    const { id: by } = door.operatorOf(request);
    const { id } = request.params as { id: string };
    if (!alerts.acknowledge(id, `operator:${by}`))
      throw new Problem({ status: 404, code: 'alert_not_found', title: 'There is no such open alert' });
    return { alerts: alerts.open().map(shownToOperators) };
  });

  app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 1024 },
      (_, body, done) => done(null, new URLSearchParams(String(body))),
    );
    const messageOf = (request: FastifyRequest) => {
      const { t } = request.query as { t?: unknown };
      const token = typeof t === 'string' ? tokens.read(t) : null;
      const message = token?.purpose === 'alert' ? alerts.ofMessage(token.id) : null;
      return message && { ...message, query: `t=${encodeURIComponent(String(t))}` };
    };
    const gone = (reply: FastifyReply) =>
      show(
        reply,
        404,
        'This link leads nowhere',
        '<p>A link in a call holds for seven days. Take the one of the newest call, or sign in: Set-up, Edges shows what is open.</p>',
      );

    scope.get('/alert', (request, reply) => {
      const message = messageOf(request);
      if (!message) return gone(reply);
      const { done } = request.query as { done?: string };
      const body = printAlerts({
        alerts: message.alerts,
        drafts: drafts.list(),
        action: `/alert?${message.query}`,
        done,
        nameOf: door.nameOf,
      });
      return show(reply, 200, alertTitle(message.alerts), body);
    });

    scope.post('/alert', (request, reply) => {
      const message = messageOf(request);
      if (!message) return gone(reply);
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      const action = form.get('action') ?? '';
      const draftId = message.alerts.find((alert) => alert.draftId === form.get('draft'))?.draftId;
      try {
        if (action === 'publish' && draftId) drafts.publish(draftId, BY_LINK);
        else if (action === 'drop' && draftId) drafts.drop(draftId);
        else if (action !== 'acknowledge')
          throw new Problem({ status: 422, code: 'invalid_input', title: 'No such button' });
        // Whoever publishes is on it.
        if (action !== 'drop') for (const { id } of message.alerts) alerts.acknowledge(id, BY_LINK);
        return reply.redirect(`/alert?${message.query}&done=${action}`, 303);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const isOvertaken = error.status === 404 || error.status === 409;
        return show(
          reply,
          error.status,
          isOvertaken ? 'Somebody was quicker' : 'That did not work',
          `<p>${escapeMarkup(error.message)}.</p><p><a href="/alert?${escapeMarkup(message.query)}">What there is now</a></p>`,
        );
      }
    });
  });
}

export const shownToOperators = ({ draftId: _, endedAt: __, ...alert }: KeptAlert): OperatorAlert => alert;

function show(reply: FastifyReply, status: number, title: string, body: string): FastifyReply {
  return reply
    .code(status)
    .header('content-security-policy', contentPolicy)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(plainPage(title, `<h1>${title}</h1>${body}<p><a href="/">Status page</a></p>`));
}
