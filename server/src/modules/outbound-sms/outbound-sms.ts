import {
  countryOfNumber,
  createOutboxSmsProvider,
  type OutboxSmsProvider,
  ProviderRoutes,
  type ProviderSurroundings,
  refused,
  type SmsMessage,
  type SmsProvider,
  type SmsProviderSettings,
  segmentSms,
  transliterate,
} from '@roundsman/message-delivery';
import { and, eq, inArray, or } from 'drizzle-orm';

import type { Work } from '../../platform/index.ts';
import type { TaskHandler } from '../../platform/task-queue/index.ts';
import {
  HAND_OVER_BUDGET_SECONDS,
  type HandedOver,
  type OutboundOptions,
  type Outcome,
  outboundTasks,
  type TakenMessage,
} from '../notifications/index.ts';
import { smsParts } from './schema.ts';

/** By the kind of organisation. A sandbox's can only ever be the outbox: its type has no way to a person. */
export interface SmsProviders {
  readonly live: ProviderRoutes<SmsProvider>;
  readonly sandbox: OutboxSmsProvider;
  readonly settings: ReadonlyMap<string, SmsProviderSettings>;
  close(): Promise<void>;
}

/** Without settings nobody is written to: both kinds keep their SMS in an outbox. */
export function openSmsProviders(
  settings: readonly SmsProviderSettings[],
  surroundings: ProviderSurroundings,
): SmsProviders {
  const sandbox = createOutboxSmsProvider();
  const real = settings.map((each) => ({
    provider: each.open(surroundings),
    weight: each.weight,
    messagesPerSecond: each.perSecond,
    ...(each.countries === null ? {} : { countries: each.countries }),
  }));
  const routes = real.length > 0 ? real : [{ provider: createOutboxSmsProvider(), weight: 1, messagesPerSecond: 0 }];
  return {
    live: new ProviderRoutes<SmsProvider>(routes, () => surroundings.now().getTime(), surroundings.random),
    sandbox,
    settings: new Map(settings.map((each) => [each.name, each])),
    async close() {
      await Promise.all([sandbox, ...routes.map(({ provider }) => provider)].map((provider) => provider.close()));
    },
  };
}

export interface SmsSending {
  readonly providers: SmsProviders;
  /** A number, a short code, or up to 11 letters and digits; a provider's own sender for the country goes before it. */
  readonly from: string;
}

export function outboundSmsTasks(options: OutboundOptions, { providers, from }: SmsSending): TaskHandler[] {
  const { live, sandbox, settings } = providers;
  const byName = new Map(live.routes.map(({ provider }) => [provider.name, provider]));
  return outboundTasks(options, {
    channel: 'sms',
    plan: ({ urgent, mayHold, toAddress }, kind) =>
      kind === 'sandbox'
        ? [sandbox.name]
        : live
            .plan({ urgent, country: countryOfNumber(toAddress), prefer: mayHold ?? undefined })
            .map(({ name }) => name),
    async handOver(message, organisation): Promise<HandedOver> {
      const handOverOptions = {
        idempotencyKey: message.id,
        budgetSeconds: HAND_OVER_BUDGET_SECONDS,
        urgent: message.urgent,
      };
      if (organisation.kind === 'sandbox') {
        const result = await sandbox.send(asSms(message, from, undefined), handOverOptions);
        return { result, provider: sandbox.name, tries: [] };
      }
      const plan = message.plan.map((name) => byName.get(name)).filter((provider) => provider !== undefined);
      if (plan.length === 0) return noWay(message.toAddress);
      const routed = await live.handOver(plan, message.urgent, handOverOptions, (provider, budget) =>
        provider.send(asSms(message, from, settings.get(provider.name)), budget),
      );
      const setting = settings.get(routed.provider);
      const { segments } = segmentSms(asSms(message, from, setting).text);
      return { ...routed, segments: segments.length, ...costOf(setting, message.toAddress, segments.length) };
    },
    takesIdempotencyKeys: (name) => byName.get(name)?.capabilities.idempotencyKey ?? false,
    accepted: recordParts,
  });
}

function noWay(toAddress: string): HandedOver {
  const country = countryOfNumber(toAddress) ?? 'that country';
  return { result: refused('invalid_recipient', `No provider may send to ${country}.`), provider: 'none', tries: [] };
}

function asSms(message: TakenMessage, from: string, setting: SmsProviderSettings | undefined): SmsMessage {
  const { toAddress, text, usefulForSeconds } = message;
  return {
    from: senderFor(setting, toAddress) ?? from,
    to: toAddress,
    text: setting?.transliterate ? (transliterate(text) ?? text) : text,
    ...(usefulForSeconds === null ? {} : { usefulForSeconds }),
  };
}

function senderFor(setting: SmsProviderSettings | undefined, to: string): string | undefined {
  return setting?.senders[countryOfNumber(to) ?? '*'] ?? setting?.senders['*'];
}

/** What so many segments to a number cost with a provider; nothing where it has no price for the country. */
export function costOf(setting: SmsProviderSettings | undefined, to: string, segments: number) {
  const each = setting?.pricesMicros[countryOfNumber(to) ?? '*'] ?? setting?.pricesMicros['*'];
  if (each === undefined || setting?.currency == null) return {};
  return { cost: { micros: each * segments, currency: setting.currency } };
}

/**
 * Receipts name parts, so each is kept under the provider's id. A second hand-over of a message replaces the parts of the
 * first, and an id that the network gives again belongs to the newer part. Real time.
 */
async function recordParts(work: Work, outcomes: readonly Outcome[]): Promise<void> {
  const parts = outcomes.flatMap(({ message, provider, result }) =>
    // A network that gives no id brings no receipt that could name the part.
    (result.outcome === 'accepted' ? [...new Set(result.providerMessageIds)].filter((id) => id !== '') : []).map(
      (providerMessageId, index) => ({
        organisationId: work.organisationId,
        messageId: message.id,
        number: index + 1,
        provider,
        providerMessageId,
        acceptedAt: work.recordedAt,
      }),
    ),
  );
  // Of two parts that the network named alike in one group the later one counts.
  const newest = [...new Map(parts.map((part) => [`${part.provider} ${part.providerMessageId}`, part])).values()];
  if (newest.length === 0) return;
  await work.db.delete(smsParts).where(
    or(
      inArray(
        smsParts.messageId,
        newest.map(({ messageId }) => messageId),
      ),
      or(
        ...[...Map.groupBy(newest, ({ provider }) => provider)].map(([provider, members]) =>
          and(
            eq(smsParts.provider, provider),
            inArray(
              smsParts.providerMessageId,
              members.map(({ providerMessageId }) => providerMessageId),
            ),
          ),
        ),
      ),
    ),
  );
  await work.db.insert(smsParts).values(newest);
}
