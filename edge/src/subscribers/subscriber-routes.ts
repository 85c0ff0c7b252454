import { isIP } from 'node:net';
import { Subscribe, type SubscriberView } from '@roundsman/api-contract';
import { isEmailAddress, isPrivateAddress, normalisePhoneNumber } from '@roundsman/message-delivery';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EdgeClock } from '../clock.ts';
import { countAttempts } from '../emergency/index.ts';
import { clientNetwork } from '../fleet/index.ts';
import { escapeMarkup, plainPage } from '../html.ts';
import { Problem, parseInput } from '../problem.ts';
import type { Subscriber, Subscribers } from './keep-subscribers.ts';
import type { Channels } from './open-channels.ts';
import type { SubscriptionTokens, TokenPurpose } from './subscription-tokens.ts';

export interface SubscriberDoor {
  readonly subscribers: Subscribers;
  readonly channels: Channels;
  readonly tokens: SubscriptionTokens;
  readonly clock: EdgeClock;
  readonly componentIds: ReadonlySet<string>;
  readonly allowPrivateWebhooks: boolean;
  nameOf(componentId: string): string;
  /** Edges and the platform, whose `X-Forwarded-For` is believed. */
  isTrusted(address: string): boolean;
  /** Throws a 401 unless an operator of the installation asks. */
  operatorOf(request: FastifyRequest): unknown;
}

/** A network may ask so often; all together so often: each question costs an e-mail or an SMS. */
const asksOfNetwork = { most: 10, windowMs: 600_000, addresses: 5_000 };
const asksOfAll = { most: 300, windowMs: 3_600_000, addresses: 1 };
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";

/** Asking is open to everyone; beginning and ending take the link that was sent to the address itself. */
export function addSubscriberRoutes(app: FastifyInstance, door: SubscriberDoor): void {
  const { subscribers, channels, tokens, clock } = door;
  const ofNetwork = countAttempts(asksOfNetwork);
  const ofAll = countAttempts(asksOfAll);

  app.post('/edge-api/subscribers', (request, reply) => {
    const { channel, address, componentIds = null } = parseInput(Subscribe, request.body);
    if (!channels.open.includes(channel)) throw refused('channel', `Messages by ${channel} are not sent from here`);
    const unknown = componentIds?.find((id) => !door.componentIds.has(id));
    if (unknown !== undefined) throw refused('componentIds', `There is no component ${unknown}`);
    const plain = plainAddress(door, channel, address.trim());
    const nowMs = clock.now().getTime();
    const network = clientNetwork(request, door.isTrusted);
    if (ofNetwork.blocked(network, nowMs) || ofAll.blocked('all', nowMs)) {
      reply.header('retry-after', '600');
      throw new Problem({
        status: 429,
        code: 'too_many_asks',
        title: 'Too many questions were sent lately',
        remedy: 'Try again in ten minutes, or follow the Atom feed.',
      });
    }
    ofNetwork.failed(network, nowMs);
    ofAll.failed('all', nowMs);
    // The same answer whether the address is known or not: nobody learns who listens.
    const { secret } = subscribers.ask(channel, plain, componentIds);
    return reply.code(202).send({ state: 'asked', ...(secret && { secret }) });
  });

  app.get('/edge-api/subscribers', (request): SubscriberView => {
    door.operatorOf(request);
    return {
      ...subscribers.figures(),
      open: [...channels.open],
      outbox: channels.kept()?.map((one) => ({ ...one })) ?? null,
    };
  });

  app.register(async (scope) => {
    // RFC 8058: a mail program posts `List-Unsubscribe=One-Click`; a person's button posts nothing.
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 1024 }, (_, body, done) => done(null, body));
    const read = (request: FastifyRequest) => {
      const { t } = request.query as { t?: unknown };
      return typeof t === 'string' ? tokens.read(t) : null;
    };

    // Reading changes nothing: programs that look at links in mail must not confirm or end anything.
    scope.get('/subscription', (request, reply) => {
      const token = read(request);
      const subscriber = token && subscribers.find(token.id);
      if (!token || !subscriber)
        return show(
          reply,
          404,
          'This link leads nowhere',
          '<p>It ended, or was never confirmed in time. You are not written to.</p>',
        );
      const query = escapeMarkup(`t=${encodeURIComponent((request.query as { t: string }).t)}`);
      const words = `<p>${escapeMarkup(subscriber.address)}: ${escapeMarkup(wishWords(door, subscriber, token.purpose))}</p>`;
      return token.purpose === 'confirm'
        ? show(
            reply,
            200,
            'Do you want to be told?',
            `${words}<form method="post" action="/subscription?${query}"><button>Yes, tell me</button></form>`,
          )
        : show(
            reply,
            200,
            'No more messages?',
            `${words}<form method="post" action="/subscription?${query}"><button>No more of these</button></form>`,
          );
    });

    scope.post('/subscription', (request, reply) => {
      const token = read(request);
      if (!token) return show(reply, 404, 'This link leads nowhere', '<p>Nothing was changed.</p>');
      if (token.purpose === 'end') {
        subscribers.end(token.id);
        return show(reply, 200, 'You are not written to any more', '<p>Your address is forgotten here.</p>');
      }
      return subscribers.confirm(token.id)
        ? show(reply, 200, 'You will be told', '<p>Every message has a link that ends them.</p>')
        : show(reply, 404, 'This link is too old', '<p>Ask again on the status page.</p>');
    });
  });
}

function show(reply: FastifyReply, status: number, title: string, body: string): FastifyReply {
  return reply
    .code(status)
    .header('content-security-policy', contentPolicy)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(plainPage(title, `<h1>${title}</h1>${body}<p><a href="/">Status page</a></p>`));
}

/** What the link would begin, or end. */
function wishWords({ nameOf }: SubscriberDoor, subscriber: Subscriber, purpose: TokenPurpose): string {
  const ids = purpose === 'confirm' ? subscriber.askedComponentIds : subscriber.componentIds;
  const isUnasked = purpose === 'end' && !subscriber.isConfirmed;
  return isUnasked || ids === null
    ? 'incidents and maintenance of all components.'
    : `incidents and maintenance of ${ids.map(nameOf).join(', ')}.`;
}

/** The address as messages are sent to it, so that one person is one subscriber. */
function plainAddress(door: SubscriberDoor, channel: Subscriber['channel'], address: string): string {
  if (channel === 'email') {
    const plain = address.replace(/@.*$/, (domain) => domain.toLowerCase());
    if (isEmailAddress(plain)) return plain;
    throw refused('address', 'This is not one e-mail address');
  }
  if (channel === 'sms') {
    const number = /^(\+|00)/.test(address) ? normalisePhoneNumber(address, 'CH') : null;
    if (number?.ok && number.canReceiveSms) return number.e164;
    throw refused('address', 'A mobile number with its country is needed, like +423 791 23 45');
  }
  const url = URL.canParse(address) ? new URL(address) : null;
  const host = url?.hostname.replace(/^\[|\]$/g, '') ?? '';
  const isPublic = isIP(host) === 0 ? host !== 'localhost' : !isPrivateAddress(host);
  if (url && !url.username && (door.allowPrivateWebhooks || (url.protocol === 'https:' && isPublic))) return url.href;
  throw refused('address', 'A public https address is needed');
}

function refused(field: string, message: string): Problem {
  return new Problem({
    status: 422,
    code: 'invalid_input',
    title: 'The request is not as it should be',
    fields: [{ field, code: 'invalid', message }],
  });
}
