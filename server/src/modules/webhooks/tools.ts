import { mayReachPrivate } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/index.ts';
import { openSeal, type Seal } from '../../platform/seal/index.ts';

export const SEAL_PURPOSE = 'webhook signing secrets';

/** What webhooks need from the installation. */
export interface WebhookTools {
  readonly seal: Seal;
  /** May they lead to this machine and its private networks? */
  readonly allowPrivate: boolean;
}

export async function openWebhookTools({ config, secret }: Pick<Platform, 'config' | 'secret'>): Promise<WebhookTools> {
  return { seal: openSeal(await secret('webhooks'), SEAL_PURPOSE), allowPrivate: mayReachPrivate(config) };
}
