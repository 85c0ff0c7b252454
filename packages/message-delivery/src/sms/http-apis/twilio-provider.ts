import type { HandOverResult, LookUp } from '../../hand-over.ts';
import { failed, refused } from '../../hand-over.ts';
import { getJson } from '../../http/ask-api.ts';
import { type ApiAnswer, basicAuth, explainStatus, formBody } from '../../http/hand-over-by-http.ts';
import { textOf } from '../../http/json-answer.ts';
import { formOf, hmacOf, sameSecret, type WebhookRequest } from '../../webhooks/webhook.ts';
import type { SmsMessage } from '../sms-message.ts';
import type { SmsProvider } from '../sms-provider.ts';
import { createSmsApiProvider, type SmsWebhook } from './sms-api.ts';

export interface TwilioSettings {
  readonly name: string;
  readonly accountSid: string;
  /** Also signs the webhooks. */
  readonly authToken: string;
  /** `https://api.twilio.com` unless said. */
  readonly endpoint?: string;
  /** Our address for receipts, as given to each message. */
  readonly statusCallback?: string;
}

/** Twilio takes 1 to 36,000 seconds. */
const LONGEST_VALIDITY_SECONDS = 36_000;

/** Twilio Programmable Messaging, `POST /2010-04-01/Accounts/{sid}/Messages.json`. */
export function createTwilioProvider(settings: TwilioSettings): SmsProvider {
  const { accountSid, authToken, statusCallback } = settings;
  const url = `${settings.endpoint ?? 'https://api.twilio.com'}/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const headers = {
    authorization: basicAuth(accountSid, authToken),
    'content-type': 'application/x-www-form-urlencoded',
  };
  return createSmsApiProvider({
    name: settings.name,
    deliveryReceipts: statusCallback !== undefined,
    request: ({ from, to, text, usefulForSeconds }) => ({
      url,
      headers,
      body: formBody({
        To: to,
        From: from,
        Body: text,
        StatusCallback: statusCallback,
        ValidityPeriod:
          usefulForSeconds === undefined
            ? undefined
            : String(Math.min(Math.max(Math.round(usefulForSeconds), 1), LONGEST_VALIDITY_SECONDS)),
      }),
    }),
    explain,
    async lookUp(message, givenSince, budgetSeconds) {
      const query = new URLSearchParams({ To: message.to, PageSize: '50' });
      const listed = await getJson(`${url}?${query}`, { authorization: headers.authorization }, budgetSeconds);
      return listed === null ? { outcome: 'unknown' } : findAmong(listed.messages, message, givenSince);
    },
    readWebhook: (request) => readWebhook(request, authToken),
  });
}

/** Their clock may be behind ours by so much. */
const SKEW_MILLISECONDS = 30_000;

/** "Message resource", newest first. It keeps no reference of ours: the same words to the same number since then are the same message. */
function findAmong(messages: unknown, { from, to, text }: SmsMessage, givenSince: Date): LookUp {
  if (!Array.isArray(messages)) return { outcome: 'unknown' };
  const since = givenSince.getTime() - SKEW_MILLISECONDS;
  const found = (messages as Readonly<Record<string, unknown>>[]).find(
    (each) =>
      each.to === to &&
      each.from === from &&
      each.body === text &&
      each.status !== 'canceled' &&
      Date.parse(textOf(each.date_created)) >= since,
  );
  return found === undefined ? { outcome: 'holds_not' } : { outcome: 'holds', providerMessageIds: [textOf(found.sid)] };
}

/** "Error and warning dictionary": `{ code, message, status }`. */
function explain(answer: ApiAnswer): HandOverResult {
  if (answer.status === 201) return { outcome: 'accepted', providerMessageIds: [textOf(answer.json.sid)] };
  const code = Number(answer.json.code ?? 0);
  const detail = `${code || answer.status}: ${textOf(answer.json.message) || answer.text}`.slice(0, 500);
  switch (code) {
    case 21211: // not a valid number
    case 21214:
    case 21217:
    case 21610: // the person said STOP
    case 21612: // not reachable from this sender
    case 21614: // not a mobile number
      return refused('invalid_recipient', detail);
    case 21212:
    case 21603:
    case 21606:
    case 21659:
    case 21660:
      return refused('invalid_sender', detail);
    case 21602:
    case 21617:
      return refused('invalid_content', detail);
    case 20429:
    case 14107:
      return failed('throttled', detail, false, Number(answer.header('retry-after') ?? 0));
    case 20003:
    case 21408: // no permission for the region
    case 30002:
      return failed('not_authorised', detail, false);
  }
  return explainStatus(answer) ?? refused('rejected', detail);
}

/** "Validating requests": HMAC-SHA1 of the address and the sorted fields, without anything between. */
export function twilioSignature(authToken: string, url: string, fields: Readonly<Record<string, string>>): string {
  const text = Object.keys(fields)
    .sort()
    .map((name) => `${name}${fields[name]}`)
    .join('');
  return hmacOf('sha1', authToken, url + text);
}

const STATES: Readonly<Record<string, 'delivered' | 'undelivered'>> = {
  delivered: 'delivered',
  undelivered: 'undelivered',
  failed: 'undelivered',
};

function readWebhook({ headers, url, body }: WebhookRequest, authToken: string): SmsWebhook | 'unsigned' | 'malformed' {
  const fields = formOf(body);
  if (!sameSecret(headers['x-twilio-signature'], twilioSignature(authToken, url, fields))) return 'unsigned';
  const { MessageSid, MessageStatus, ErrorCode, From, To, Body } = fields;
  if (MessageSid === undefined) return 'malformed';
  if (MessageStatus === undefined || MessageStatus === 'received') {
    if (From === undefined || To === undefined) return 'malformed';
    return { kind: 'reply', reply: { from: From, to: To, text: Body ?? '' } };
  }
  const state = STATES[MessageStatus];
  if (state === undefined) return null;
  const detail = ErrorCode === undefined ? MessageStatus : `${MessageStatus}, error ${ErrorCode}`;
  return { kind: 'receipt', receipt: { providerMessageId: MessageSid, state, detail } };
}
