import { and, eq, sql } from 'drizzle-orm';

import type { Work } from '../../platform/index.ts';
import type { TakenDelivery } from './deliver.ts';
import type { Posted } from './post-signed.ts';
import { endpointPauseSeconds, isSick, PARKED_AFTER_SECONDS, pauseSeconds } from './retry-plan.ts';
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from './schema.ts';

const GONE = 410;

/** Writes down one attempt and what follows from it: delivered, another try, or parked after three days. */
export async function recordAttempt(
  work: Work,
  taken: Pick<TakenDelivery, 'id' | 'endpointId' | 'attempt'>,
  posted: Posted,
  random: () => number,
): Promise<void> {
  const [delivery] = await work.db
    .select()
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.id, taken.id))
    .for('update');
  // Removed, or given up as left behind and taken again: what stands then is newer.
  if (delivery?.state !== 'sending' || delivery.attemptCount !== taken.attempt) return;
  const [endpoint] = await work.db
    .select()
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.id, taken.endpointId))
    .for('update');
  if (endpoint === undefined) return;
  const error = whatWentWrong(posted);
  await endAttempt(work, taken, posted, error);
  if (error === null) {
    await work.db
      .update(webhookDeliveries)
      .set({ state: 'delivered', deliveredAt: work.recordedAt, lastStatus: posted.status, lastError: null })
      .where(eq(webhookDeliveries.id, taken.id));
    if (endpoint.consecutiveFailures > 0) {
      await work.db
        .update(webhookEndpoints)
        .set({ consecutiveFailures: 0, firstFailedAt: null, pausedUntil: null })
        .where(eq(webhookEndpoints.id, endpoint.id));
    }
    return;
  }

  const failures = endpoint.consecutiveFailures + 1;
  const firstFailedAt = endpoint.firstFailedAt ?? work.recordedAt;
  const parked = secondsSince(work, delivery.createdAt) >= PARKED_AFTER_SECONDS;
  const pause = Math.max(pauseSeconds(taken.attempt, random), posted.retryAfterSeconds ?? 0);
  await work.db
    .update(webhookDeliveries)
    .set({
      state: parked ? 'failed' : 'queued',
      lastStatus: posted.status,
      lastError: error,
      nextAttemptAt: parked ? null : secondsLater(work, pause),
    })
    .where(eq(webhookDeliveries.id, taken.id));
  const why =
    posted.status === GONE
      ? 'it answered 410 Gone'
      : secondsSince(work, firstFailedAt) >= PARKED_AFTER_SECONDS
        ? 'nothing was taken for three days'
        : null;
  await work.db
    .update(webhookEndpoints)
    .set({
      consecutiveFailures: failures,
      firstFailedAt,
      pausedUntil: isSick({ consecutiveFailures: failures })
        ? secondsLater(work, endpointPauseSeconds(secondsSince(work, firstFailedAt), random))
        : null,
      ...(why === null ? {} : { state: 'disabled' as const, disabledReason: why, disabledAt: work.recordedAt }),
    })
    .where(eq(webhookEndpoints.id, endpoint.id));
  if (why !== null && endpoint.state === 'enabled') {
    work.emit({ type: 'webhook.disabled', subject: { kind: 'webhook', id: endpoint.id }, data: { reason: why } });
  }
}

function whatWentWrong({ status, error }: Posted): string | null {
  if (status === null) return error;
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400
    ? `It answered ${status}; redirects are not followed.`
    : `It answered ${status}.`;
}

async function endAttempt(
  work: Work,
  { id, attempt }: Pick<TakenDelivery, 'id' | 'attempt'>,
  posted: Posted,
  error: string | null,
): Promise<void> {
  const now = work.recordedAt.toISOString();
  await work.db
    .update(webhookAttempts)
    .set({
      durationMs: sql`greatest(0, extract(epoch from ${now}::timestamptz - ${webhookAttempts.startedAt}) * 1000)::int`,
      status: posted.status,
      error,
      answer: posted.answer,
    })
    .where(and(eq(webhookAttempts.deliveryId, id), eq(webhookAttempts.number, attempt)));
}

const secondsSince = (work: Work, instant: Date) => (work.recordedAt.getTime() - instant.getTime()) / 1000;
const secondsLater = (work: Work, seconds: number) => new Date(work.recordedAt.getTime() + seconds * 1000);
