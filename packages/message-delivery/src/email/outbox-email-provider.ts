import { KeptMessages } from '../kept-messages.ts';
import type { EmailMessage } from './email-message.ts';
import { refuseMalformedEmail } from './email-message.ts';
import type { EmailProvider } from './email-provider.ts';

export interface OutboxEmailProvider extends EmailProvider {
  readonly kept: KeptMessages<EmailMessage>;
}

/** Keeps the newest e-mails in memory and hands them to nobody; a key seen before is not kept twice. */
export function createOutboxEmailProvider(mostKept = 200): OutboxEmailProvider {
  const kept = new KeptMessages<EmailMessage>(mostKept);
  return {
    name: 'outbox',
    capabilities: { idempotencyKey: true, deliveryReceipts: false, reachesPeople: false },
    carriesSignatures: false,
    kept,
    async send(message, options) {
      return refuseMalformedEmail(message) ?? kept.take(message, options.idempotencyKey);
    },
    async close() {
      kept.close();
    },
  };
}
