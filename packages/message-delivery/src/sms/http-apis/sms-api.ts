import type { HandOverOptions, HandOverResult, LookUp } from '../../hand-over.ts';
import { type ApiAnswer, type ApiRequest, HttpHandOver } from '../../http/hand-over-by-http.ts';
import { tellAll, type WebhookRequest, type WebhookVerdict } from '../../webhooks/webhook.ts';
import type { SmsMessage } from '../sms-message.ts';
import { refuseMalformedSms } from '../sms-message.ts';
import type { SmsListener, SmsProvider, SmsReceipt, SmsReply } from '../sms-provider.ts';

/** What a call of a provider's webhook says; null for what decides nothing. */
export type SmsWebhook =
  | { readonly kind: 'receipt'; readonly receipt: SmsReceipt }
  | { readonly kind: 'reply'; readonly reply: SmsReply }
  | null;

/** What differs from one SMS API to the next. */
export interface SmsApi {
  readonly name: string;
  readonly deliveryReceipts: boolean;
  request(message: SmsMessage, options: HandOverOptions): ApiRequest;
  explain(answer: ApiAnswer): HandOverResult;
  /** Absent where the API cannot be asked for a message whose id is not known. */
  lookUp?(message: SmsMessage, givenSince: Date, budgetSeconds: number): Promise<LookUp>;
  /** Absent where the provider reports nothing back. */
  readWebhook?(request: WebhookRequest): SmsWebhook | 'unsigned' | 'malformed';
}

/** An SMS provider behind an HTTP API. None of those known takes an idempotency key: a try that got no answer may arrive twice. */
export function createSmsApiProvider(api: SmsApi): SmsProvider {
  const http = new HttpHandOver();
  const listeners = new Set<SmsListener>();
  const { readWebhook, lookUp } = api;
  return {
    name: api.name,
    capabilities: { idempotencyKey: false, deliveryReceipts: api.deliveryReceipts, reachesPeople: true },
    send: (message, options) =>
      http.run(
        options,
        refuseMalformedSms(message),
        () => api.request(message, options),
        (answer) => api.explain(answer),
      ),
    ...(lookUp === undefined ? {} : { lookUp }),
    listen: (listener) => void listeners.add(listener),
    ...(readWebhook === undefined
      ? {}
      : { receive: async (request: WebhookRequest) => take(readWebhook(request), listeners) }),
    close: () => http.close(),
  };
}

function take(
  said: SmsWebhook | 'unsigned' | 'malformed',
  listeners: ReadonlySet<SmsListener>,
): Promise<WebhookVerdict> | WebhookVerdict {
  if (said === null) return 'taken';
  if (typeof said === 'string') return said;
  return tellAll(listeners, (listener) =>
    said.kind === 'receipt' ? listener.receipt(said.receipt) : listener.reply(said.reply),
  );
}
