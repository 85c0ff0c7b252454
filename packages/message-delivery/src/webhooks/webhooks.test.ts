import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';

import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';

import type { EmailProvider, EmailReceipt } from '../email/email-provider.ts';
import { createPostmarkProvider } from '../email/http-apis/postmark-provider.ts';
import { createResendProvider } from '../email/http-apis/resend-provider.ts';
import { createSendgridProvider } from '../email/http-apis/sendgrid-provider.ts';
import { createMessagebirdProvider, messagebirdSignature } from '../sms/http-apis/messagebird-provider.ts';
import { createTwilioProvider, twilioSignature } from '../sms/http-apis/twilio-provider.ts';
import { createVonageProvider, vonageSignature } from '../sms/http-apis/vonage-provider.ts';
import type { SmsProvider, SmsReceipt, SmsReply } from '../sms/sms-provider.ts';
import type { WebhookRequest } from './webhook.ts';

const receivedAt = new Date('2026-03-02T09:30:00Z');
const seconds = String(receivedAt.getTime() / 1000);
const call = (change: Partial<WebhookRequest>): WebhookRequest => ({
  method: 'POST',
  url: 'https://rhein.example/receive/sms/a',
  headers: {},
  body: '',
  receivedAt,
  ...change,
});

function smsEars(provider: SmsProvider) {
  const heard: (SmsReceipt | SmsReply)[] = [];
  provider.listen({
    receipt: async (receipt) => void heard.push(receipt),
    reply: async (reply) => void heard.push(reply),
  });
  return heard;
}
function emailEars(provider: EmailProvider) {
  const heard: EmailReceipt[] = [];
  provider.listen?.({ receipt: async (receipt) => void heard.push(receipt) });
  return heard;
}

describe('Twilio', () => {
  const provider = createTwilioProvider({ name: 'twilio', accountSid: 'AC1', authToken: 'token' });
  const heard = smsEars(provider);
  const form = (fields: Record<string, string>) => {
    const url = 'https://rhein.example/receive/sms/a?x=1';
    const headers = { 'x-twilio-signature': twilioSignature('token', url, fields) };
    return call({ url, headers, body: new URLSearchParams(fields).toString() });
  };

  test('signs as the documentation’s example', () => {
    const fields = {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675309',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
    };
    expect(twilioSignature('12345', 'https://mycompany.com/myapp.php?foo=1&bar=2', fields)).toBe(
      'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
    );
  });

  test('reads receipts and replies, and leaves progress alone', async () => {
    expect(await provider.receive!(form({ MessageSid: 'SM1', MessageStatus: 'sent' }))).toBe('taken');
    await provider.receive!(form({ MessageSid: 'SM1', MessageStatus: 'delivered' }));
    await provider.receive!(form({ MessageSid: 'SM2', MessageStatus: 'undelivered', ErrorCode: '30005' }));
    await provider.receive!(form({ MessageSid: 'SM3', From: '+4237912345', To: '+41440000000', Body: 'STOP & danke' }));
    expect(heard).toEqual([
      { providerMessageId: 'SM1', state: 'delivered', detail: 'delivered' },
      { providerMessageId: 'SM2', state: 'undelivered', detail: 'undelivered, error 30005' },
      { from: '+4237912345', to: '+41440000000', text: 'STOP & danke' },
    ]);
  });

  test('believes no changed field, address or key', async () => {
    const right = form({ MessageSid: 'SM9', MessageStatus: 'delivered' });
    for (const wrong of [
      { ...right, body: right.body.replace('SM9', 'SM8') },
      { ...right, url: right.url.replace('x=1', 'x=2') },
      { ...right, headers: {} },
    ]) {
      expect(await provider.receive!(wrong)).toBe('unsigned');
    }
  });
});

describe('Vonage', () => {
  const provider = createVonageProvider({ name: 'vonage', apiKey: 'k', apiSecret: 's', signatureSecret: 'shh' });
  const heard = smsEars(provider);
  const signed = (fields: Record<string, string>) => {
    const all = { ...fields, timestamp: seconds };
    return { ...all, sig: vonageSignature('shh', all) };
  };
  const receipt = { 'message-id': 'm1', msisdn: '4237912345', to: 'Rhein', status: 'expired', 'err-code': '2' };

  test('reads them as a query, as a form and as JSON', async () => {
    const query = new URLSearchParams(signed(receipt));
    const url = `https://rhein.example/receive/sms/a?${query}`;
    expect(await provider.receive!(call({ method: 'GET', url }))).toBe('taken');
    expect(await provider.receive!(call({ body: query.toString() }))).toBe('taken');
    const reply = JSON.stringify(
      signed({ messageId: 'm2', msisdn: '4237912345', to: '8080', text: 'Ja = gut & recht' }),
    );
    expect(await provider.receive!(call({ body: reply, headers: { 'content-type': 'application/json' } }))).toBe(
      'taken',
    );
    const expired = { providerMessageId: 'm1', state: 'undelivered', detail: 'expired, error 2' };
    expect(heard).toEqual([expired, expired, { from: '4237912345', to: '8080', text: 'Ja = gut & recht' }]);
  });

  test('believes neither a changed field nor an old call', async () => {
    const fields = signed(receipt);
    const changed = new URLSearchParams({ ...fields, status: 'delivered' }).toString();
    expect(await provider.receive!(call({ body: changed }))).toBe('unsigned');
    const later = new Date(receivedAt.getTime() + 301_000);
    const old = call({ body: new URLSearchParams(fields).toString(), receivedAt: later });
    expect(await provider.receive!(old)).toBe('unsigned');
  });
});

