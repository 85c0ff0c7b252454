import type { Posted } from '@roundsman/message-delivery';
import { and, eq, gt, inArray, sql } from 'drizzle-orm';

import type { Work } from '../../platform/index.ts';
import { tellAdministrators } from '../notifications/index.ts';
import type { TakenDelivery } from './deliver.ts';
import { endpointPauseSeconds, isSick, PARKED_AFTER_SECONDS, pauseSeconds } from './retry-plan.ts';
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from './schema.ts';

const GONE = 410;

/** Writes down one attempt that failed and what follows from it: another try, or parked after three days. */
export async function recordFailure(
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
    const waiting = await work.db.$count(
      webhookDeliveries,
      and(eq(webhookDeliveries.endpointId, endpoint.id), inArray(webhookDeliveries.state, ['queued', 'failed'])),
    );
    await tellAdministrators(work, {
      subject: 'a webhook was switched off',
      paragraphs: [
        `Nothing more is delivered to ${endpoint.url}: ${why}.`,
        `${waiting} deliveries are kept. When the other side takes them again, switch it on under Set-up, Webhooks, and deliver once more what was parked.`,
      ],
    });
  }
}

export interface Delivered extends Pick<TakenDelivery, 'id' | 'attempt'> {
  readonly posted: Posted;
  readonly durationMs: number;
}

export const wasTaken = (posted: Posted): boolean => whatWentWrong(posted) === null;

/** Writes down attempts that went well, all at once; what is newer by now stays as it is. */
export async function recordDelivered(work: Work, endpointId: string, batch: readonly Delivered[]): Promise<void> {
  const rows = JSON.stringify(
    batch.map(({ id, attempt, posted, durationMs }) => ({
      id,
      number: attempt,
      status: posted.status,
      answer: posted.answer,
      duration: durationMs,
    })),
  );
  const { organisationId } = work;
  const known = sql`jsonb_to_recordset(${rows}::jsonb) AS known(id uuid, number int, status int, answer text, duration int)`;
  await work.db.execute(sql`
    UPDATE webhook_attempts AS attempt
       SET duration_ms = known.duration, status = known.status, answer = known.answer
      FROM ${known}
     WHERE attempt.organisation_id = ${organisationId} AND attempt.delivery_id = known.id AND attempt.number = known.number`);
  await work.db.execute(sql`
    UPDATE webhook_deliveries AS delivery
       SET state = 'delivered', delivered_at = ${work.recordedAt.toISOString()}::timestamptz, last_status = known.status, last_error = NULL
      FROM ${known}
     WHERE delivery.organisation_id = ${organisationId} AND delivery.id = known.id
       AND delivery.state = 'sending' AND delivery.attempt_count = known.number`);
  await work.db
    .update(webhookEndpoints)
    .set({ consecutiveFailures: 0, firstFailedAt: null, pausedUntil: null })
    .where(and(eq(webhookEndpoints.id, endpointId), gt(webhookEndpoints.consecutiveFailures, 0)));
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
