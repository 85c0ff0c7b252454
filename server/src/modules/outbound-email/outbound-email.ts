import type { OrganisationKind } from '@roundsman/delivery-rules';
import {
  createOutboxEmailProvider,
  createSmtpProvider,
  type EmailProvider,
  type OutboxEmailProvider,
  type SmtpSettings,
} from '@roundsman/message-delivery';

import type { TaskHandler } from '../../platform/task-queue/index.ts';
import type { OrganisationRow } from '../accounts/index.ts';
import {
  HAND_OVER_BUDGET_SECONDS,
  type OutboundOptions,
  outboundTasks,
  type TakenMessage,
} from '../notifications/index.ts';

/** By the kind of organisation. A sandbox's can only ever be the outbox: its type has no way to a person. */
export interface EmailProviders extends Readonly<Record<OrganisationKind, EmailProvider>> {
  readonly live: EmailProvider;
  readonly sandbox: OutboxEmailProvider;
}

/** Without settings nobody is written to: both kinds keep their e-mails in an outbox. */
export function openEmailProviders(smtp: SmtpSettings | null): EmailProviders {
  return {
    live: smtp === null ? createOutboxEmailProvider() : createSmtpProvider(smtp),
    sandbox: createOutboxEmailProvider(),
  };
}

export interface EmailSending {
  readonly providers: EmailProviders;
  /** The address that stands in From; the sender's name is the merchant's. */
  readonly fromAddress: string;
}

export function outboundEmailTasks(options: OutboundOptions, sending: EmailSending): TaskHandler[] {
  const { providers } = sending;
  return outboundTasks(options, {
    channel: 'email',
    providerName: { live: providers.live.name, sandbox: providers.sandbox.name },
    handOver: (message, organisation) =>
      providers[organisation.kind].send(asEmail(message, organisation, sending.fromAddress), {
        idempotencyKey: message.id,
        budgetSeconds: HAND_OVER_BUDGET_SECONDS,
      }),
  });
}

function asEmail(message: TakenMessage, organisation: OrganisationRow, fromAddress: string) {
  const { replyToEmail } = organisation;
  return {
    from: { name: message.senderName || organisation.name, address: fromAddress },
    to: { ...(message.toName === null ? {} : { name: message.toName }), address: message.toAddress },
    ...(replyToEmail === null ? {} : { replyTo: { address: replyToEmail } }),
    subject: message.subject,
    text: message.text,
    html: message.html,
    language: message.language,
    writtenAt: message.queuedAt,
  };
}
