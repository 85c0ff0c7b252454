import { KeptMessages } from '../kept-messages.ts';
import type { SmsMessage } from './sms-message.ts';
import { refuseMalformedSms } from './sms-message.ts';
import type { SmsProvider } from './sms-provider.ts';

export interface OutboxSmsProvider extends SmsProvider {
  readonly kept: KeptMessages<SmsMessage>;
}

/** Keeps the newest SMS in memory and hands them to nobody; a key seen before is not kept twice. */
export function createOutboxSmsProvider(mostKept = 200): OutboxSmsProvider {
  const kept = new KeptMessages<SmsMessage>(mostKept);
  return {
    name: 'outbox',
    capabilities: { idempotencyKey: true, deliveryReceipts: false, reachesPeople: false },
    kept,
    async send(message, options) {
      return refuseMalformedSms(message) ?? kept.take(message, options.idempotencyKey);
    },
    // Nobody is written to, so nothing comes back.
    listen: () => undefined,
    async close() {
      kept.close();
    },
  };
}
