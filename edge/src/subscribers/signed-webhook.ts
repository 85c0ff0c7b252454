import { Webhook } from 'standardwebhooks';
import type { Outgoing } from './open-channels.ts';

/** A post that its receiver can check (Standard Webhooks). */
export function signedWebhook(post: {
  readonly url: string;
  /** The same for every try. */
  readonly id: string;
  readonly body: string;
  readonly secret: string;
  readonly at: Date;
  readonly isOwn?: boolean;
}): Extract<Outgoing, { channel: 'webhook' }> {
  const { url, id, body, secret, at, isOwn = false } = post;
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Roundsman-Status',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
  return { channel: 'webhook', url, headers, body, isOwn };
}
