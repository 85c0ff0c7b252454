import addressparser from 'nodemailer/lib/addressparser';
import MailComposer from 'nodemailer/lib/mail-composer';

import {
  type ApiStandIn,
  knownFields,
  type StandInDialect,
  StandInRefusal,
  startApiStandIn,
} from '../../http/api-stand-in.ts';
import { isSignedByAws } from '../../http/check-aws-signature.ts';
import type { EmailPeerFault } from '../email-provider-conformance.ts';

export interface StandInEmail {
  readonly id: string;
  readonly recipients: readonly string[];
  readonly raw: Buffer;
}

export interface EmailApiPeer extends ApiStandIn<EmailPeerFault> {
  readonly received: StandInEmail[];
}

interface Written {
  readonly from: string | { name: string; address: string };
  readonly to: readonly (string | { name: string; address: string })[];
  readonly replyTo?: string | { name: string; address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments?: readonly { filename: string; content: Buffer; contentType: string; cid?: string }[];
}

type Keep = (message: Written | Buffer, recipients: readonly string[]) => Promise<string>;
type Dialect = (keep: Keep) => StandInDialect<EmailPeerFault>;

async function start(dialect: Dialect): Promise<EmailApiPeer> {
  const received: StandInEmail[] = [];
  let made = 0;
  const keep: Keep = async (message, recipients) => {
    const id = `api-${++made}`;
    const raw = Buffer.isBuffer(message)
      ? message
      : await new MailComposer({ ...message, to: [...message.to] } as never).compile().build();
    received.push({ id, recipients, raw });
    return id;
  };
  return { ...(await startApiStandIn(dialect(keep))), received };
}

/** Amazon SES API v2, `SendEmail`: the SigV4 signature is checked, answers as the API reference prints them. */
export const startSesPeer = (account: { accessKeyId: string; secretAccessKey: string; region: string }) =>
  start((keep) => {
    const error = (status: number, type: string, message: string) => ({
      status,
      headers: { 'x-amzn-errortype': type },
      body: { message },
    });
    return {
      path: '/v2/email/outbound-emails',
      async take({ headers, body, path }) {
        if (!isSignedByAws(headers, body, account, 'ses', path)) {
          throw new StandInRefusal(403, {
            __type: 'InvalidSignatureException',
            message: 'The request signature we calculated does not match the signature you provided.',
          });
        }
        const mail = knownFields(JSON.parse(body), [
          'FromEmailAddress',
          'Destination',
          'Content',
          'ConfigurationSetName',
          'EmailTags',
        ]) as { Destination: { ToAddresses: string[] }; Content: { Raw: { Data: string } } };
        const raw = Buffer.from(mail.Content.Raw.Data, 'base64');
        return { status: 200, body: { MessageId: await keep(raw, mail.Destination.ToAddresses) } };
      },
      faults: {
        unknown_recipient: error(400, 'BadRequestException', "Missing final '@domain' in recipient address"),
        unknown_sender: error(
          400,
          'MessageRejected',
          'Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: hallo@rhein.example',
        ),
        spam: error(400, 'MessageRejected', 'Email contains content that is not allowed.'),
        defer: { status: 503, body: { message: 'Service Unavailable' } },
        throttle: error(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.'),
      },
    };
  });

/** SendGrid, `POST /v3/mail/send`. */
export const startSendgridPeer = (apiKey: string) =>
  start((keep) => {
    const error = (status: number, message: string, field: string | null) => ({
      status,
      body: { errors: [{ message, field, help: null }] },
    });
    return {
      path: '/v3/mail/send',
      async take({ headers, body }) {
        if (headers.authorization !== `Bearer ${apiKey}`) {
          throw new StandInRefusal(401, error(401, 'The provided authorization grant is invalid', null).body);
        }
        const mail = knownFields(JSON.parse(body), [
          'personalizations',
          'from',
          'reply_to',
          'subject',
          'content',
          'headers',
          'attachments',
          'tracking_settings',
        ]) as unknown as SendgridMail;
        const [text, html] = mail.content;
        const [personalization] = mail.personalizations;
        const mailbox = ({ email, name }: { email: string; name?: string }) => ({ name: name ?? '', address: email });
        const id = await keep(
          {
            from: mailbox(mail.from),
            to: personalization!.to.map(mailbox),
            ...(mail.reply_to === undefined ? {} : { replyTo: mailbox(mail.reply_to) }),
            subject: mail.subject,
            text: text!.value,
            html: html!.value,
            headers: mail.headers,
            attachments: (mail.attachments ?? []).map(({ content, type, filename, content_id }) => ({
              filename,
              contentType: type,
              content: Buffer.from(content, 'base64'),
              ...(content_id === undefined ? {} : { cid: content_id }),
            })),
          },
          personalization!.to.map(({ email }) => email),
        );
        return { status: 202, headers: { 'x-message-id': id }, body: '' };
      },
      faults: {
        unknown_recipient: error(400, 'Does not contain a valid address.', 'personalizations.0.to.0.email'),
        unknown_sender: error(403, 'The from address does not match a verified Sender Identity.', 'from'),
        spam: error(400, 'The content value must be a string at least one character in length.', 'content.0.value'),
        defer: { status: 503, body: { errors: [{ message: 'Service unavailable', field: null, help: null }] } },
        throttle: { ...error(429, 'too many requests', null), headers: { 'retry-after': '0' } },
      },
    };
  });

interface SendgridMail {
  readonly personalizations: readonly { to: readonly { email: string; name?: string }[] }[];
  readonly from: { email: string; name?: string };
  readonly reply_to?: { email: string; name?: string };
  readonly subject: string;
  readonly content: readonly { type: string; value: string }[];
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments?: readonly { content: string; type: string; filename: string; content_id?: string }[];
}

/** Postmark, `POST /email`: addresses are parsed out of fields, as the real one does. */
export const startPostmarkPeer = (serverToken: string) =>
  start((keep) => {
    const error = (ErrorCode: number, Message: string, status = 422) => ({ status, body: { ErrorCode, Message } });
    const idOf = new Map<string | null, string>();
    return {
      path: '/email',
      list({ path }) {
        const id = idOf.get(new URL(path, 'http://stand-in').searchParams.get('metadata_message'));
        const Messages = id === undefined ? [] : [{ MessageID: id }];
        return { status: 200, body: { TotalCount: Messages.length, Messages } };
      },
      async take({ headers, body }) {
        if (headers['x-postmark-server-token'] !== serverToken) {
          throw new StandInRefusal(401, error(10, 'No Account or Server API tokens were supplied.').body);
        }
        const fields = [
          'From',
          'To',
          'ReplyTo',
          'Subject',
          'TextBody',
          'HtmlBody',
          'Headers',
          'Metadata',
          'MessageStream',
        ];
        const mail = knownFields(JSON.parse(body), [
          ...fields,
          'TrackOpens',
          'TrackLinks',
          'Attachments',
        ]) as unknown as PostmarkMail;
        const recipients = addressparser(mail.To, { flatten: true }).map(({ address }) => address);
        const id = await keep(
          {
            from: mail.From,
            to: [mail.To],
            ...(mail.ReplyTo === undefined ? {} : { replyTo: mail.ReplyTo }),
            subject: mail.Subject,
            text: mail.TextBody,
            html: mail.HtmlBody,
            headers: Object.fromEntries(mail.Headers.map(({ Name, Value }) => [Name, Value])),
            attachments: (mail.Attachments ?? []).map(({ Name, Content, ContentType, ContentID }) => ({
              filename: Name,
              contentType: ContentType,
              content: Buffer.from(Content, 'base64'),
              ...(ContentID === undefined ? {} : { cid: ContentID.replace(/^cid:/, '') }),
            })),
          },
          recipients,
        );
        idOf.set(mail.Metadata.message ?? null, id);
        return { status: 200, body: { To: mail.To, MessageID: id, ErrorCode: 0, Message: 'OK' } };
      },
      faults: {
        unknown_recipient: error(406, 'You tried to send to recipient(s) that have been marked as inactive.'),
        unknown_sender: error(400, "The 'From' address you supplied is not a Sender Signature on your account."),
        spam: error(300, 'Invalid email request: the content was refused.'),
        defer: error(100, 'The Postmark API is offline for maintenance.', 503),
        throttle: error(429, 'Rate limit exceeded.', 429),
      },
    };
  });

interface PostmarkMail {
  readonly From: string;
  readonly To: string;
  readonly ReplyTo?: string;
  readonly Subject: string;
  readonly TextBody: string;
  readonly HtmlBody: string;
  readonly Headers: readonly { Name: string; Value: string }[];
  readonly Metadata: Readonly<Record<string, string>>;
  readonly Attachments?: readonly { Name: string; Content: string; ContentType: string; ContentID?: string }[];
}

/** Resend, `POST /emails`: a second message with the same key gets the first one's answer and is not kept. */
export const startResendPeer = (apiKey: string) =>
  start((keep) => {
    const answered = new Map<string, string>();
    const error = (status: number, name: string, message: string) => ({
      status,
      body: { statusCode: status, name, message },
    });
    return {
      path: '/emails',
      async take({ headers, body }) {
        if (headers.authorization !== `Bearer ${apiKey}`) {
          throw new StandInRefusal(403, error(403, 'invalid_api_key', 'API key is invalid').body);
        }
        const key = String(headers['idempotency-key'] ?? '');
        const before = answered.get(key);
        if (before !== undefined) return { status: 200, body: { id: before } };
        const fields = ['from', 'to', 'reply_to', 'subject', 'text', 'html', 'headers', 'attachments'];
        const mail = knownFields(JSON.parse(body), fields) as unknown as ResendMail;
        const recipients = mail.to.flatMap((field) =>
          addressparser(field, { flatten: true }).map(({ address }) => address),
        );
        const id = await keep(
          {
            ...mail,
            ...(mail.reply_to === undefined ? {} : { replyTo: mail.reply_to }),
            attachments: (mail.attachments ?? []).map(({ filename, content, content_type, content_id }) => ({
              filename,
              contentType: content_type,
              content: Buffer.from(content, 'base64'),
              ...(content_id === undefined ? {} : { cid: content_id }),
            })),
          },
          recipients,
        );
        answered.set(key, id);
        return { status: 200, body: { id } };
      },
      faults: {
        unknown_recipient: error(
          422,
          'validation_error',
          'Invalid `to` field. The email address needs to follow the `email@example.com` format.',
        ),
        unknown_sender: error(
          403,
          'validation_error',
          'The rhein.example domain is not verified. Please, add and verify your domain.',
        ),
        spam: error(422, 'validation_error', 'The content was refused.'),
        defer: error(503, 'service_unavailable', 'Service unavailable'),
        throttle: { ...error(429, 'rate_limit_exceeded', 'Too many requests.'), headers: { 'retry-after': '0' } },
      },
    };
  });

interface ResendMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly reply_to?: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments?: readonly { filename: string; content: string; content_type: string; content_id?: string }[];
}
