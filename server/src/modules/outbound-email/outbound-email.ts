import {
  createOutboxEmailProvider,
  type EmailMessage,
  type EmailProvider,
  type EmailProviderSettings,
  type HandOverOptions,
  type HandOverResult,
  type InlineImage,
  type OutboxEmailProvider,
  ProviderRoutes,
  type ProviderSurroundings,
  writeCalendarEvent,
} from '@roundsman/message-delivery';

import type { TaskHandler } from '../../platform/task-queue/index.ts';
import type { OrganisationRow } from '../accounts/index.ts';
import type { Logos } from '../customers/index.ts';
import {
  HAND_OVER_BUDGET_SECONDS,
  type HandedOver,
  logoContentId,
  logosIn,
  NOT_ASKED,
  type OutboundOptions,
  outboundTasks,
  type TakenMessage,
} from '../notifications/index.ts';
import type { Sender, SenderOf } from './sender-domains/senders.ts';
import { readSuppressed } from './suppressions.ts';

/** By the kind of organisation. A sandbox's can only ever be the outbox: its type has no way to a person. */
export interface EmailProviders {
  readonly live: ProviderRoutes<EmailProvider>;
  readonly sandbox: OutboxEmailProvider;
  readonly settings: ReadonlyMap<string, EmailProviderSettings>;
  close(): Promise<void>;
}

/** Without settings nobody is written to: both kinds keep their e-mails in an outbox. */
export function openEmailProviders(
  settings: readonly EmailProviderSettings[],
  surroundings: ProviderSurroundings,
): EmailProviders {
  const sandbox = createOutboxEmailProvider();
  const real = settings.map((each) => ({
    provider: each.open(surroundings),
    weight: each.weight,
    messagesPerSecond: each.perSecond,
  }));
  const routes = real.length > 0 ? real : [{ provider: createOutboxEmailProvider(), weight: 1, messagesPerSecond: 0 }];
  return {
    live: new ProviderRoutes<EmailProvider>(routes, () => surroundings.now().getTime(), surroundings.random),
    sandbox,
    settings: new Map(settings.map((each) => [each.name, each])),
    async close() {
      await Promise.all([sandbox, ...routes.map(({ provider }) => provider)].map((provider) => provider.close()));
    },
  };
}

const LOOK_UP_SECONDS = 10;

export interface EmailSending {
  readonly providers: EmailProviders;
  /** The address that stands in From; the sender's name is the merchant's. */
  readonly fromAddress: string;
  readonly logos: Logos;
  readonly senderOf: SenderOf;
}

export function outboundEmailTasks(options: OutboundOptions, sending: EmailSending): TaskHandler[] {
  const { live, sandbox, settings } = sending.providers;
  const byName = new Map(live.routes.map(({ provider }) => [provider.name, provider]));
  const picturesOf = async ({ html }: TakenMessage, organisationId: string): Promise<InlineImage[]> => {
    const pictures = logosIn(html).map(async (fileId) => {
      const content = await sending.logos.read(organisationId, fileId);
      return { contentId: logoContentId(fileId), contentType: 'image/png' as const, content };
    });
    return (await Promise.all(pictures)).flatMap(({ content, ...picture }) =>
      content ? [{ ...picture, content }] : [],
    );
  };
  const amountOf = (_message: unknown, provider: string): Pick<HandedOver, 'cost'> => {
    const setting = settings.get(provider);
    return setting?.currency == null ? {} : { cost: { micros: setting.priceMicros, currency: setting.currency } };
  };
  return outboundTasks(options, {
    channel: 'email',
    plan: ({ urgent, mayHold }, kind) =>
      kind === 'sandbox' ? [sandbox.name] : live.plan({ urgent, prefer: mayHold ?? undefined }).map(({ name }) => name),
    async handOver(message, organisation, leave): Promise<HandedOver> {
      const email = asEmail(message, organisation, sending.fromAddress, await picturesOf(message, organisation.id));
      const own = await sending.senderOf(organisation.id, message.merchantId);
      const handOverOptions = {
        idempotencyKey: message.id,
        budgetSeconds: HAND_OVER_BUDGET_SECONDS,
        urgent: message.urgent,
      };
      if (organisation.kind === 'sandbox') {
        return { result: await sandbox.send(email, handOverOptions), provider: sandbox.name, tries: [] };
      }
      const plan = message.plan.map((name) => byName.get(name)).filter((provider) => provider !== undefined);
      const routed = await live.handOver(plan, message.urgent, handOverOptions, async (provider, budget) =>
        (await leave(provider.name)) ? sendAs(own, provider, email, budget) : NOT_ASKED,
      );
      return { ...routed, ...amountOf(message, routed.provider) };
    },
    amountOf,
    lookUp: async ({ id, provider }) => (await byName.get(provider)?.lookUp?.(id, LOOK_UP_SECONDS)) ?? null,
    takesIdempotencyKeys: (name) => byName.get(name)?.capabilities.idempotencyKey ?? false,
    readUnreachable: readSuppressed,
  });
}

/**
 * From the sender's own domain where the provider carries its signature or has taken the domain as its own; from ours, with
 * the sender's name, where it has not or will not have that domain.
 */
async function sendAs(
  own: Sender | null,
  provider: EmailProvider,
  email: EmailMessage,
  options: HandOverOptions,
): Promise<HandOverResult> {
  if (own === null) return provider.send(email, options);
  const { carriesSignatures, name } = provider;
  if (!carriesSignatures && !own.readyWith.has(name)) return provider.send(email, options);
  const from = { ...email.from, address: own.address };
  const result = await provider.send({ ...email, from, ...(carriesSignatures ? { dkim: own.dkim } : {}) }, options);
  const unwanted = result.outcome === 'refused' && result.reason === 'invalid_sender';
  return unwanted ? provider.send(email, options) : result;
}

function asEmail(
  message: TakenMessage,
  organisation: OrganisationRow,
  fromAddress: string,
  inlineImages: readonly InlineImage[],
): EmailMessage {
  const { replyToEmail } = organisation;
  const calendar = calendarOf(message, fromAddress);
  return {
    from: { name: message.senderName || organisation.name, address: fromAddress },
    to: { ...(message.toName === null ? {} : { name: message.toName }), address: message.toAddress },
    ...(replyToEmail === null ? {} : { replyTo: { address: replyToEmail } }),
    subject: message.subject,
    text: message.text,
    html: message.html,
    language: message.language,
    writtenAt: message.queuedAt,
    ...(inlineImages.length === 0 ? {} : { inlineImages }),
    ...(message.unsubscribeUrl === null ? {} : { oneClickUnsubscribeUrl: message.unsubscribeUrl }),
    ...(calendar === null ? {} : { calendar }),
  };
}

/** A promise made or changed travels as something for the calendar; the next promise of the same job replaces it there. */
function calendarOf({ trigger, jobId, slot, subject, place, queuedAt }: TakenMessage, fromAddress: string) {
  if (slot === null || jobId === null || (trigger !== 'promise_made' && trigger !== 'changed')) return null;
  return writeCalendarEvent({
    uid: `${jobId}@${fromAddress.slice(fromAddress.lastIndexOf('@') + 1)}`,
    sequence: slot.number,
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    writtenAt: queuedAt,
    summary: subject,
    ...(place === '' ? {} : { location: place }),
  });
}
