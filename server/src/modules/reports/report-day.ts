import type { DayReport } from '@roundsman/api-contract';
import {
  costPerStop,
  etaErrors,
  firstAttemptSuccess,
  isJobOutcome,
  isOnTime,
  JOB_STATES,
  type JobState,
  routeCost,
  type Share,
  shareOf,
} from '@roundsman/delivery-rules';
import { and, asc, count, eq, isNotNull, sql } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import { events } from '../../platform/event-log/schema.ts';
import type { ReadWork } from '../../platform/index.ts';
import { getOrganisation } from '../accounts/index.ts';
import { deviceCommands, itineraries, itineraryBaselines, stops } from '../itineraries/schema.ts';
import { jobActions, jobs, promises } from '../jobs/schema.ts';
import { messages } from '../notifications/schema.ts';
import { etaSamples } from '../tracking/schema.ts';

/** A day in figures, each by the one formula of delivery-rules. */
export async function reportDay(work: ReadWork, serviceDate: string): Promise<DayReport> {
  const ofDate = await work.db.select().from(jobs).where(eq(jobs.serviceDate, serviceDate));
  const dayItineraries = await work.db.select().from(itineraries).where(eq(itineraries.serviceDate, serviceDate));
  const itineraryIds = dayItineraries.map(({ id }) => id);
  const visits =
    itineraryIds.length === 0
      ? []
      : await work.db
          .select()
          .from(stops)
          .where(and(isAmong(stops.itineraryId, itineraryIds), eq(stops.kind, 'job')));
  const jobIds = ofDate.map(({ id }) => id);
  return {
    serviceDate,
    jobs: countStates(ofDate.map(({ state }) => state)),
    onTime: await onTime(work, visits),
    firstAttemptSuccess: await firstAttempts(work, ofDate),
    etaError: await etaError(work, visits),
    messages: await countMessages(work, jobIds),
    events: await countEvents(work, [...jobIds, ...itineraryIds]),
    driven: await driven(work, dayItineraries, visits),
    commands: await countCommands(work, itineraryIds),
  };
}

type Visit = typeof stops.$inferSelect;
type ItineraryRow = typeof itineraries.$inferSelect;

function countStates(states: readonly JobState[]): Record<JobState, number> {
  const counts = Object.fromEntries(JOB_STATES.map((state) => [state, 0])) as Record<JobState, number>;
  for (const state of states) counts[state] += 1;
  return counts;
}

async function onTime(work: ReadWork, visits: readonly Visit[]): Promise<{ first: Share; current: Share }> {
  const arrived = visits.filter(({ arrivedAt }) => arrivedAt !== null);
  const ids = arrived.map(({ jobId }) => jobId!);
  const told =
    ids.length === 0
      ? []
      : await work.db.select().from(promises).where(isAmong(promises.jobId, ids)).orderBy(asc(promises.number));
  const promisesOf = Map.groupBy(told, ({ jobId }) => jobId);
  const withPromise = arrived.flatMap(({ jobId, arrivedAt }) => {
    const all = promisesOf.get(jobId!) ?? [];
    const [first] = all;
    // The one that stood when the crew arrived, not what was said afterwards.
    const current = all.findLast(({ madeAt }) => madeAt <= arrivedAt!) ?? first;
    return first && current ? [{ arrivedAt: arrivedAt!, first, current }] : [];
  });
  return {
    first: shareOf(withPromise.filter(({ arrivedAt, first }) => isOnTime(arrivedAt, first)).length, withPromise.length),
    current: shareOf(
      withPromise.filter(({ arrivedAt, current }) => isOnTime(arrivedAt, current)).length,
      withPromise.length,
    ),
  };
}

async function firstAttempts(work: ReadWork, rows: readonly (typeof jobs.$inferSelect)[]): Promise<Share> {
  const attempted = rows.filter(({ state }) => isJobOutcome(state));
  const ids = attempted.map(({ id }) => id);
  const orderOf = new Map(
    ids.length === 0
      ? []
      : (
          await work.db
            .select({ jobId: jobActions.jobId, orderId: jobActions.orderId })
            .from(jobActions)
            .where(and(isAmong(jobActions.jobId, ids), isNotNull(jobActions.orderId)))
        ).map(({ jobId, orderId }) => [jobId, orderId!] as const),
  );
  return firstAttemptSuccess(
    attempted.map(({ id, attemptNumber, state }) => ({
      orderId: orderOf.get(id) ?? id,
      attemptNumber,
      completed: state === 'completed',
    })),
  );
}

