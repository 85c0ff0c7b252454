import { execFileSync } from 'node:child_process';
import { createPrivateKey, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { EmailReceipt } from '../email-provider.ts';
import { createSesProvider } from './ses-provider.ts';

const TOPIC = 'arn:aws:sns:eu-central-1:1:bounces';
const credentials = { region: 'eu-central-1', accessKeyId: 'a', secretAccessKey: 'b' };

function makeCertificate(): { key: string; certificate: string } {
  const folder = mkdtempSync(join(tmpdir(), 'roundsman-sns-'));
  try {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=sns.amazonaws.com'];
    execFileSync('openssl', [...args, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('bounces and complaints of SES are believed when SNS signed them for our topic, and only then', async () => {
  const { key, certificate } = makeCertificate();
  const asked: string[] = [];
  const provider = createSesProvider(
    { name: 'ses', credentials, topicArn: TOPIC },
    {
      now: () => new Date(0),
      fetchCertificate: async (url) => {
        asked.push(url);
        return certificate;
      },
    },
  );
  const heard: EmailReceipt[] = [];
  provider.listen?.({ receipt: async (receipt) => void heard.push(receipt) });

  const message = JSON.stringify({
    eventType: 'Bounce',
    mail: { messageId: 'api-1' },
    bounce: {
      bounceType: 'Permanent',
      bouncedRecipients: [{ emailAddress: 'a@x.example', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 unknown' }],
    },
  });
  const fields = {
    Message: message,
    MessageId: '1',
    Timestamp: '2026-03-02T09:30:00.000Z',
    TopicArn: TOPIC,
    Type: 'Notification',
  };
  const text = Object.entries(fields)
    .map(([name, value]) => `${name}\n${value}\n`)
    .join('');
  const envelope = {
    ...fields,
    SignatureVersion: '2',
    Signature: sign('sha256', Buffer.from(text), createPrivateKey(key)).toString('base64'),
    SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService.pem',
  };
  const receive = (body: object) =>
    provider.receive!({
      method: 'POST',
      url: 'https://x.example/',
      headers: {},
      body: JSON.stringify(body),
      receivedAt: new Date(0),
    });
  expect(await receive(envelope)).toBe('taken');
  expect(heard).toEqual([
    {
      providerMessageId: 'api-1',
      recipient: 'a@x.example',
      state: 'bounced',
      permanent: true,
      statusCode: '5.1.1',
      detail: 'smtp; 550 5.1.1 unknown',
    },
  ]);
  expect(await receive({ ...envelope, Message: message.replace('a@x', 'b@x') })).toBe('unsigned');
  expect(await receive({ ...envelope, TopicArn: 'arn:aws:sns:eu-central-1:2:theirs' })).toBe('unsigned');
  expect(await receive({ ...envelope, SigningCertURL: 'https://sns.evil.example/key.pem' })).toBe('unsigned');
  expect(asked.every((url) => url.startsWith('https://sns.eu-central-1.amazonaws.com/'))).toBe(true);
});
