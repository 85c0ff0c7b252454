import { createHash } from 'node:crypto';

import type { HandOverResult } from '../../hand-over.ts';
import { failed, refused } from '../../hand-over.ts';
import { type ApiAnswer, explainStatus } from '../../http/hand-over-by-http.ts';
import { firstOf, jsonOf, textOf } from '../../http/json-answer.ts';
import { formOf, hmacOf, isFresh, queryOf, sameSecret, type WebhookRequest } from '../../webhooks/webhook.ts';
import { segmentSms } from '../segment-sms.ts';
import type { SmsProvider } from '../sms-provider.ts';
import { createSmsApiProvider, type SmsWebhook } from './sms-api.ts';

export interface MessagebirdSettings {
  readonly name: string;
  readonly accessKey: string;
  /** Signs the webhooks. */
  readonly signingKey?: string;
  /** `https://rest.messagebird.com` unless said. */
  readonly endpoint?: string;
  /** Our address for receipts, as given to each message. */
  readonly reportUrl?: string;
}

/** MessageBird (Bird) SMS, `POST /messages`. A `reference` comes back in receipts and prevents no second message. */
export function createMessagebirdProvider(settings: MessagebirdSettings): SmsProvider {
  const { accessKey, reportUrl, signingKey } = settings;
  return createSmsApiProvider({
    name: settings.name,
    deliveryReceipts: signingKey !== undefined,
    request: ({ from, to, text, usefulForSeconds }, { idempotencyKey }) => ({
      url: `${settings.endpoint ?? 'https://rest.messagebird.com'}/messages`,
      headers: { authorization: `AccessKey ${accessKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        originator: from.replace(/^\+/, ''),
        recipients: [to.slice(1)],
        body: text,
        datacoding: segmentSms(text).encoding === 'ucs2' ? 'unicode' : 'plain',
        reference: idempotencyKey,
        ...(reportUrl === undefined ? {} : { reportUrl }),
        ...(usefulForSeconds === undefined ? {} : { validity: Math.max(1, Math.round(usefulForSeconds)) }),
      }),
    }),
    explain,
    readWebhook: (request) => readWebhook(request, signingKey),
  });
}

/** "API errors": `errors: [{ code, description, parameter }]`. */
function explain(answer: ApiAnswer): HandOverResult {
  if (answer.status === 201) return { outcome: 'accepted', providerMessageIds: [textOf(answer.json.id)] };
  const { code, description, parameter } = firstOf(answer.json.errors);
  const detail = `${textOf(code) || answer.status}: ${textOf(description) || answer.text}`.slice(0, 500);
  if (code === 2 || code === 25) return failed('not_authorised', detail, false);
  if (parameter === 'recipient' || parameter === 'recipients') return refused('invalid_recipient', detail);
  if (parameter === 'originator') return refused('invalid_sender', detail);
  if (parameter === 'body') return refused('invalid_content', detail);
  return explainStatus(answer) ?? refused('rejected', detail);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** "Verify HTTP requests": a JWT (HS256) that names the address and, where there is one, the body by their hashes. */
export function messagebirdSignature(key: string, url: string, body: string, issuedAt: Date): string {
  const nbf = Math.floor(issuedAt.getTime() / 1000);
  const claims = { iss: 'MessageBird', nbf, exp: nbf + 60, jti: sha256(url + nbf), url_hash: sha256(url) };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(body === '' ? claims : { ...claims, payload_hash: sha256(body) })}`;
  return `${text}.${Buffer.from(hmacOf('sha256', key, text), 'base64').toString('base64url')}`;
}

function isSigned({ headers, url, body, receivedAt }: WebhookRequest, key: string): boolean {
  const [head = '', claimed = '', signature] = (headers['messagebird-signature-jwt'] ?? '').split('.');
  const expected = Buffer.from(hmacOf('sha256', key, `${head}.${claimed}`), 'base64').toString('base64url');
  if (!sameSecret(signature, expected)) return false;
  const read = (part: string) => jsonOf(Buffer.from(part, 'base64url').toString());
  const { iss, nbf, url_hash, payload_hash } = read(claimed);
  return (
    read(head).alg === 'HS256' &&
    iss === 'MessageBird' &&
    isFresh(Number(nbf), receivedAt) &&
    url_hash === sha256(url) &&
    (body === '' ? payload_hash === undefined : payload_hash === sha256(body))
  );
}

const STATES: Readonly<Record<string, 'delivered' | 'undelivered'>> = {
  delivered: 'delivered',
  delivery_failed: 'undelivered',
  expired: 'undelivered',
};

function readWebhook(request: WebhookRequest, key: string | undefined): SmsWebhook | 'unsigned' | 'malformed' {
  if (key === undefined || !isSigned(request, key)) return 'unsigned';
  const { id, reference, status, statusErrorCode, originator, recipient, body, payload } =
    request.method === 'GET' ? queryOf(request.url) : formOf(request.body);
  if (status === undefined) {
    if (originator === undefined || recipient === undefined) return 'malformed';
    return { kind: 'reply', reply: { from: originator, to: recipient, text: body ?? payload ?? '' } };
  }
  if (id === undefined) return 'malformed';
  const state = STATES[status];
  if (state === undefined) return null;
  const detail = statusErrorCode === undefined ? status : `${status}, error ${statusErrorCode}`;
  const about = reference ? { about: { key: reference } } : {};
  return { kind: 'receipt', receipt: { providerMessageId: id, state, detail, ...about } };
}
