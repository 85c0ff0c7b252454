import { eq } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';

import { type EventReader, type EventRecord, type JsonObject, newId, type Work } from '../../platform/index.ts';
import { jobs } from '../jobs/schema.ts';
import { wakeEndpoint } from './deliver.ts';
import { wantsType } from './event-types.ts';
import { webhookDeliveries, webhookEndpoints } from './schema.ts';

/** Facts about webhooks themselves go to nobody by webhook, or one that fails would feed itself. */
const OWN_FAMILY = 'webhook.';

/** Follows the log: one delivery for each event and each endpoint that wants its type. */
export const webhooksReader: EventReader = {
  name: 'webhooks',
  async handle(work, events) {
    const endpoints = await work.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.state, 'enabled'));
    if (endpoints.length === 0) return;
    const public_ = events.filter(({ type }) => !type.startsWith(OWN_FAMILY));
    const merchantOf = await readMerchants(
      work,
      endpoints.some(({ merchantId }) => merchantId !== null) ? public_ : [],
    );
    for (const endpoint of endpoints) {
      const wanted = public_.filter(
        (event) =>
          wantsType(endpoint.eventTypes, event.type) &&
          (endpoint.merchantId === null || merchantOf.get(jobOf(event) ?? '') === endpoint.merchantId),
      );
      if (wanted.length === 0) continue;
      await work.db
        .insert(webhookDeliveries)
        .values(wanted.map((event) => deliveryOf(work, endpoint.id, event)))
        .onConflictDoNothing();
      await wakeEndpoint(work, endpoint.id);
    }
  },
};

function deliveryOf(work: Work, endpointId: string, event: EventRecord): typeof webhookDeliveries.$inferInsert {
  return {
    organisationId: work.organisationId,
    id: newId(),
    endpointId,
    eventId: event.id,
    eventSeq: event.seq,
    eventType: event.type,
    subjectKind: event.subject.kind,
    subjectId: event.subject.id,
    state: 'queued',
    body: bodyOf(event),
    nextAttemptAt: work.recordedAt,
    createdAt: work.recordedAt,
  };
}

/** The event as the public feed shows it: ids, states and numbers, never personal data. */
function bodyOf(event: EventRecord): JsonObject {
  return {
    id: event.id,
    type: event.type,
    timestamp: event.occurredAt.toISOString(),
    recordedAt: event.recordedAt.toISOString(),
    subject: { kind: event.subject.kind, id: event.subject.id },
    actor: { kind: event.actor.kind, id: event.actor.id },
    data: event.data,
  };
}

function jobOf({ subject, data }: EventRecord): string | null {
  if (subject.kind === 'job') return subject.id;
  return typeof data.jobId === 'string' ? data.jobId : null;
}

async function readMerchants(work: Work, events: readonly EventRecord[]): Promise<Map<string, string>> {
  const jobIds = [...new Set(events.map(jobOf).filter((id) => id !== null))];
  if (jobIds.length === 0) return new Map();
  const rows = await work.db
    .select({ id: jobs.id, merchantId: jobs.merchantId })
    .from(jobs)
    .where(isAmong(jobs.id, jobIds));
  return new Map(rows.map(({ id, merchantId }) => [id, merchantId]));
}
