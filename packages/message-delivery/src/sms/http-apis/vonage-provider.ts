import type { HandOverResult } from '../../hand-over.ts';
import { failed, refused } from '../../hand-over.ts';
import { type ApiAnswer, explainStatus, formBody } from '../../http/hand-over-by-http.ts';
import { firstOf, jsonOf, textOf } from '../../http/json-answer.ts';
import { formOf, hmacOf, isFresh, queryOf, sameSecret, type WebhookRequest } from '../../webhooks/webhook.ts';
import { segmentSms } from '../segment-sms.ts';
import type { SmsProvider } from '../sms-provider.ts';
import { createSmsApiProvider, type SmsWebhook } from './sms-api.ts';

export interface VonageSettings {
  readonly name: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Of signed webhooks, method SHA-256 HMAC. */
  readonly signatureSecret?: string;
  /** `https://rest.nexmo.com` unless said. */
  readonly endpoint?: string;
  /** Our address for receipts, as given to each message. */
  readonly callback?: string;
}

/** Vonage takes 20 seconds to 7 days, in milliseconds. */
const TTL_MILLISECONDS = { least: 20_000, most: 604_800_000 };

/** Vonage SMS API, `POST /sms/json`: every answer is 200, what came of each part stands in its status. */
export function createVonageProvider(settings: VonageSettings): SmsProvider {
  const { apiKey, apiSecret, callback, signatureSecret } = settings;
  return createSmsApiProvider({
    name: settings.name,
    deliveryReceipts: signatureSecret !== undefined,
    request: ({ from, to, text, usefulForSeconds }, { idempotencyKey }) => ({
      url: `${settings.endpoint ?? 'https://rest.nexmo.com'}/sms/json`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: formBody({
        api_key: apiKey,
        api_secret: apiSecret,
        from: from.replace(/^\+/, ''),
        to: to.slice(1),
        text,
        type: segmentSms(text).encoding === 'ucs2' ? 'unicode' : 'text',
        // Comes back in receipts; it does not make a second try the same message.
        'client-ref': idempotencyKey.slice(0, 40),
        callback,
        ttl: usefulForSeconds === undefined ? undefined : ttl(usefulForSeconds),
      }),
    }),
    explain,
    readWebhook: (request) => readWebhook(request, signatureSecret),
  });
}

const ttl = (seconds: number) =>
  String(Math.min(Math.max(Math.round(seconds * 1000), TTL_MILLISECONDS.least), TTL_MILLISECONDS.most));

interface VonagePart {
  readonly status?: string;
  readonly 'message-id'?: string;
  readonly 'error-text'?: string;
}

function explain(answer: ApiAnswer): HandOverResult {
  const parts = Array.isArray(answer.json.messages) ? (answer.json.messages as VonagePart[]) : [];
  const wrong = parts.find(({ status }) => status !== '0');
  const ids = parts.flatMap(({ status, 'message-id': id }) => (status === '0' && id !== undefined ? [id] : []));
  const [first, ...others] = ids;
  if (answer.status === 200 && first !== undefined && wrong === undefined) {
    return { outcome: 'accepted', providerMessageIds: [first, ...others] };
  }
  const { status = '', 'error-text': words } = (wrong ?? firstOf(answer.json.messages)) as VonagePart;
  const result = explainPart(status, `${status || answer.status}: ${words ?? answer.text}`.slice(0, 500));
  // A part that was taken is on its way whatever became of the next.
  if (result?.outcome === 'failed' && ids.length > 0) return { ...result, mayHaveBeenSent: true };
  return result ?? explainStatus(answer) ?? failed('deferred', `${answer.status} without a status`, true);
}

/** "Troubleshooting SMS: error codes". */
function explainPart(status: string, detail: string): HandOverResult | undefined {
  switch (status) {
    case '1':
      return failed('throttled', detail, false);
    case '2':
    case '3':
      return /\bto\b|msisdn/i.test(detail) ? refused('invalid_recipient', detail) : refused('invalid_content', detail);
    case '6':
    case '7':
    case '29':
      return refused('invalid_recipient', detail);
    case '15':
      return refused('invalid_sender', detail);
    case '12':
      return refused('invalid_content', detail);
    case '4':
    case '8':
    case '9':
    case '11':
    case '14':
      return failed('not_authorised', detail, false);
    case '5':
      return failed('deferred', detail, false);
    case '':
      return undefined;
    default:
      return refused('rejected', detail);
  }
}

/** "Signing messages": `&name=value` sorted, `&` and `=` in values made `_`, HMAC-SHA-256 in hexadecimal. */
export function vonageSignature(secret: string, fields: Readonly<Record<string, string>>): string {
  const text = Object.keys(fields)
    .filter((name) => name !== 'sig')
    .sort()
    .map((name) => `&${name}=${fields[name]!.replace(/[&=]/g, '_')}`)
    .join('');
  return hmacOf('sha256', secret, text, 'hex').toUpperCase();
}

const STATES: Readonly<Record<string, 'delivered' | 'undelivered'>> = {
  delivered: 'delivered',
  failed: 'undelivered',
  rejected: 'undelivered',
  expired: 'undelivered',
};

function readWebhook(request: WebhookRequest, secret: string | undefined): SmsWebhook | 'unsigned' | 'malformed' {
  const fields = fieldsOf(request);
  const signed = (fields.sig ?? '').toUpperCase();
  if (secret === undefined || !sameSecret(signed, vonageSignature(secret, fields))) return 'unsigned';
  if (!isFresh(Number(fields.timestamp), request.receivedAt)) return 'unsigned';
  const { messageId = fields['message-id'], status, text, msisdn, to } = fields;
  if (messageId === undefined || msisdn === undefined || to === undefined) return 'malformed';
  if (text !== undefined) return { kind: 'reply', reply: { from: msisdn, to, text } };
  const state = STATES[status ?? ''];
  if (state === undefined) return null;
  const code = fields['err-code'];
  const detail = code === undefined || code === '0' ? status! : `${status}, error ${code}`;
  const key = fields['client-ref'];
  const about = key ? { about: { key } } : {};
  return { kind: 'receipt', receipt: { providerMessageId: messageId, state, detail, ...about } };
}

/** As the account is set: GET with a query, POST of a form, or POST of JSON. */
function fieldsOf({ method, url, headers, body }: WebhookRequest): Record<string, string> {
  if (method === 'GET') return queryOf(url);
  if (!headers['content-type']?.includes('json')) return formOf(body);
  return Object.fromEntries(Object.entries(jsonOf(body)).map(([name, value]) => [name, textOf(value)]));
}
