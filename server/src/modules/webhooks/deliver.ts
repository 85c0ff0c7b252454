import type { Poster } from '@roundsman/message-delivery';
import { and, eq, inArray, lt, lte, min, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { Webhook } from 'standardwebhooks';
import type { Database, Work } from '../../platform/index.ts';
import type { Seal } from '../../platform/seal/index.ts';
import { type Delivered, recordDelivered, recordFailure, wasTaken } from './record-attempt.ts';
import { isSick } from './retry-plan.ts';
import { isOpen, webhookAttempts, webhookDeliveries, webhookEndpoints } from './schema.ts';

export const DELIVER_TASK = 'webhooks.deliver';

export interface DeliverOptions {
  readonly database: Database;
  readonly seal: Seal;
  readonly poster: Poster;
  /** 0 to 1: spreads retries. */
  readonly random: () => number;
}

const AT_ONCE = 10;
/** Six in turn at a post's longest stay within what `resumeDeliveries` calls left behind. */
const TAKEN_AT_ONCE = 60;
/** What went well is written down together: a transaction for each would be most of the work. */
const RECORDED_AT_ONCE = 20;
const MOST_ROUNDS = 10;

export const actor = { kind: 'system', id: 'webhooks' } as const;

/** Asks for an endpoint to be served, now or later; what was asked before and has not begun is replaced. */
export async function wakeEndpoint(work: Work, endpointId: string, runAt?: Date): Promise<void> {
  const { organisationId } = work;
  await work.addTask(
    DELIVER_TASK,
    { organisationId, endpointId },
    { jobKey: `webhooks:${endpointId}`, ...(runAt === undefined ? {} : { runAt }) },
  );
}

export interface TakenDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly attempt: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Serves one endpoint: the oldest waiting delivery of each subject, several subjects at a time, until nothing is due.
 * A subject's next event waits for the one before it, so nobody hears "completed" before "on route".
 */
export async function serveEndpoint(
  options: DeliverOptions,
  organisationId: string,
  endpointId: string,
): Promise<void> {
  const { database } = options;
  const scope = { organisationId, actor } as const;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const taken = await database.transact(scope, (work) => takeDue(work, options.seal, endpointId));
    const waiting = taken.values();
    const wellTaken: Delivered[] = [];
    const writeDown = async (least: number) => {
      if (wellTaken.length < least) return;
      const batch = wellTaken.splice(0);
      await database.transact(scope, (work) => recordDelivered(work, endpointId, batch));
    };
    const postInTurn = async () => {
      for (const delivery of waiting) {
        const began = performance.now();
        const posted = await options.poster.post(delivery);
        if (wasTaken(posted)) {
          wellTaken.push({ ...delivery, posted, durationMs: Math.round(performance.now() - began) });
          await writeDown(RECORDED_AT_ONCE);
        } else {
          await database.transact(scope, (work) => recordFailure(work, delivery, posted, options.random));
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, postInTurn));
    await writeDown(1);
    if (taken.length === 0) break;
  }
  await database.transact(scope, (work) => wakeForNext(work, endpointId));
}

/** Marks an attempt for each before it is made, so that a crash in between is seen. */
async function takeDue(work: Work, seal: Seal, endpointId: string): Promise<TakenDelivery[]> {
  const [endpoint] = await work.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, endpointId));
  if (endpoint?.state !== 'enabled' || isPaused(endpoint, work)) return [];
  const due = await work.db
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(and(isHead(work, endpointId), lte(webhookDeliveries.nextAttemptAt, work.recordedAt)))
    .orderBy(webhookDeliveries.eventSeq)
    .limit(isSick(endpoint) ? 1 : TAKEN_AT_ONCE);
  if (due.length === 0) return [];
  // Whoever else serves this endpoint took some meanwhile: their state has changed, and they fall out here.
  const rows = await work.db
    .update(webhookDeliveries)
    .set({ state: 'sending', attemptCount: sql`${webhookDeliveries.attemptCount} + 1`, nextAttemptAt: null })
    .where(
      and(
        inArray(
          webhookDeliveries.id,
          due.map(({ id }) => id),
        ),
        eq(webhookDeliveries.state, 'queued'),
      ),
    )
    .returning();
  if (rows.length === 0) return [];
  await work.db.insert(webhookAttempts).values(
    rows.map(({ id, attemptCount }) => ({
      organisationId: work.organisationId,
      deliveryId: id,
      number: attemptCount,
      startedAt: work.recordedAt,
    })),
  );
  return rows.map((row) => sign(row, endpoint, seal, work.recordedAt));
}

/** Standard Webhooks 1.0: the id is the event's, the same at every try, so that receivers can drop what they had. */
function sign(
  row: typeof webhookDeliveries.$inferSelect,
  endpoint: typeof webhookEndpoints.$inferSelect,
  seal: Seal,
  at: Date,
): TakenDelivery {
  const body = JSON.stringify(row.body);
  const { secret, previousSecret, previousSecretUntil } = endpoint;
  const rotating = previousSecret !== null && previousSecretUntil !== null && previousSecretUntil > at;
  const secrets = [secret, ...(rotating ? [previousSecret] : [])].map((sealed) => seal.open(sealed));
  return {
    id: row.id,
    endpointId: endpoint.id,
    attempt: row.attemptCount,
    url: endpoint.url,
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Roundsman-Webhooks/1',
      'webhook-id': row.eventId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': secrets.map((each) => new Webhook(each).sign(row.eventId, at, body)).join(' '),
    },
  };
}

/** The next try, as soon as its time and the endpoint's pause allow. */
async function wakeForNext(work: Work, endpointId: string): Promise<void> {
  const [endpoint] = await work.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, endpointId));
  if (endpoint?.state !== 'enabled') return;
  const [next] = await work.db
    .select({ at: min(webhookDeliveries.nextAttemptAt) })
    .from(webhookDeliveries)
    .where(isHead(work, endpointId));
  if (!next?.at) return;
  const runAt = Math.max(next.at.getTime(), endpoint.pausedUntil?.getTime() ?? 0);
  await wakeEndpoint(work, endpointId, new Date(runAt));
}

/** The oldest delivery of its subject that has not arrived, and nobody has taken it yet: the only ones that may go now. */
function isHead(work: Work, endpointId: string) {
  const { endpointId: ofEndpoint, subjectKind, subjectId, eventSeq, state } = webhookDeliveries;
  const earlier = alias(webhookDeliveries, 'earlier');
  return and(
    eq(ofEndpoint, endpointId),
    sql`${state} = 'queued'`,
    notExists(
      work.db
        .select({ id: earlier.id })
        .from(earlier)
        .where(
          and(
            eq(earlier.endpointId, endpointId),
            eq(earlier.subjectKind, subjectKind),
            eq(earlier.subjectId, subjectId),
            lt(earlier.eventSeq, eventSeq),
            isOpen(earlier.state),
          ),
        ),
    ),
  );
}

const isPaused = ({ pausedUntil }: typeof webhookEndpoints.$inferSelect, work: Work) =>
  pausedUntil !== null && pausedUntil > work.recordedAt;
