import { createECDH } from 'node:crypto';
import type { Agent } from 'node:https';
import { failed, type HandOverResult, refused } from '@roundsman/message-delivery';
import webPush, { WebPushError } from 'web-push';

/** A browser that allowed it, as the browser described itself. */
export interface Browser {
  readonly endpoint: string;
  /** Base64url: the browser's public key and secret; only it can read what is written to it. */
  readonly p256dh: string;
  readonly auth: string;
}

export interface PushOptions {
  readonly usefulForSeconds: number;
  /** Wakes a sleeping phone. */
  readonly urgent: boolean;
}

/** Writes to browsers through their makers' push services (RFC 8030, 8291, 8292). */
export interface PushProvider {
  readonly name: string;
  send(browser: Browser, payload: string, options: PushOptions): Promise<HandOverResult>;
}

export interface VapidKeys {
  /** Uncompressed point, base64url: what browsers are told. */
  readonly publicKey: string;
  readonly privateKey: string;
}

/** Signs as this installation. `secret` is 32 bytes that are kept: another key would lose every browser. */
export function vapidKeysOf(secret: Buffer): VapidKeys {
  const key = createECDH('prime256v1');
  key.setPrivateKey(secret);
  return { publicKey: key.getPublicKey('base64url'), privateKey: secret.toString('base64url') };
}

const TIMEOUT_MILLISECONDS = 10_000;
/** The push service has forgotten the browser, or the person took their leave. */
const GONE = [404, 410];

/** `contact` (a mailto: or https: address) is whom a push service may ask; `agent` trusts one that is not public. */
export function createWebPushProvider(keys: VapidKeys, contact: string, agent?: Agent): PushProvider {
  const vapidDetails = { subject: contact, ...keys };
  return {
    name: 'web-push',
    async send({ endpoint, p256dh, auth }, payload, { usefulForSeconds, urgent }) {
      try {
        const answer = await webPush.sendNotification({ endpoint, keys: { p256dh, auth } }, payload, {
          vapidDetails,
          contentEncoding: 'aes128gcm',
          TTL: usefulForSeconds,
          urgency: urgent ? 'high' : 'normal',
          timeout: TIMEOUT_MILLISECONDS,
          ...(agent === undefined ? {} : { agent }),
        });
        return { outcome: 'accepted', providerMessageIds: [answer.headers.location ?? endpoint] };
      } catch (error) {
        return whatWentWrong(error);
      }
    },
  };
}

function whatWentWrong(error: unknown): HandOverResult {
  if (!(error instanceof WebPushError)) {
    return failed('unreachable', error instanceof Error ? error.message : String(error), true);
  }
  const detail = `${error.statusCode} ${error.body.slice(0, 200)}`.trim();
  if (GONE.includes(error.statusCode)) return refused('invalid_recipient', detail);
  if (error.statusCode === 429) return failed('throttled', detail, false);
  if (error.statusCode >= 500) return failed('deferred', detail, false);
  return refused('rejected', detail);
}

/** What a sandbox has instead: it keeps, and has no way to a person. */
export interface KeepingPushProvider extends PushProvider {
  readonly reachesPeople: false;
}

export function createKeepingPushProvider(): KeepingPushProvider {
  return {
    name: 'outbox',
    reachesPeople: false,
    send: async ({ endpoint }) => ({ outcome: 'accepted', providerMessageIds: [endpoint] }),
  };
}
