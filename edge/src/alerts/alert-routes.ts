import type { IncidentDraft } from '@roundsman/api-contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Drafts } from '../drafts/index.ts';
import { escapeMarkup, plainPage, utcWords } from '../html.ts';
import { Problem } from '../problem.ts';
import type { SubscriptionTokens } from '../subscribers/index.ts';
import type { Alerts, KeptAlert } from './keep-alerts.ts';

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
      show(reply, 404, 'This link leads nowhere', '<p>It is too old, or was never sent.</p>');

    scope.get('/alert', (request, reply) => {
      const message = messageOf(request);
      if (!message) return gone(reply);
      const { done } = request.query as { done?: string };
      return show(
        reply,
        200,
        'What wants a person',
        printAlerts(door, message.alerts, message.query, doneWords[done ?? '']),
      );
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
        return show(reply, error.status, 'That did not work', `<p>${escapeMarkup(error.message)}.</p>`);
      }
    });
  });
}

export const shownToOperators = ({ draftId: _, isOver: __, ...alert }: KeptAlert) => alert;

const doneWords: Readonly<Record<string, string>> = {
  acknowledge: 'You are on it. Nobody is reminded any more, unless it grows.',
  publish: 'It is published. Go on with its words as soon as you know more.',
  drop: 'The draft is dropped. The public was told nothing.',
};

function printAlerts(door: AlertDoor, alerts: readonly KeptAlert[], query: string, done: string | undefined): string {
  const action = `/alert?${escapeMarkup(query)}`;
  const drafts = door.drafts.list();
  const parts = alerts.map((alert) => {
    const draft = drafts.find(({ id }) => id === alert.draftId);
    if (draft && draft.state !== 'open')
      return `<h2>${escapeMarkup(draft.title)}</h2><p>${draft.state === 'published' ? 'The public was told.' : 'The draft was dropped, and the public told nothing.'}</p>`;
    const standing = alert.isOver
      ? 'Over.'
      : alert.acknowledgedAt === null
        ? `Since ${utcWords(alert.since)}. Nobody has said yet that they are on it.`
        : `Since ${utcWords(alert.since)}. Somebody is on it since ${utcWords(alert.acknowledgedAt)}.`;
    return `<h2>${escapeMarkup(alert.title)}</h2>${alert.lines.map((line) => `<p>${escapeMarkup(line)}</p>`).join('')}<p class="muted">${escapeMarkup(standing)}</p>${draft ? printDraft(door, draft, action) : ''}`;
  });
  const isWaiting = alerts.some(({ isOver, acknowledgedAt }) => !isOver && acknowledgedAt === null);
  return `${done ? `<p class="said">${escapeMarkup(done)}</p>` : ''}${
    isWaiting
      ? `<form method="post" action="${action}"><button name="action" value="acknowledge">I am on it</button></form>`
      : ''
  }${parts.join('')}<p><a href="/emergency">Write an incident with the emergency code</a></p>`;
}

function printDraft({ nameOf }: AlertDoor, draft: IncidentDraft, action: string): string {
  const affected = draft.affected.map(
    ({ componentId, impact }) => `${nameOf(componentId)} (${impact.replaceAll('_', ' ')})`,
  );
  return `<h3>What the public would read</h3>
<p><strong>${escapeMarkup(draft.title)}</strong></p><p>${escapeMarkup(draft.message)}</p>
<p class="muted">Since ${escapeMarkup(utcWords(draft.startedAt))}. ${escapeMarkup(affected.join(', '))}.</p>
<form method="post" action="${action}"><input type="hidden" name="draft" value="${escapeMarkup(draft.id)}">
<button name="action" value="publish">Publish it</button><button class="plain" name="action" value="drop">Drop it</button></form>`;
}

function show(reply: FastifyReply, status: number, title: string, body: string): FastifyReply {
  return reply
    .code(status)
    .header('content-security-policy', contentPolicy)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(plainPage(title, `<h1>${title}</h1>${body}<p><a href="/">Status page</a></p>`));
}
