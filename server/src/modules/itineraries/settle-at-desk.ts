import type { JobSettlement } from '@roundsman/api-contract';
import { applyCommand, type CrewJob, type CrewStop, isJobOutcome, type ParkCode } from '@roundsman/delivery-rules';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { Problem, type Work } from '../../platform/index.ts';
import { findReason, presentJob, recordJobMove, recordSameOutcome } from '../jobs/index.ts';
import { type LockedCrewDay, lockCrewDay } from './crew-day.ts';
import { itineraries, stops } from './schema.ts';
import { writeChanges } from './write-changes.ts';

export type Settlement = z.infer<typeof JobSettlement>;

const OPEN: ReadonlySet<CrewStop['state']> = new Set(['planned', 'on_route', 'arrived']);
const OVER: ReadonlySet<CrewStop['state']> = new Set(['done']);
const ABOUT_THE_LINES = ['quantities_wrong', 'action_unknown', 'collected_without_delivery'] as const;

/**
 * Ends a visit as its crew would have, for a crew that cannot say so. Problems: 404 `job_unknown`, 409 `not_on_the_road`,
 * 422 `quantities_wrong`, `action_unknown`, `collected_without_delivery`.
 */
export async function settleAtDesk(
  work: Work,
  jobId: string,
  wish: Settlement,
  merchantId: string | null,
): Promise<void> {
  const job = await presentJob(work, jobId, merchantId);
  const visit = await lockVisit(work, jobId, OPEN);
  if (!visit || visit.locked.row.state === 'draft') throw notOnTheRoad(job.code, job.state);
  await record(work, visit, wish);
}

/**
 * Says that a visit ended otherwise than a crew or a desk recorded it; every word stays on record. Problems: 404
 * `job_unknown`, 409 `not_ended`, `outcome_unchanged`, 422 as for `settleAtDesk`.
 */
export async function correctOutcome(
  work: Work,
  jobId: string,
  wish: Settlement,
  merchantId: string | null,
): Promise<void> {
  const job = await presentJob(work, jobId, merchantId);
  const visit = isJobOutcome(job.state) ? await lockVisit(work, jobId, OVER) : null;
  if (!visit) throw notEnded(job.code, job.state);
  // What a desk says of its own word stands above whoever said it first.
  await record(work, { ...visit, stop: { ...visit.stop, settledAtDesk: true } }, wish);
}

interface Visit {
  readonly locked: LockedCrewDay;
  readonly stop: CrewStop & { readonly job: CrewJob };
}

async function lockVisit(work: Work, jobId: string, states: ReadonlySet<CrewStop['state']>): Promise<Visit | null> {
  const itineraryId = await itineraryLedBy(work, jobId, states);
  const locked = itineraryId === null ? null : await lockCrewDay(work, itineraryId);
  const stop = locked?.day.stops.find((one) => one.job?.id === jobId && one.role === 'lead' && states.has(one.state));
  return locked && stop?.job ? { locked, stop: { ...stop, job: stop.job } } : null;
}

async function record(
  work: Work,
  { locked: { row, day }, stop }: Visit,
  { as, lines = [], reason, happenedAt }: Settlement,
): Promise<void> {
  const results = lines.map(({ lineId, ...quantities }) => ({ actionId: lineId, ...quantities }));
  const own = day.stops.map((one) => (one.id === stop.id ? stop : one));
  const answer = applyCommand({ ...day, stops: own }, { kind: as, stopId: stop.id, results, reason });
  if (answer.outcome === 'parked') throw refusal(answer.code, answer.words);
  if (answer.changes.length === 0) throw unchanged();
  // When the crew was there is not corrected by it.
  const changes = answer.changes.filter((change) => change.thing !== 'stop' || change.from !== change.to);
  const said = happenedAt === undefined ? work.now.getTime() : Date.parse(happenedAt);
  const moment = { commandId: null, happenedAt: new Date(Math.min(said, work.now.getTime())) };
  const known = await findReason(work, reason);
  // A desk ends nothing that nobody has driven to: where the crew said no word of it, it was there all the same.
  if (stop.job.state === 'dispatched') {
    const data = { itineraryId: row.id, stopId: stop.id };
    await recordJobMove(work, moment, { jobId: stop.job.id, event: 'arrive', reasonCode: null, data });
  }
  const payload = known ? { reason: known } : {};
  const note = known ? null : reason;
  await writeChanges(work, moment, { stopId: stop.id, payload, ...(note ? { note } : {}) }, row, changes);
  // Other lines, the same outcome: the word is kept all the same.
  if (!changes.some(({ thing }) => thing === 'job'))
    await recordSameOutcome(work, moment, { jobId: stop.job.id, reasonCode: known, note });
  if (row.state !== 'finished') await tellCrew(work, row.id);
}

async function itineraryLedBy(
  work: Work,
  jobId: string,
  states: ReadonlySet<CrewStop['state']>,
): Promise<string | null> {
  const [stop] = await work.db
    .select({ itineraryId: stops.itineraryId })
    .from(stops)
    .where(and(eq(stops.jobId, jobId), eq(stops.role, 'lead'), inArray(stops.state, [...states])))
    // The last attempt, where it was taken along more than once.
    .orderBy(desc(stops.id))
    .limit(1);
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

function notEnded(code: string, state: string): Problem {
  return new Problem({
    status: 409,
    code: 'not_ended',
    title: `No visit of ${code} has ended: it is ${state.replaceAll('_', ' ')}`,
    remedy: 'Record how it ended first; a job that was cancelled has no outcome.',
    extra: { state },
  });
}

function unchanged(): Problem {
  const remedy = 'Name the lines that went otherwise.';
  return new Problem({ status: 409, code: 'outcome_unchanged', title: 'It is recorded so already', remedy });
}

/** What is not about the lines is about the job's state: a crew's other rules are not asked at the desk. */
function refusal(parked: ParkCode, title: string): Problem {
  const code = ABOUT_THE_LINES.find((one) => one === parked);
  if (code === undefined) return new Problem({ status: 409, code: 'job_not_on_the_road', title });
  return new Problem({ status: 422, code, title, fields: [{ field: 'body.lines', code, message: title }] });
}
