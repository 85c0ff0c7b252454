import { createPublicKey, verify } from 'node:crypto';

import type { HandOverResult } from '../../hand-over.ts';
import { refused } from '../../hand-over.ts';
import { type ApiAnswer, explainStatus, HttpHandOver } from '../../http/hand-over-by-http.ts';
import { firstOf, textOf } from '../../http/json-answer.ts';
import { isFresh, tellAll, type WebhookRequest, type WebhookVerdict } from '../../webhooks/webhook.ts';
import { CALENDAR_FILE, extraHeaders } from '../compose-email.ts';
import type { EmailMessage, Mailbox } from '../email-message.ts';
import { headerText, refuseInternationalName, refuseMalformedEmail, withPlainDomain } from '../email-message.ts';
import type { EmailListener, EmailProvider, EmailReceipt } from '../email-provider.ts';

export interface SendgridSettings {
  readonly name: string;
  readonly apiKey: string;
  /** `https://api.sendgrid.com` unless said. */
  readonly endpoint?: string;
  /** Of the signed event webhook: base64 of the public key. */
  readonly webhookPublicKey?: string;
}

/** SendGrid, `POST /v3/mail/send`. It takes no idempotency key; the event webhook is signed with ECDSA. */
export function createSendgridProvider(settings: SendgridSettings): EmailProvider {
  const api = new HttpHandOver();
  const listeners = new Set<EmailListener>();
  const url = `${settings.endpoint ?? 'https://api.sendgrid.com'}/v3/mail/send`;
  const headers = { authorization: `Bearer ${settings.apiKey}`, 'content-type': 'application/json' };
  return {
    name: settings.name,
    capabilities: { idempotencyKey: false, deliveryReceipts: true, reachesPeople: true },
    carriesSignatures: false,
    send: (message, options) =>
      api.run(
        options,
        refuseMalformedEmail(message) ?? refuseInternationalName(message),
        () => ({ url, headers, body: JSON.stringify(asMail(message, options.idempotencyKey)) }),
        explain,
      ),
    listen: (listener) => void listeners.add(listener),
    receive: (request) => receive(request, settings.webhookPublicKey, listeners),
    close: () => api.close(),
  };
}

const asAddress = ({ address, name }: Mailbox) => ({
  email: withPlainDomain(address),
  ...(name === undefined ? {} : { name: headerText(name) }),
});

function asMail(message: EmailMessage, idempotencyKey: string) {
  const attachments = [
    ...(message.inlineImages ?? []).map(({ contentId, contentType, content }) => ({
      content: content.toString('base64'),
      type: contentType,
      filename: contentId,
      disposition: 'inline',
      content_id: contentId,
    })),
    ...(message.calendar === undefined
      ? []
      : [
          {
            content: Buffer.from(message.calendar.content).toString('base64'),
            type: `text/calendar; method=${message.calendar.method}`,
            filename: CALENDAR_FILE,
            disposition: 'attachment',
          },
        ]),
  ];
  return {
    personalizations: [{ to: [asAddress(message.to)], custom_args: { message: idempotencyKey } }],
    from: asAddress(message.from),
    ...(message.replyTo === undefined ? {} : { reply_to: asAddress(message.replyTo) }),
    subject: headerText(message.subject),
    content: [
      { type: 'text/plain', value: message.text },
      { type: 'text/html', value: message.html },
    ],
    headers: extraHeaders(message),
    ...(attachments.length === 0 ? {} : { attachments }),
    // The words carry our own links; nobody's reading is to be followed.
    tracking_settings: { click_tracking: { enable: false }, open_tracking: { enable: false } },
  };
}

/** 202 with the id in a header; 4xx with `errors: [{ message, field }]`. */
function explain(answer: ApiAnswer): HandOverResult {
  if (answer.status === 202) return { outcome: 'accepted', providerMessageIds: [answer.header('x-message-id') ?? ''] };
  const error = firstOf(answer.json.errors);
  const field = textOf(error.field);
  const detail = `${answer.status} ${textOf(error.message) || answer.text}`.slice(0, 500);
  if (field === 'from' || field.startsWith('from.')) return refused('invalid_sender', detail);
  if (/^personalizations\.\d+\.to\b/.test(field)) return refused('invalid_recipient', detail);
  if (answer.status === 413) return refused('invalid_content', detail);
  return explainStatus(answer) ?? refused('rejected', detail);
}

interface SendgridEvent {
  readonly event?: string;
  readonly email?: string;
  readonly sg_message_id?: string;
  readonly reason?: string;
  readonly response?: string;
  readonly status?: string;
  readonly type?: string;
  /** Our own argument of the message. */
  readonly message?: string;
}

async function receive(
  request: WebhookRequest,
  publicKey: string | undefined,
  listeners: ReadonlySet<EmailListener>,
): Promise<WebhookVerdict> {
  const timestamp = request.headers['x-twilio-email-event-webhook-timestamp'] ?? '';
  const signature = request.headers['x-twilio-email-event-webhook-signature'] ?? '';
  if (publicKey === undefined || !isFresh(Number(timestamp), request.receivedAt)) return 'unsigned';
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  const signed = Buffer.from(timestamp + request.body);
  if (!verify('sha256', signed, key, Buffer.from(signature, 'base64'))) return 'unsigned';
  const events = eventsOf(request.body);
  if (events === null) return 'malformed';
  const receipts = events.flatMap(asReceipt);
  return tellAll(listeners, async (listener) => {
    for (const receipt of receipts) await listener.receipt(receipt);
  });
}

function eventsOf(body: string): SendgridEvent[] | null {
  try {
    const events: unknown = JSON.parse(body);
    return Array.isArray(events) ? (events as SendgridEvent[]) : null;
  } catch {
    return null;
  }
}

/** "Event Webhook Reference": a bounce of type `blocked` and a deferral may pass, `dropped` says SendGrid did not even try. */
function asReceipt(event: SendgridEvent): EmailReceipt[] {
  const states: Readonly<Record<string, EmailReceipt['state']>> = {
    delivered: 'delivered',
    deferred: 'delayed',
    bounce: 'bounced',
    dropped: 'bounced',
    spamreport: 'complained',
  };
  const state = states[event.event ?? ''];
  if (state === undefined || event.email === undefined) return [];
  return [
    {
      // `<x-message-id>.recvd-…`: what stands before the first dot was told when it was accepted.
      providerMessageId: event.sg_message_id?.split('.')[0] ?? null,
      ...(typeof event.message === 'string' ? { key: event.message } : {}),
      recipient: event.email,
      state,
      permanent: state === 'complained' || (event.event === 'bounce' && event.type !== 'blocked'),
      statusCode: event.status ?? null,
      detail: event.reason ?? event.response ?? event.event ?? '',
    },
  ];
}
