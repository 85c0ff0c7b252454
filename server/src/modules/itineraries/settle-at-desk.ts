import type { JobSettlement } from '@roundsman/api-contract';
import { applyCommand, type CrewStop } from '@roundsman/delivery-rules';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { Problem, type Work } from '../../platform/index.ts';
import { findReason, presentJob, recordJobMove } from '../jobs/index.ts';
import { lockCrewDay } from './crew-day.ts';
import { itineraries, stops } from './schema.ts';
import { writeChanges } from './write-changes.ts';

export type Settlement = z.infer<typeof JobSettlement>;

const OPEN: ReadonlySet<CrewStop['state']> = new Set(['planned', 'on_route', 'arrived']);
const ABOUT_THE_LINES = new Set(['quantities_wrong', 'action_unknown', 'collected_without_delivery']);

/**
 * Ends a visit as its crew would have, for a crew that cannot say so. Problems: 404 `job_unknown`, 409 `not_on_the_road`,
 * 422 `quantities_wrong`, `action_unknown`, `collected_without_delivery`.
 */
export async function settleAtDesk(
  work: Work,
  jobId: string,
  { as, lines = [], reason, happenedAt }: Settlement,
  merchantId: string | null,
): Promise<void> {
  const job = await presentJob(work, jobId, merchantId);
  const itineraryId = await itineraryLedBy(work, jobId);
  const locked = itineraryId === null ? null : await lockCrewDay(work, itineraryId);
  const stop = locked?.day.stops.find((one) => one.job?.id === jobId && one.role === 'lead' && OPEN.has(one.state));
  if (!locked || !stop?.job || locked.row.state === 'draft') throw notOnTheRoad(job.code, job.state);
  const results = lines.map(({ lineId, ...quantities }) => ({ actionId: lineId, ...quantities }));
  const answer = applyCommand(locked.day, { kind: as, stopId: stop.id, results, reason });
  if (answer.outcome === 'parked') throw refusal(answer.code, answer.words);
  const said = happenedAt === undefined ? work.now.getTime() : Date.parse(happenedAt);
  const moment = { commandId: null, happenedAt: new Date(Math.min(said, work.now.getTime())) };
  const known = await findReason(work, reason);
  // A desk ends nothing that nobody has driven to: where the crew said no word of it, it was there all the same.
  if (stop.job.state === 'dispatched') {
    const data = { itineraryId: locked.row.id, stopId: stop.id };
    await recordJobMove(work, moment, { jobId, event: 'arrive', reasonCode: null, data });
  }
  const payload = known ? { reason: known } : {};
  await writeChanges(
    work,
    moment,
    { stopId: stop.id, payload, ...(known ? {} : { note: reason }) },
    locked.row,
    answer.changes,
  );
  await tellCrew(work, locked.row.id);
}

async function itineraryLedBy(work: Work, jobId: string): Promise<string | null> {
  const [stop] = await work.db
    .select({ itineraryId: stops.itineraryId })
    .from(stops)
    .where(and(eq(stops.jobId, jobId), eq(stops.role, 'lead'), inArray(stops.state, [...OPEN])));
  return stop?.itineraryId ?? null;
}

/** Their device shows the stop as done with the next revision. */
async function tellCrew(work: Work, itineraryId: string): Promise<void> {
  const [row] = await work.db
    .update(itineraries)
    .set({ revision: sql`${itineraries.revision} + 1`, updatedAt: work.recordedAt })
    .where(eq(itineraries.id, itineraryId))
    .returning({ revision: itineraries.revision });
  const data = { revision: row?.revision ?? 0 };
  work.emit({ type: 'itinerary.changed', subject: { kind: 'itinerary', id: itineraryId }, data });
}

function notOnTheRoad(code: string, state: string): Problem {
  return new Problem({
    status: 409,
    code: 'not_on_the_road',
    title: `${code} is with no crew: it is ${state.replaceAll('_', ' ')}`,
    remedy: 'Only a job that is dispatched, on route or arrived can be ended at the desk; cancel any other.',
    extra: { state },
  });
}

function refusal(code: string, title: string): Problem {
  if (!ABOUT_THE_LINES.has(code)) return new Problem({ status: 409, code, title });
  return new Problem({ status: 422, code, title, fields: [{ field: 'body.lines', code, message: title }] });
}
