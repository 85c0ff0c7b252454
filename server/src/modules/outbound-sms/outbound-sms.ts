import type { OrganisationKind } from '@roundsman/delivery-rules';
import {
  createOutboxSmsProvider,
  createSmppProvider,
  type OutboxSmsProvider,
  type SmppSettings,
  type SmsProvider,
} from '@roundsman/message-delivery';

import { and, eq, inArray, or } from 'drizzle-orm';

import type { Work } from '../../platform/index.ts';
import type { TaskHandler } from '../../platform/task-queue/index.ts';
import {
  HAND_OVER_BUDGET_SECONDS,
  type OutboundOptions,
  outboundTasks,
  type TakenMessage,
} from '../notifications/index.ts';
import { smsParts } from './schema.ts';

/** By the kind of organisation. A sandbox's can only ever be the outbox: its type has no way to a person. */
export interface SmsProviders extends Readonly<Record<OrganisationKind, SmsProvider>> {
  readonly live: SmsProvider;
  readonly sandbox: OutboxSmsProvider;
}

/** Without settings nobody is written to: both kinds keep their SMS in an outbox. */
export function openSmsProviders(smpp: SmppSettings | null, random: () => number): SmsProviders {
  return {
    live: smpp === null ? createOutboxSmsProvider() : createSmppProvider(smpp, random),
    sandbox: createOutboxSmsProvider(),
  };
}

export interface SmsSending {
  readonly providers: SmsProviders;
  /** A number, a short code, or up to 11 letters and digits. */
  readonly from: string;
}

export function outboundSmsTasks(options: OutboundOptions, { providers, from }: SmsSending): TaskHandler[] {
  return outboundTasks(options, {
    channel: 'sms',
    providerName: { live: providers.live.name, sandbox: providers.sandbox.name },
    handOver: ({ id, toAddress, text, usefulForSeconds }, organisation) =>
      providers[organisation.kind].send(
        { from, to: toAddress, text, ...(usefulForSeconds === null ? {} : { usefulForSeconds }) },
        { idempotencyKey: id, budgetSeconds: HAND_OVER_BUDGET_SECONDS },
      ),
    accepted: recordParts,
  });
}

/**
 * Receipts name parts, so each is kept under the provider's id. A second hand-over of a message replaces the parts of the
 * first, and an id that the network gives again belongs to the newer part. Real time.
 */
async function recordParts(work: Work, message: TakenMessage, provider: string, ids: readonly string[]): Promise<void> {
  await work.db
    .delete(smsParts)
    .where(
      or(
        eq(smsParts.messageId, message.id),
        and(eq(smsParts.provider, provider), inArray(smsParts.providerMessageId, [...ids])),
      ),
    );
  await work.db.insert(smsParts).values(
    [...new Set(ids)].map((providerMessageId, index) => ({
      organisationId: work.organisationId,
      messageId: message.id,
      number: index + 1,
      provider,
      providerMessageId,
      acceptedAt: work.recordedAt,
    })),
  );
}
