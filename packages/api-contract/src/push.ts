import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';

/** What `PushSubscription.toJSON()` of a browser gives. */
export const BrowserSubscription = z.object({
  endpoint: z.url().max(1000),
  keys: z.object({ p256dh: z.string().min(80).max(100), auth: z.string().min(20).max(30) }),
});
export type BrowserSubscription = z.infer<typeof BrowserSubscription>;

export const PushKey = z.object({ publicKey: z.string().meta({ description: '`applicationServerKey`, base64url' }) });

export const pushEndpoints = {
  key: defineEndpoint({
    id: 'push.key',
    door: 'public',
    method: 'GET',
    path: '/push/key',
    summary: 'The key that a browser is given before it allows push',
    access: 'signed_in',
    answer: PushKey,
  }),
  subscribe: defineEndpoint({
    id: 'push.subscribe',
    door: 'public',
    method: 'POST',
    path: '/push/subscriptions',
    summary: 'A member allows push in this browser',
    access: 'signed_in',
    body: BrowserSubscription,
  }),
  unsubscribe: defineEndpoint({
    id: 'push.unsubscribe',
    door: 'public',
    method: 'POST',
    path: '/push/subscriptions/end',
    summary: 'No more push in this browser',
    access: 'signed_in',
    body: z.object({ endpoint: BrowserSubscription.shape.endpoint }),
  }),
};
