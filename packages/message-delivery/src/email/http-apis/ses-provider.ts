import type { HandOverResult } from '../../hand-over.ts';
import { failed, refused } from '../../hand-over.ts';
import { type ApiAnswer, explainStatus, HttpHandOver } from '../../http/hand-over-by-http.ts';
import { textOf } from '../../http/json-answer.ts';
import { type AwsCredentials, signAwsRequest } from '../../http/sign-aws-request.ts';
import { tellAll, type WebhookRequest, type WebhookVerdict } from '../../webhooks/webhook.ts';
import { composeEmail } from '../compose-email.ts';
import type { DkimKey } from '../dkim.ts';
import { refuseInternationalName, refuseMalformedEmail, withPlainDomain } from '../email-message.ts';
import type { EmailListener, EmailProvider, EmailReceipt } from '../email-provider.ts';
import { type FetchCertificate, readSnsNotification } from './sns-notification.ts';

export interface SesSettings {
  readonly name: string;
  readonly credentials: AwsCredentials;
  /** `https://email.<region>.amazonaws.com` unless said. */
  readonly endpoint?: string;
  /** Names the event destinations that report bounces and complaints. */
  readonly configurationSet?: string;
  /** The SNS topic whose notifications are believed. */
  readonly topicArn?: string;
  readonly dkim?: DkimKey;
}

/** Amazon SES, API v2 `SendEmail` with the whole message; bounces and complaints by signed SNS notifications. */
export function createSesProvider(
  settings: SesSettings,
  outside: { readonly now: () => Date; readonly fetchCertificate?: FetchCertificate },
): EmailProvider {
  const api = new HttpHandOver();
  const listeners = new Set<EmailListener>();
  const { credentials, configurationSet } = settings;
  const url = `${settings.endpoint ?? `https://email.${credentials.region}.amazonaws.com`}/v2/email/outbound-emails`;
  return {
    name: settings.name,
    capabilities: { idempotencyKey: false, deliveryReceipts: true, reachesPeople: true },
    carriesSignatures: false,
    send: (message, options) =>
      api.run(
        options,
        refuseMalformedEmail(message) ?? refuseInternationalName(message),
        async () => {
          const { content } = await composeEmail(message, options.idempotencyKey, settings.dkim);
          const body = JSON.stringify({
            FromEmailAddress: withPlainDomain(message.from.address),
            Destination: { ToAddresses: [withPlainDomain(message.to.address)] },
            Content: { Raw: { Data: content.toString('base64') } },
            EmailTags: [{ Name: 'message', Value: options.idempotencyKey }],
            ...(configurationSet === undefined ? {} : { ConfigurationSetName: configurationSet }),
          });
          const headers = { 'content-type': 'application/json' };
          return { url, body, headers: signAwsRequest(credentials, 'ses', { url, headers, body }, outside.now()) };
        },
        explain,
      ),
    listen: (listener) => void listeners.add(listener),
    receive: (request) => receive(request, settings.topicArn, listeners, outside.fetchCertificate),
    close: () => api.close(),
  };
}

/** Error shapes of API v2: the type in `x-amzn-errortype` or `__type`, words in `message`. */
function explain(answer: ApiAnswer): HandOverResult {
  if (answer.status === 200) {
    return { outcome: 'accepted', providerMessageIds: [textOf(answer.json.MessageId)] };
  }
  const type = (answer.header('x-amzn-errortype') ?? textOf(answer.json.__type))
    .split(/[:#]/)
    .find((part) => /Exception|Rejected/.test(part));
  const detail = `${type ?? answer.status}: ${textOf(answer.json.message) || answer.text}`.slice(0, 500);
  switch (type) {
    case 'MessageRejected':
      return /not verified/i.test(detail) ? refused('invalid_sender', detail) : refused('rejected', detail);
    case 'MailFromDomainNotVerifiedException':
      return refused('invalid_sender', detail);
    case 'AccountSuspendedException':
    case 'SendingPausedException':
    case 'LimitExceededException':
      return failed('not_authorised', detail, false);
    case 'TooManyRequestsException':
    case 'ThrottlingException':
      return failed('throttled', detail, false);
    case 'BadRequestException':
      return /address|recipient|domain/i.test(detail)
        ? refused('invalid_recipient', detail)
        : refused('invalid_content', detail);
  }
  return explainStatus(answer) ?? refused('rejected', detail);
}

async function receive(
  request: WebhookRequest,
  topicArn: string | undefined,
  listeners: ReadonlySet<EmailListener>,
  fetchCertificate: FetchCertificate | undefined,
): Promise<WebhookVerdict> {
  if (topicArn === undefined) return 'unsigned';
  const notification = await readSnsNotification(request.body, topicArn, fetchCertificate);
  if (typeof notification === 'string') return notification;
  const receipts = receiptsOf(notification);
  if (receipts.length === 0) return 'taken';
  return tellAll(listeners, async (listener) => {
    for (const receipt of receipts) await listener.receipt(receipt);
  });
}

interface SesEvent {
  readonly eventType?: string;
  readonly notificationType?: string;
  readonly mail?: {
    readonly messageId?: string;
    readonly destination?: readonly string[];
    /** Of a configuration set's events: what we tagged the message with. */
    readonly tags?: { readonly message?: readonly string[] };
  };
  readonly bounce?: {
    readonly bounceType?: string;
    readonly bouncedRecipients?: readonly {
      readonly emailAddress: string;
      readonly status?: string;
      readonly diagnosticCode?: string;
    }[];
  };
  readonly complaint?: {
    readonly complaintFeedbackType?: string;
    readonly complainedRecipients?: readonly { readonly emailAddress: string }[];
  };
  readonly delivery?: { readonly recipients?: readonly string[]; readonly smtpResponse?: string };
}

/** "Examples of event data that Amazon SES publishes", SES developer guide. */
function receiptsOf(event: SesEvent): EmailReceipt[] {
  const key = event.mail?.tags?.message?.[0];
  const about = { providerMessageId: event.mail?.messageId ?? null, ...(key === undefined ? {} : { key }) };
  switch (event.eventType ?? event.notificationType) {
    case 'Delivery':
      return (event.delivery?.recipients ?? []).map((recipient) => ({
        ...about,
        recipient,
        state: 'delivered',
        permanent: false,
        statusCode: null,
        detail: event.delivery?.smtpResponse ?? 'delivered',
      }));
    case 'Bounce':
      return (event.bounce?.bouncedRecipients ?? []).map(({ emailAddress, status, diagnosticCode }) => ({
        ...about,
        recipient: emailAddress,
        state: 'bounced',
        permanent: event.bounce?.bounceType === 'Permanent',
        statusCode: status ?? null,
        detail: diagnosticCode ?? event.bounce?.bounceType ?? 'bounced',
      }));
    case 'Complaint':
      return (event.complaint?.complainedRecipients ?? []).map(({ emailAddress }) => ({
        ...about,
        recipient: emailAddress,
        state: 'complained',
        permanent: true,
        statusCode: null,
        detail: event.complaint?.complaintFeedbackType ?? 'complaint',
      }));
    default:
      return [];
  }
}
