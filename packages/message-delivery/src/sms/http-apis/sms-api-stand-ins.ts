import {
  type ApiStandIn,
  knownFields,
  type StandInDialect,
  StandInRefusal,
  startApiStandIn,
} from '../../http/api-stand-in.ts';
import { isSignedByAws } from '../../http/check-aws-signature.ts';
import { segmentSms } from '../segment-sms.ts';
import type { SmsPeerFault } from '../sms-provider-conformance.ts';

export interface StandInSms {
  readonly ids: readonly string[];
  readonly from: string;
  /** Without the plus. */
  readonly to: string;
  readonly text: string;
  readonly parts: number;
}

export interface SmsApiPeer extends ApiStandIn<SmsPeerFault> {
  readonly received: StandInSms[];
}

type Keep = (from: string, to: string, text: string) => string;

async function start(dialect: (keep: Keep) => StandInDialect<SmsPeerFault>): Promise<SmsApiPeer> {
  const received: StandInSms[] = [];
  let made = 0;
  const keep: Keep = (from, to, text) => {
    const id = `api-${++made}`;
    const parts = segmentSms(text).segments.length;
    received.push({ ids: [id], from: from.replace('+', ''), to: to.replace('+', ''), text, parts });
    return id;
  };
  return { ...(await startApiStandIn(dialect(keep))), received };
}

const form = (body: string) => Object.fromEntries(new URLSearchParams(body)) as Record<string, string>;

/** Twilio: answers as "Message resource" and "Error and warning dictionary" print them. */
export const startTwilioPeer = (accountSid: string, authToken: string) =>
  start((keep) => {
    const error = (status: number, code: number, message: string) => ({
      status,
      body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
    });
    const listed: Record<string, string>[] = [];
    return {
      path: `/2010-04-01/Accounts/${accountSid}/Messages.json`,
      list({ path }) {
        const to = new URL(path, 'http://stand-in').searchParams.get('To');
        return { status: 200, body: { messages: listed.filter((each) => each.to === to).toReversed() } };
      },
      take({ headers, body }) {
        const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
        if (headers.authorization !== expected) throw new StandInRefusal(401, error(401, 20003, 'Authenticate').body);
        const sms = knownFields(form(body), ['To', 'From', 'Body', 'StatusCallback', 'ValidityPeriod']) as Record<
          string,
          string
        >;
        const seconds = Number(sms.ValidityPeriod ?? 36_000);
        if (!Number.isInteger(seconds) || seconds < 1 || seconds > 36_000)
          throw new Error('ValidityPeriod out of range');
        const sid = keep(sms.From!, sms.To!, sms.Body!);
        const date_created = new Date(performance.timeOrigin + performance.now()).toUTCString().replace('GMT', '+0000');
        listed.push({ sid, to: sms.To!, from: sms.From!, body: sms.Body!, status: 'queued', date_created });
        return { status: 201, body: { sid, status: 'queued', num_segments: '1' } };
      },
      faults: {
        unknown_recipient: error(400, 21211, "The 'To' number +4237912345 is not a valid phone number."),
        unknown_sender: error(400, 21606, 'The From phone number is not a valid, SMS-capable inbound phone number.'),
        prohibited: error(400, 30007, 'Message filtered'),
        defer: error(503, 20503, 'Service unavailable'),
        throttle: { ...error(429, 20429, 'Too many requests'), headers: { 'retry-after': '0' } },
      },
    };
  });

