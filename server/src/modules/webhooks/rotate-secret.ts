import { eq } from 'drizzle-orm';
import type { Work } from '../../platform/index.ts';
import { readEndpoint } from './endpoints.ts';
import { webhookEndpoints } from './schema.ts';
import { newSigningSecret } from './signing-secret.ts';
import type { WebhookTools } from './tools.ts';

const OVERLAP_SECONDS = 86_400;

/** A new secret; until the overlap is over deliveries are signed with both. Answered this once. Problem 404 `webhook_unknown`. */
export async function rotateSecret(
  work: Work,
  tools: WebhookTools,
  endpointId: string,
  overlapSeconds = OVERLAP_SECONDS,
): Promise<{ secret: string; previousUntil: Date }> {
  const endpoint = await readEndpoint(work, endpointId);
  const secret = newSigningSecret();
  const previousUntil = new Date(work.recordedAt.getTime() + overlapSeconds * 1000);
  await work.db
    .update(webhookEndpoints)
    .set({ secret: tools.seal.seal(secret), previousSecret: endpoint.secret, previousSecretUntil: previousUntil })
    .where(eq(webhookEndpoints.id, endpointId));
  work.emit({ type: 'webhook.secret_rotated', subject: { kind: 'webhook', id: endpointId }, data: { overlapSeconds } });
  return { secret, previousUntil };
}