describe('MessageBird', () => {
  const provider = createMessagebirdProvider({ name: 'mb', accessKey: 'k', signingKey: 'sign' });
  const heard = smsEars(provider);
  const get = (query: string, key = 'sign') => {
    const url = `https://rhein.example/receive/sms/a?${query}`;
    return call({
      method: 'GET',
      url,
      headers: { 'messagebird-signature-jwt': messagebirdSignature(key, url, '', receivedAt) },
    });
  };

  test('reads receipts by query and replies by form', async () => {
    expect(await provider.receive!(get('id=m1&status=delivery_failed&statusErrorCode=5'))).toBe('taken');
    const body = new URLSearchParams({ originator: '4237912345', recipient: '8080', body: 'Danke' }).toString();
    const url = 'https://rhein.example/receive/sms/a';
    const headers = { 'messagebird-signature-jwt': messagebirdSignature('sign', url, body, receivedAt) };
    expect(await provider.receive!(call({ url, headers, body }))).toBe('taken');
    expect(await provider.receive!(call({ url, headers, body: `${body}&x=1` }))).toBe('unsigned');
    expect(heard).toEqual([
      { providerMessageId: 'm1', state: 'undelivered', detail: 'delivery_failed, error 5' },
      { from: '4237912345', to: '8080', text: 'Danke' },
    ]);
  });

  test('believes no other key and no other address', async () => {
    expect(await provider.receive!(get('id=m1&status=delivered', 'other'))).toBe('unsigned');
    const right = get('id=m1&status=delivered');
    expect(await provider.receive!({ ...right, url: right.url.replace('m1', 'm2') })).toBe('unsigned');
  });
});

describe('SendGrid', () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const webhookPublicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const provider = createSendgridProvider({ name: 'sg', apiKey: 'k', webhookPublicKey });
  const heard = emailEars(provider);
  const signed = (events: unknown) => {
    const body = JSON.stringify(events);
    const signature = sign(
      'sha256',
      Buffer.from(seconds + body),
      createPrivateKey(pair.privateKey.export({ format: 'pem', type: 'pkcs8' })),
    );
    return call({
      body,
      headers: {
        'x-twilio-email-event-webhook-timestamp': seconds,
        'x-twilio-email-event-webhook-signature': signature.toString('base64'),
      },
    });
  };

  test('reads what became of each e-mail, and nothing unsigned', async () => {
    const sg_message_id = 'api-1.recvd-5f7.0';
    const events = [
      { event: 'processed', email: 'a@x.example', sg_message_id },
      { event: 'delivered', email: 'a@x.example', sg_message_id, response: '250 OK' },
      { event: 'bounce', email: 'b@x.example', sg_message_id, status: '5.1.1', reason: '550 no such user' },
      { event: 'bounce', type: 'blocked', email: 'c@x.example', sg_message_id, reason: '421 later' },
      { event: 'spamreport', email: 'd@x.example', sg_message_id },
    ];
    expect(await provider.receive!(signed(events))).toBe('taken');
    expect(heard).toMatchObject([
      { providerMessageId: 'api-1', state: 'delivered', detail: '250 OK' },
      { state: 'bounced', permanent: true, statusCode: '5.1.1', recipient: 'b@x.example' },
      { state: 'bounced', permanent: false },
      { state: 'complained', permanent: true },
    ]);
    const forged = signed(events);
    expect(await provider.receive!({ ...forged, body: forged.body.replace('b@x', 'e@x') })).toBe('unsigned');
  });
});

test('Resend: as the Standard Webhooks library signs them', async () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const provider = createResendProvider({ name: 'resend', apiKey: 'k', webhookSecret: secret });
  const heard = emailEars(provider);
  const data = { email_id: 'api-1', to: ['a@x.example'], bounce: { type: 'Permanent', message: '550 unknown' } };
  const body = JSON.stringify({ type: 'email.bounced', data });
  const signature = new Webhook(secret).sign('msg_1', receivedAt, body);
  const headers = { 'svix-id': 'msg_1', 'svix-timestamp': seconds, 'svix-signature': signature };
  expect(await provider.receive!(call({ body, headers }))).toBe('taken');
  expect(await provider.receive!(call({ body, headers: { ...headers, 'svix-id': 'msg_2' } }))).toBe('unsigned');
  expect(heard).toMatchObject([
    { providerMessageId: 'api-1', state: 'bounced', permanent: true, detail: '550 unknown' },
  ]);
});

test('Postmark: with the name and password that we gave it', async () => {
  const settings = { name: 'pm', serverToken: 'k', webhookUser: 'pm', webhookPassword: 'geheim' };
  const provider = createPostmarkProvider(settings);
  const heard = emailEars(provider);
  const body = JSON.stringify({
    RecordType: 'Bounce',
    Type: 'HardBounce',
    MessageID: 'api-1',
    Email: 'a@x.example',
    Details: 'smtp;550',
  });
  const authorization = `Basic ${Buffer.from('pm:geheim').toString('base64')}`;
  expect(await provider.receive!(call({ body, headers: { authorization } }))).toBe('taken');
  expect(await provider.receive!(call({ body, headers: { authorization: `${authorization}x` } }))).toBe('unsigned');
  expect(heard).toMatchObject([{ providerMessageId: 'api-1', state: 'bounced', permanent: true }]);
});

test('what a listener could not store is asked for again', async () => {
  const provider = createPostmarkProvider({ name: 'pm', serverToken: 'k', webhookUser: 'a', webhookPassword: 'b' });
  const body = JSON.stringify({ RecordType: 'Delivery', MessageID: 'api-1', Recipient: 'a@x.example' });
  const headers = { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` };
  expect(await provider.receive!(call({ body, headers }))).toBe('again');
  provider.listen?.({ receipt: () => Promise.reject(new Error('database gone')) });
  expect(await provider.receive!(call({ body, headers }))).toBe('again');
});
