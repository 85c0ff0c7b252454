import type { HandOverResult } from '../../hand-over.ts';
import { failed, refused } from '../../hand-over.ts';
import { getJson } from '../../http/ask-api.ts';
import { type ApiAnswer, basicAuth, explainStatus, HttpHandOver } from '../../http/hand-over-by-http.ts';
import { firstOf, jsonOf, textOf } from '../../http/json-answer.ts';
import { sameSecret, tellAll, type WebhookRequest, type WebhookVerdict } from '../../webhooks/webhook.ts';
import { CALENDAR_FILE, extraHeaders } from '../compose-email.ts';
import type { EmailMessage, Mailbox } from '../email-message.ts';
import { headerText, refuseInternationalName, refuseMalformedEmail, withPlainDomain } from '../email-message.ts';
import type { EmailListener, EmailProvider, EmailReceipt } from '../email-provider.ts';

export interface PostmarkSettings {
  readonly name: string;
  readonly serverToken: string;
  /** `https://api.postmarkapp.com` unless said. */
  readonly endpoint?: string;
  /** `outbound` unless said. */
  readonly messageStream?: string;
  /** Postmark signs nothing: its webhooks carry a name and a password of ours. */
  readonly webhookUser?: string;
  readonly webhookPassword?: string;
}

/** Postmark, `POST /email`. It takes no idempotency key. */
export function createPostmarkProvider(settings: PostmarkSettings): EmailProvider {
  const api = new HttpHandOver();
  const listeners = new Set<EmailListener>();
  const url = `${settings.endpoint ?? 'https://api.postmarkapp.com'}/email`;
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    'x-postmark-server-token': settings.serverToken,
  };
  return {
    name: settings.name,
    capabilities: { idempotencyKey: false, deliveryReceipts: true, reachesPeople: true },
    carriesSignatures: false,
    send: (message, options) =>
      api.run(
        options,
        refuseMalformedEmail(message) ?? refuseInternationalName(message),
        () => ({ url, headers, body: JSON.stringify(asMail(message, options.idempotencyKey, settings)) }),
        explain,
      ),
    async lookUp(idempotencyKey, budgetSeconds) {
      const query = new URLSearchParams({ count: '1', offset: '0', metadata_message: idempotencyKey });
      const listed = await getJson(`${url.replace(/\/email$/, '')}/messages/outbound?${query}`, headers, budgetSeconds);
      const id = textOf(firstOf(listed?.Messages).MessageID);
      if (id !== '') return { outcome: 'holds', providerMessageIds: [id] };
      return listed?.TotalCount === 0 ? { outcome: 'holds_not' } : { outcome: 'unknown' };
    },
    listen: (listener) => void listeners.add(listener),
    receive: (request) => receive(request, settings, listeners),
    close: () => api.close(),
  };
}

/** An address field is parsed by the far side, so the name is quoted; a quote or backslash in it is escaped. */
const asField = ({ address, name }: Mailbox) =>
  name === undefined
    ? withPlainDomain(address)
    : `"${headerText(name).replace(/["\\]/g, '\\$&')}" <${withPlainDomain(address)}>`;

function asMail(message: EmailMessage, idempotencyKey: string, settings: PostmarkSettings) {
  const attachments = [
    ...(message.inlineImages ?? []).map(({ contentId, contentType, content }) => ({
      Name: contentId,
      Content: content.toString('base64'),
      ContentType: contentType,
      ContentID: `cid:${contentId}`,
    })),
    ...(message.calendar === undefined
      ? []
      : [
          {
            Name: CALENDAR_FILE,
            Content: Buffer.from(message.calendar.content).toString('base64'),
            ContentType: `text/calendar; method=${message.calendar.method}`,
          },
        ]),
  ];
  return {
    From: asField(message.from),
    To: asField(message.to),
    ...(message.replyTo === undefined ? {} : { ReplyTo: asField(message.replyTo) }),
    Subject: headerText(message.subject),
    TextBody: message.text,
    HtmlBody: message.html,
    Headers: Object.entries(extraHeaders(message)).map(([Name, Value]) => ({ Name, Value })),
    Metadata: { message: idempotencyKey },
    MessageStream: settings.messageStream ?? 'outbound',
    TrackOpens: false,
    TrackLinks: 'None',
    ...(attachments.length === 0 ? {} : { Attachments: attachments }),
  };
}

/** "API error codes": 422 with `ErrorCode`, of which some speak of the recipient, some of the sender, some of the account. */
function explain(answer: ApiAnswer): HandOverResult {
  const code = Number(answer.json.ErrorCode ?? 0);
  if (answer.status === 200 && code === 0) {
    return { outcome: 'accepted', providerMessageIds: [textOf(answer.json.MessageID)] };
  }
  const detail = `${code}: ${textOf(answer.json.Message) || answer.text}`.slice(0, 500);
  if (code === 406 || (code === 300 && /'To'|recipient/i.test(detail))) return refused('invalid_recipient', detail);
  if (code === 400 || code === 401 || (code === 300 && /'From'/.test(detail))) return refused('invalid_sender', detail);
  if (code === 10 || code === 405 || code === 412 || code === 413) return failed('not_authorised', detail, false);
  return explainStatus(answer) ?? refused('rejected', detail);
}

async function receive(
  request: WebhookRequest,
  { webhookUser, webhookPassword }: PostmarkSettings,
  listeners: ReadonlySet<EmailListener>,
): Promise<WebhookVerdict> {
  if (webhookUser === undefined || webhookPassword === undefined) return 'unsigned';
  if (!sameSecret(request.headers.authorization, basicAuth(webhookUser, webhookPassword))) return 'unsigned';
  const event = jsonOf(request.body);
  const receipt = asReceipt(event);
  if (receipt === null) return event.RecordType === undefined ? 'malformed' : 'taken';
  return tellAll(listeners, (listener) => listener.receipt(receipt));
}

/** "Bounce types": those that say the mailbox is not there, or does not want us, for good. */
const PERMANENT = ['HardBounce', 'BadEmailAddress', 'ManuallyDeactivated', 'Unsubscribe', 'SpamComplaint'];

function asReceipt(event: Readonly<Record<string, unknown>>): EmailReceipt | null {
  const key = textOf((event.Metadata as Record<string, unknown> | undefined)?.message);
  const common = {
    providerMessageId: textOf(event.MessageID) || null,
    statusCode: null,
    ...(key === '' ? {} : { key }),
  };
  const detail = textOf(event.Details) || textOf(event.Description) || textOf(event.Type);
  const recipient = textOf(event.Email) || textOf(event.Recipient);
  switch (event.RecordType) {
    case 'Delivery':
      return { ...common, recipient, state: 'delivered', permanent: false, detail };
    case 'Bounce':
      return {
        ...common,
        recipient,
        state: event.Type === 'Transient' ? 'delayed' : 'bounced',
        permanent: PERMANENT.includes(textOf(event.Type)),
        detail,
      };
    case 'SpamComplaint':
      return { ...common, recipient, state: 'complained', permanent: true, detail: detail || 'complaint' };
    default:
      return null;
  }
}