async function etaError(work: ReadWork, visits: readonly Visit[]): Promise<DayReport['etaError']> {
  const arrived = new Map(
    visits.filter(({ arrivedAt }) => arrivedAt !== null).map(({ id, arrivedAt }) => [id, arrivedAt!]),
  );
  if (arrived.size === 0) return [];
  const samples = await work.db
    .select()
    .from(etaSamples)
    .where(isAmong(etaSamples.stopId, [...arrived.keys()]));
  return etaErrors(
    samples.map(({ stopId, leadMinutes, arrivalAt, p10At, p90At }) => ({
      leadMinutes,
      arrivedAt: arrived.get(stopId)!,
      estimatedAt: arrivalAt,
      earliestAt: p10At,
      latestAt: p90At,
    })),
  );
}

async function countMessages(work: ReadWork, jobIds: readonly string[]): Promise<Record<string, number>> {
  if (jobIds.length === 0) return {};
  const rows = await work.db
    .select({ channel: messages.channel, state: messages.state, count: count() })
    .from(messages)
    .where(isAmong(messages.jobId, jobIds))
    .groupBy(messages.channel, messages.state);
  return Object.fromEntries(rows.map(({ channel, state, count: n }) => [`${channel}.${state}`, n]));
}

async function countEvents(work: ReadWork, subjectIds: readonly string[]): Promise<Record<string, number>> {
  if (subjectIds.length === 0) return {};
  const rows = await work.db
    .select({ type: events.type, count: count() })
    .from(events)
    .where(
      and(
        eq(events.organisationId, work.organisationId),
        sql`${events.subjectId} = any(${sql.param([...subjectIds])}::uuid[])`,
      ),
    )
    .groupBy(events.type)
    .orderBy(asc(events.type));
  return Object.fromEntries(rows.map(({ type, count: n }) => [type, n]));
}

async function driven(
  work: ReadWork,
  rows: readonly ItineraryRow[],
  visits: readonly Visit[],
): Promise<DayReport['driven']> {
  const ids = rows.map(({ id }) => id);
  const baselines = new Map(
    ids.length === 0
      ? []
      : (await work.db.select().from(itineraryBaselines).where(isAmong(itineraryBaselines.itineraryId, ids))).map(
          (row) => [row.itineraryId, row],
        ),
  );
  const sum = (pick: (row: ItineraryRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const workedSeconds = ({ startedAt, finishedAt }: ItineraryRow) =>
    startedAt ? Math.max(0, Math.round(((finishedAt ?? work.now).getTime() - startedAt.getTime()) / 1000)) : 0;
  const costMinor = sum((row) => {
    const rates = baselines.get(row.id)?.rates;
    return rates && row.startedAt ? routeCost(rates, row.drivenDistanceMeters, workedSeconds(row)) : 0;
  });
  const completed = visits.filter(({ state }) => state === 'done').length;
  const perStop = costPerStop(costMinor, completed);
  const { currency } = await getOrganisation(work);
  return {
    plannedMeters: sum(({ id, plannedDistanceMeters }) => baselines.get(id)?.distanceMeters ?? plannedDistanceMeters),
    drivenMeters: sum(({ drivenDistanceMeters }) => drivenDistanceMeters),
    plannedSeconds: sum(
      ({ id, plannedDepartureAt, plannedFinishAt }) =>
        baselines.get(id)?.workingSeconds ??
        Math.round((plannedFinishAt.getTime() - plannedDepartureAt.getTime()) / 1000),
    ),
    workedSeconds: sum(workedSeconds),
    costPerCompletedStop: perStop === null || costMinor === 0 ? null : { amountMinor: perStop, currency },
  };
}

async function countCommands(work: ReadWork, itineraryIds: readonly string[]): Promise<DayReport['commands']> {
  const rows =
    itineraryIds.length === 0
      ? []
      : await work.db
          .select({ outcome: deviceCommands.outcome, count: count() })
          .from(deviceCommands)
          .where(isAmong(deviceCommands.itineraryId, itineraryIds))
          .groupBy(deviceCommands.outcome);
  const of = (outcome: string) => rows.find((row) => row.outcome === outcome)?.count ?? 0;
  return { applied: of('applied'), parked: of('parked'), conflicts: of('conflict') };
}
