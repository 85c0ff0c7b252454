import type { HandOverResult } from '../../hand-over.ts';
import { failed, refused } from '../../hand-over.ts';
import { type ApiAnswer, explainStatus, HttpHandOver } from '../../http/hand-over-by-http.ts';
import { jsonOf, textOf } from '../../http/json-answer.ts';
import {
  hmacOf,
  isFresh,
  sameSecret,
  tellAll,
  type WebhookRequest,
  type WebhookVerdict,
} from '../../webhooks/webhook.ts';
import { CALENDAR_FILE, extraHeaders } from '../compose-email.ts';
import type { EmailMessage, Mailbox } from '../email-message.ts';
import { headerText, refuseInternationalName, refuseMalformedEmail, withPlainDomain } from '../email-message.ts';
import type { EmailListener, EmailProvider, EmailReceipt } from '../email-provider.ts';

export interface ResendSettings {
  readonly name: string;
  readonly apiKey: string;
  /** `https://api.resend.com` unless said. */
  readonly endpoint?: string;
  /** `whsec_…`. */
  readonly webhookSecret?: string;
}

/** Resend, `POST /emails`. Drops a second message with the same Idempotency-Key for 24 hours; webhooks as Standard Webhooks. */
export function createResendProvider(settings: ResendSettings): EmailProvider {
  const api = new HttpHandOver();
  const listeners = new Set<EmailListener>();
  const url = `${settings.endpoint ?? 'https://api.resend.com'}/emails`;
  return {
    name: settings.name,
    capabilities: { idempotencyKey: true, deliveryReceipts: true, reachesPeople: true },
    carriesSignatures: false,
    send: (message, options) =>
      api.run(
        options,
        refuseMalformedEmail(message) ?? refuseInternationalName(message),
        () => ({
          url,
          headers: {
            authorization: `Bearer ${settings.apiKey}`,
            'content-type': 'application/json',
            'idempotency-key': options.idempotencyKey,
          },
          body: JSON.stringify(asMail(message)),
        }),
        explain,
      ),
    listen: (listener) => void listeners.add(listener),
    receive: (request) => receive(request, settings.webhookSecret, listeners),
    close: () => api.close(),
  };
}

const asField = ({ address, name }: Mailbox) =>
  name === undefined
    ? withPlainDomain(address)
    : `"${headerText(name).replace(/["\\]/g, '\\$&')}" <${withPlainDomain(address)}>`;

function asMail(message: EmailMessage) {
  const attachments = [
    ...(message.inlineImages ?? []).map(({ contentId, contentType, content }) => ({
      filename: contentId,
      content: content.toString('base64'),
      content_type: contentType,
      content_id: contentId,
    })),
    ...(message.calendar === undefined
      ? []
      : [
          {
            filename: CALENDAR_FILE,
            content: Buffer.from(message.calendar.content).toString('base64'),
            content_type: `text/calendar; method=${message.calendar.method}`,
          },
        ]),
  ];
  return {
    from: asField(message.from),
    to: [asField(message.to)],
    ...(message.replyTo === undefined ? {} : { reply_to: asField(message.replyTo) }),
    subject: headerText(message.subject),
    text: message.text,
    html: message.html,
    headers: extraHeaders(message),
    ...(attachments.length === 0 ? {} : { attachments }),
  };
}

/** "Errors": `{ statusCode, name, message }`; 409 `concurrent_idempotent_requests` means the first try is still under way. */
function explain(answer: ApiAnswer): HandOverResult {
  if (answer.status === 200) return { outcome: 'accepted', providerMessageIds: [textOf(answer.json.id)] };
  const name = textOf(answer.json.name);
  const detail = `${name || answer.status}: ${textOf(answer.json.message) || answer.text}`.slice(0, 500);
  if (name === 'concurrent_idempotent_requests') return failed('deferred', detail, true);
  if (/`from`|domain is not verified/.test(detail)) return refused('invalid_sender', detail);
  if (/`to`/.test(detail)) return refused('invalid_recipient', detail);
  if (name === 'daily_quota_exceeded' || name === 'monthly_quota_exceeded')
    return failed('not_authorised', detail, false);
  return explainStatus(answer) ?? refused('rejected', detail);
}

async function receive(
  request: WebhookRequest,
  secret: string | undefined,
  listeners: ReadonlySet<EmailListener>,
): Promise<WebhookVerdict> {
  const { 'svix-id': id = '', 'svix-timestamp': timestamp = '', 'svix-signature': signatures = '' } = request.headers;
  if (secret === undefined || !isFresh(Number(timestamp), request.receivedAt)) return 'unsigned';
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = `v1,${hmacOf('sha256', key, `${id}.${timestamp}.${request.body}`)}`;
  if (!signatures.split(' ').some((given) => sameSecret(given, expected))) return 'unsigned';
  const receipts = receiptsOf(jsonOf(request.body));
  if (receipts === null) return 'malformed';
  return tellAll(listeners, async (listener) => {
    for (const receipt of receipts) await listener.receipt(receipt);
  });
}

const STATES: Readonly<Record<string, EmailReceipt['state']>> = {
  'email.delivered': 'delivered',
  'email.delivery_delayed': 'delayed',
  'email.bounced': 'bounced',
  'email.complained': 'complained',
};

function receiptsOf(event: Readonly<Record<string, unknown>>): EmailReceipt[] | null {
  const type = textOf(event.type);
  const data = event.data as
    | { email_id?: string; to?: string[]; bounce?: { type?: string; message?: string } }
    | undefined;
  if (data === undefined) return null;
  const state = STATES[type];
  if (state === undefined) return [];
  return (data.to ?? []).map((recipient) => ({
    providerMessageId: data.email_id ?? null,
    recipient,
    state,
    permanent: state === 'complained' || (state === 'bounced' && data.bounce?.type === 'Permanent'),
    statusCode: null,
    detail: data.bounce?.message ?? type,
  }));
}
