import type { Platform } from '../../platform/index.ts';
import { openSeal, type Seal } from '../../platform/seal/index.ts';

export const SEAL_PURPOSE = 'webhook signing secrets';

/** What webhooks need from the installation. */
export interface WebhookTools {
  readonly seal: Seal;
  /** May they lead to this machine and its private networks? */
  readonly allowPrivate: boolean;
}

/** Unless WEBHOOK_ALLOW_PRIVATE says: only where the platform serves its own machine alone, where nobody else could ask for it. */
export async function openWebhookTools({ config, secret }: Pick<Platform, 'config' | 'secret'>): Promise<WebhookTools> {
  const servesItselfOnly = ['127.0.0.1', '::1', 'localhost'].includes(config.host);
  return {
    seal: openSeal(await secret('webhooks'), SEAL_PURPOSE),
    allowPrivate: config.webhookAllowPrivate ?? servesItselfOnly,
  };
}
