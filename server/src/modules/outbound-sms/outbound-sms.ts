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

import type { TaskHandler } from '../../platform/task-queue/index.ts';
import {
  HAND_OVER_BUDGET_SECONDS,
  type HandedOver,
  type InDoubt,
  NOT_ASKED,
  type OutboundOptions,
  outboundTasks,
  type TakenMessage,
} from '../notifications/index.ts';
import { readEarlyReceipts } from './early-receipts.ts';
import { recordParts } from './parts.ts';

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

const LOOK_UP_SECONDS = 10;

export interface SmsSending {
  readonly providers: SmsProviders;
  /** A number, a short code, or up to 11 letters and digits; a provider's own sender for the country goes before it. */
  readonly from: string;
}

export function outboundSmsTasks(options: OutboundOptions, { providers, from }: SmsSending): TaskHandler[] {
  const { live, sandbox, settings } = providers;
  const byName = new Map(live.routes.map(({ provider }) => [provider.name, provider]));
  const amountOf = (message: Pick<TakenMessage, 'toAddress' | 'text'>, provider: string) => {
    const setting = settings.get(provider);
    const { segments } = segmentSms(textFor(message.text, setting));
    return { segments: segments.length, ...costOf(setting, message.toAddress, segments.length) };
  };
  return outboundTasks(options, {
    channel: 'sms',
    plan: ({ urgent, mayHold, toAddress }, kind) =>
      kind === 'sandbox'
        ? [sandbox.name]
        : live
            .plan({ urgent, country: countryOfNumber(toAddress), prefer: mayHold ?? undefined })
            .map(({ name }) => name),
    async handOver(message, organisation, leave): Promise<HandedOver> {
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
      const routed = await live.handOver(plan, message.urgent, handOverOptions, async (provider, budget) =>
        (await leave(provider.name))
          ? provider.send(asSms(message, from, settings.get(provider.name)), budget)
          : NOT_ASKED,
      );
      return { ...routed, ...amountOf(message, routed.provider) };
    },
    amountOf,
    async lookUp(doubtful) {
      const provider = byName.get(doubtful.provider);
      if (provider?.lookUp === undefined) return null;
      const sms = asSms({ ...doubtful, usefulForSeconds: null }, from, settings.get(provider.name));
      return provider.lookUp(sms, doubtful.leavingAt, LOOK_UP_SECONDS);
    },
    readEarlyReceipts,
    takesIdempotencyKeys: (name) => byName.get(name)?.capabilities.idempotencyKey ?? false,
    accepted: recordParts,
  });
}

function noWay(toAddress: string): HandedOver {
  const country = countryOfNumber(toAddress) ?? 'that country';
  return { result: refused('invalid_recipient', `No provider may send to ${country}.`), provider: 'none', tries: [] };
}

function asSms(
  message: Pick<InDoubt, 'toAddress' | 'text'> & Pick<TakenMessage, 'usefulForSeconds'>,
  from: string,
  setting: SmsProviderSettings | undefined,
): SmsMessage {
  const { toAddress, text, usefulForSeconds } = message;
  return {
    from: senderFor(setting, toAddress) ?? from,
    to: toAddress,
    text: textFor(text, setting),
    ...(usefulForSeconds === null ? {} : { usefulForSeconds }),
  };
}

const textFor = (text: string, setting: SmsProviderSettings | undefined) =>
  setting?.transliterate ? (transliterate(text) ?? text) : text;

function senderFor(setting: SmsProviderSettings | undefined, to: string): string | undefined {
  return setting?.senders[countryOfNumber(to) ?? '*'] ?? setting?.senders['*'];
}

/** What so many segments to a number cost with a provider; nothing where it has no price for the country. */
export function costOf(setting: SmsProviderSettings | undefined, to: string, segments: number) {
  const each = setting?.pricesMicros[countryOfNumber(to) ?? '*'] ?? setting?.pricesMicros['*'];
  if (each === undefined || setting?.currency == null) return {};
  return { cost: { micros: each * segments, currency: setting.currency } };
}
