import type { HandOverResult } from '../../hand-over.ts';
import { failed, refused } from '../../hand-over.ts';
import { type ApiAnswer, explainStatus, formBody } from '../../http/hand-over-by-http.ts';
import { type AwsCredentials, signAwsRequest } from '../../http/sign-aws-request.ts';
import type { SmsProvider } from '../sms-provider.ts';
import { createSmsApiProvider } from './sms-api.ts';

export interface SnsSettings {
  readonly name: string;
  readonly credentials: AwsCredentials;
  /** `https://sns.<region>.amazonaws.com` unless said. */
  readonly endpoint?: string;
}

/**
 * Amazon SNS, `Publish` to a phone number. Delivery is only logged in the account's own CloudWatch, so nothing comes back
 * here; deduplication exists for FIFO topics, not for SMS.
 */
export function createSnsProvider(settings: SnsSettings, now: () => Date): SmsProvider {
  const { credentials } = settings;
  const url = `${settings.endpoint ?? `https://sns.${credentials.region}.amazonaws.com`}/`;
  return createSmsApiProvider({
    name: settings.name,
    deliveryReceipts: false,
    request({ from, to, text }) {
      const sender =
        from.startsWith('+') || /^\d+$/.test(from) ? 'AWS.MM.SMS.OriginationNumber' : 'AWS.SNS.SMS.SenderID';
      const attribute = (number: number, name: string, value: string) => ({
        [`MessageAttributes.entry.${number}.Name`]: name,
        [`MessageAttributes.entry.${number}.Value.DataType`]: 'String',
        [`MessageAttributes.entry.${number}.Value.StringValue`]: value,
      });
      const body = formBody({
        Action: 'Publish',
        Version: '2010-03-31',
        PhoneNumber: to,
        Message: text,
        ...attribute(1, sender, from),
        ...attribute(2, 'AWS.SNS.SMS.SMSType', 'Transactional'),
      });
      const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
      return { url, body, headers: signAwsRequest(credentials, 'sns', { url, headers, body }, now()) };
    },
    explain,
  });
}

const element = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];

/** "Publish: errors", query protocol: XML with a Code and a Message. */
function explain(answer: ApiAnswer): HandOverResult {
  const id = element(answer.text, 'MessageId');
  if (answer.status === 200 && id !== undefined) return { outcome: 'accepted', providerMessageIds: [id] };
  const code = element(answer.text, 'Code');
  const detail = `${code ?? answer.status}: ${element(answer.text, 'Message') ?? ''}`.slice(0, 500);
  switch (code) {
    case 'InvalidParameter':
    case 'InvalidParameterValue':
      if (/PhoneNumber/i.test(detail)) return refused('invalid_recipient', detail);
      return /Origination|SenderID/i.test(detail)
        ? refused('invalid_sender', detail)
        : refused('invalid_content', detail);
    case 'OptedOut':
      return refused('invalid_recipient', detail);
    case 'Throttling':
    case 'Throttled':
      return failed('throttled', detail, false);
    case 'AuthorizationError':
    case 'UserError':
      return failed('not_authorised', detail, false);
    case 'ValidationException':
      return refused('rejected', detail);
  }
  return explainStatus(answer) ?? refused('rejected', detail);
}