/** Vonage SMS API: always 200, with a status for each part. */
export const startVonagePeer = (apiKey: string, apiSecret: string) =>
  start((keep) => {
    const error = (status: string, words: string) => ({
      status: 200,
      body: { 'message-count': '1', messages: [{ status, 'error-text': words }] },
    });
    return {
      path: '/sms/json',
      take({ body }) {
        const fields = ['api_key', 'api_secret', 'from', 'to', 'text', 'type', 'client-ref', 'callback', 'ttl'];
        const sms = knownFields(form(body), fields) as Record<string, string>;
        if (sms.api_key !== apiKey || sms.api_secret !== apiSecret) return error('4', 'Bad Credentials');
        const unicode = segmentSms(sms.text!).encoding === 'ucs2';
        if (sms.type !== (unicode ? 'unicode' : 'text')) throw new Error('type does not fit the text');
        const id = keep(sms.from!, sms.to!, sms.text!);
        const parts = segmentSms(sms.text!).segments.map((_, at) => ({
          to: sms.to,
          'message-id': at === 0 ? id : `${id}-${at + 1}`,
          status: '0',
          'remaining-balance': '3.14159265',
          'message-price': '0.03330000',
          network: '29501',
        }));
        return { status: 200, body: { 'message-count': String(parts.length), messages: parts } };
      },
      faults: {
        unknown_recipient: error('6', 'The Vonage platform was unable to process this message: unroutable'),
        unknown_sender: error('15', 'Illegal Sender Address - rejected'),
        prohibited: error('22', 'Invalid Network Code'),
        defer: error('5', 'Internal Error'),
        throttle: error('1', 'Throttled'),
      },
    };
  });

/** MessageBird: `POST /messages`. */
export const startMessagebirdPeer = (accessKey: string) =>
  start((keep) => {
    const error = (status: number, code: number, description: string, parameter: string | null) => ({
      status,
      body: { errors: [{ code, description, parameter }] },
    });
    return {
      path: '/messages',
      take({ headers, body }) {
        if (headers.authorization !== `AccessKey ${accessKey}`) {
          throw new StandInRefusal(401, error(401, 2, 'Request not allowed (incorrect access_key)', 'access_key').body);
        }
        const fields = ['originator', 'recipients', 'body', 'datacoding', 'reference', 'reportUrl', 'validity'];
        const sms = knownFields(JSON.parse(body), fields) as { originator: string; recipients: string[]; body: string };
        const [to, ...others] = sms.recipients;
        if (to === undefined || others.length > 0) throw new Error('one recipient');
        return { status: 201, body: { id: keep(sms.originator, to, sms.body), recipients: { totalCount: 1 } } };
      },
      faults: {
        unknown_recipient: error(422, 9, 'no (correct) recipients found', 'recipient'),
        unknown_sender: error(422, 9, 'originator is invalid', 'originator'),
        prohibited: error(422, 21, 'Bad request', null),
        defer: error(503, 99, 'Internal error', null),
        throttle: { ...error(429, 98, 'Too many requests', null), headers: { 'retry-after': '0' } },
      },
    };
  });

/** Amazon SNS `Publish`: query protocol, XML answers, the SigV4 signature checked. */
export const startSnsPeer = (account: { accessKeyId: string; secretAccessKey: string; region: string }) =>
  start((keep) => {
    const error = (status: number, code: string, message: string) => ({
      status,
      body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
    });
    return {
      path: '/',
      take({ headers, body, path }) {
        if (!isSignedByAws(headers, body, account, 'sns', path)) return error(403, 'SignatureDoesNotMatch', 'no');
        const sms = form(body);
        if (sms.Action !== 'Publish' || sms.Version !== '2010-03-31') return error(400, 'InvalidAction', 'no');
        const id = keep(sms['MessageAttributes.entry.1.Value.StringValue']!, sms.PhoneNumber!, sms.Message!);
        return {
          status: 200,
          body: `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${id}</MessageId></PublishResult></PublishResponse>`,
        };
      },
      faults: {
        unknown_recipient: error(
          400,
          'InvalidParameter',
          'Invalid parameter: PhoneNumber Reason: +42 is not valid to publish to',
        ),
        unknown_sender: error(400, 'InvalidParameterValue', 'Invalid parameter: AWS.SNS.SMS.SenderID'),
        prohibited: error(400, 'ValidationException', 'The message was blocked.'),
        defer: error(503, 'ServiceUnavailable', 'Service Unavailable'),
        throttle: error(400, 'Throttling', 'Rate exceeded'),
      },
    };
  });
