import { verify, X509Certificate } from 'node:crypto';

import { jsonOf, textOf } from '../../http/json-answer.ts';
import type { WebhookVerdict } from '../../webhooks/webhook.ts';

/** Gets a signing certificate (PEM); only ever asked for https addresses of Amazon SNS. */
export type FetchCertificate = (url: string) => Promise<string>;

const SNS_HOST = /^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/;
const SIGNED_FIELDS = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
} as const;
const FETCH_MILLISECONDS = 5_000;

const fetchFromSns: FetchCertificate = async (url) => {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MILLISECONDS), redirect: 'error' });
  if (!response.ok) throw new Error(`the certificate answered ${response.status}`);
  return response.text();
};

/**
 * The message of an SNS notification whose signature is right ("Verifying the signatures of Amazon SNS messages").
 * A subscription is confirmed by asking its address, once the topic is ours.
 */
export async function readSnsNotification(
  body: string,
  topicArn: string,
  fetchCertificate: FetchCertificate = fetchFromSns,
): Promise<Record<string, unknown> | WebhookVerdict> {
  const envelope = jsonOf(body);
  const type = textOf(envelope.Type);
  if (type !== 'Notification' && type !== 'SubscriptionConfirmation') return 'malformed';
  if (envelope.TopicArn !== topicArn || !isOfSns(textOf(envelope.SigningCertURL))) return 'unsigned';
  const text = SIGNED_FIELDS[type]
    .filter((field) => envelope[field] !== undefined)
    .map((field) => `${field}\n${textOf(envelope[field])}\n`)
    .join('');
  const certificate = await fetchCertificate(textOf(envelope.SigningCertURL)).catch(() => null);
  if (certificate === null) return 'again';
  const algorithm = envelope.SignatureVersion === '2' ? 'sha256' : 'sha1';
  const signature = Buffer.from(textOf(envelope.Signature), 'base64');
  const { publicKey } = new X509Certificate(certificate);
  if (!verify(algorithm, Buffer.from(text), publicKey, signature)) return 'unsigned';
  if (type === 'Notification') return jsonOf(textOf(envelope.Message));
  const confirmation = textOf(envelope.SubscribeURL);
  if (!isOfSns(confirmation)) return 'unsigned';
  return fetchCertificate(confirmation).then(
    () => 'taken' as const,
    () => 'again' as const,
  );
}

function isOfSns(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'https:' && SNS_HOST.test(url.hostname);
}
