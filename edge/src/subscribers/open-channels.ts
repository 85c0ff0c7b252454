import type { SubscribeChannel } from '@roundsman/api-contract';
import {
  createOutboxEmailProvider,
  createOutboxSmsProvider,
  type EmailMessage,
  type EmailProvider,
  type EmailProviderSettings,
  type HandOverResult,
  openPoster,
  ProviderRoutes,
  type Routable,
  type SmsMessage,
  type SmsProvider,
  type SmsProviderSettings,
} from '@roundsman/message-delivery';
import type { EdgeClock } from '../clock.ts';

/** One message in the shape of its channel. */
export type Outgoing =
  | { readonly channel: 'email'; readonly message: Omit<EmailMessage, 'from'> }
  | { readonly channel: 'sms'; readonly message: Omit<SmsMessage, 'from'> }
  | {
      readonly channel: 'webhook';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      /** Set up by whoever runs this program, and so free to lie in a private network. */
      readonly isOwn?: boolean;
    };

export interface Channels {
  readonly open: readonly SubscribeChannel[];
  send(outgoing: Outgoing, idempotencyKey: string): Promise<HandOverResult>;
  /** What a sandbox would have sent, oldest first; null where messages reach people. */
  kept(): readonly { channel: SubscribeChannel; to: string; subject: string; text: string }[] | null;
  close(): Promise<void>;
}

export interface ChannelSettings {
  /** Reaches nobody: what would be sent is kept to be looked at. */
  readonly isSandbox: boolean;
  readonly pageName: string;
  readonly email: readonly EmailProviderSettings[];
  readonly emailFrom: string;
  readonly sms: readonly SmsProviderSettings[];
  readonly smsFrom: string;
  readonly allowPrivateWebhooks: boolean;
}

const BUDGET_SECONDS = 20;
const MOST_KEPT = 50;
/** A receiver has to take it, not to work on it. */
const WEBHOOK_PATIENCE_MS = 10_000;

/** The edge program's own ways to people, so that subscribers hear of an outage that took the platform's. */
export function openChannels(settings: ChannelSettings, clock: EdgeClock): Channels {
  const surroundings = { now: () => clock.now(), random: Math.random, webhookUrl: () => null };
  const outbox = settings.isSandbox
    ? { email: createOutboxEmailProvider(MOST_KEPT), sms: createOutboxSmsProvider(MOST_KEPT) }
    : null;
  const posted: { channel: 'webhook'; to: string; subject: string; text: string }[] = [];
  const email = routesOf<EmailProvider, EmailProviderSettings>(
    settings.email,
    outbox?.email,
    (one) => one.open(surroundings),
    clock,
  );
  const sms = routesOf<SmsProvider, SmsProviderSettings>(
    settings.sms,
    outbox?.sms,
    (one) => one.open(surroundings),
    clock,
  );
  const poster = openPoster({ allowPrivate: settings.allowPrivateWebhooks, budgetMilliseconds: WEBHOOK_PATIENCE_MS });
  const ownPoster = openPoster({ allowPrivate: true });
  const smsSender = settings.sms.flatMap(({ senders }) => senders['*'] ?? [])[0] ?? settings.smsFrom;

  async function post(outgoing: Extract<Outgoing, { channel: 'webhook' }>): Promise<HandOverResult> {
    if (outbox) {
      posted.push({ channel: 'webhook', to: outgoing.url, subject: '', text: outgoing.body });
      if (posted.length > MOST_KEPT) posted.shift();
      return { outcome: 'accepted', providerMessageIds: ['outbox'] };
    }
    const { status, error } = await (outgoing.isOwn ? ownPoster : poster).post(outgoing);
    if (status !== null && status >= 200 && status < 300) return { outcome: 'accepted', providerMessageIds: ['post'] };
    // 410 is the far side's own word that nobody is there any more.
    if (status === 410) return { outcome: 'refused', reason: 'invalid_recipient', detail: 'It answered 410.' };
    const detail = error ?? `It answered ${status}.`;
    return { outcome: 'failed', reason: status === null ? 'unreachable' : 'deferred', detail, mayHaveBeenSent: true };
  }

  return {
    open: [...(email ? (['email'] as const) : []), ...(sms ? (['sms'] as const) : []), 'webhook'],
    async send(outgoing, idempotencyKey) {
      if (outgoing.channel === 'webhook') return post(outgoing);
      const options = { idempotencyKey, budgetSeconds: BUDGET_SECONDS };
      if (outgoing.channel === 'email' && email) {
        const message = { ...outgoing.message, from: { name: settings.pageName, address: settings.emailFrom } };
        const plan = email.plan({ urgent: false });
        return (await email.handOver(plan, false, options, (one, within) => one.send(message, within))).result;
      }
      if (outgoing.channel === 'sms' && sms) {
        const message = { ...outgoing.message, from: smsSender };
        const plan = sms.plan({ urgent: false });
        return (await sms.handOver(plan, false, options, (one, within) => one.send(message, within))).result;
      }
      return {
        outcome: 'failed',
        reason: 'unreachable',
        detail: 'No provider is set up for this channel.',
        mayHaveBeenSent: false,
      };
    },
    kept: () =>
      outbox && [
        ...outbox.email.kept.list().map(({ to, subject, text }) => ({
          channel: 'email' as const,
          to: to.address,
          subject,
          text,
        })),
        ...outbox.sms.kept.list().map(({ to, text }) => ({ channel: 'sms' as const, to, subject: '', text })),
        ...posted,
      ],
    async close() {
      poster.close();
      ownPoster.close();
      await Promise.all([...(email?.routes ?? []), ...(sms?.routes ?? [])].map(({ provider }) => provider.close()));
    },
  };
}

function routesOf<Provider extends Routable, Settings extends { weight: number; perSecond: number }>(
  settings: readonly Settings[],
  outbox: Provider | undefined,
  open: (one: Settings) => Provider,
  clock: EdgeClock,
): ProviderRoutes<Provider> | null {
  const routes = outbox
    ? [{ provider: outbox, weight: 1, messagesPerSecond: 0 }]
    : settings.map((one) => ({ provider: open(one), weight: one.weight, messagesPerSecond: one.perSecond }));
  return routes.length === 0 ? null : new ProviderRoutes(routes, () => clock.now().getTime(), Math.random);
}
