import { and, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';

import type { Work } from '../../platform/index.ts';
import { wakeEndpoint } from './deliver.ts';
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from './schema.ts';

/** Longer than what is taken at once needs at its slowest, so that nobody is still at it. */
const LEFT_BEHIND_MILLISECONDS = 120_000;
const BODIES_KEPT_MILLISECONDS = 30 * 86_400_000;
const MOST_AT_ONCE = 1_000;

/** Finds what a process that died left behind and asks for it again. Receivers may get it twice, under the same id. */
export async function resumeDeliveries(work: Work): Promise<void> {
  const before = new Date(work.recordedAt.getTime() - LEFT_BEHIND_MILLISECONDS);
  const unended = await work.db
    .select({ id: webhookDeliveries.id, endpointId: webhookDeliveries.endpointId, attempt: webhookAttempts.number })
    .from(webhookDeliveries)
    .innerJoin(
      webhookAttempts,
      and(
        eq(webhookAttempts.deliveryId, webhookDeliveries.id),
        eq(webhookAttempts.number, webhookDeliveries.attemptCount),
      ),
    )
    .where(and(eq(webhookDeliveries.state, 'sending'), lt(webhookAttempts.startedAt, before)))
    .limit(MOST_AT_ONCE)
    .for('update', { of: webhookDeliveries, skipLocked: true });
  for (const { id, attempt } of unended) {
    await work.db
      .update(webhookAttempts)
      .set({ error: 'The platform stopped before the answer was written down: it may have been taken.' })
      .where(and(eq(webhookAttempts.deliveryId, id), eq(webhookAttempts.number, attempt)));
  }
  if (unended.length > 0) {
    await work.db
      .update(webhookDeliveries)
      .set({ state: 'queued', nextAttemptAt: work.recordedAt })
      .where(
        inArray(
          webhookDeliveries.id,
          unended.map(({ id }) => id),
        ),
      );
  }
  const forgotten = await work.db
    .selectDistinct({ endpointId: webhookDeliveries.endpointId })
    .from(webhookDeliveries)
    .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, webhookDeliveries.endpointId))
    .where(
      and(
        eq(webhookEndpoints.state, 'enabled'),
        or(isNull(webhookEndpoints.pausedUntil), lt(webhookEndpoints.pausedUntil, before)),
        eq(webhookDeliveries.state, 'queued'),
        lt(webhookDeliveries.nextAttemptAt, before),
      ),
    );
  for (const endpointId of new Set([...unended, ...forgotten].map((each) => each.endpointId))) {
    await wakeEndpoint(work, endpointId);
  }
}

/** Bodies are kept 30 days; that there was a delivery, and how it went, stays. */
export async function eraseBodies(work: Work): Promise<void> {
  const before = new Date(work.recordedAt.getTime() - BODIES_KEPT_MILLISECONDS);
  await work.db
    .update(webhookDeliveries)
    .set({ body: null, state: sql`case when state = 'queued' then 'failed' else state end` })
    .where(and(lt(webhookDeliveries.createdAt, before), isNotNull(webhookDeliveries.body)));
}
