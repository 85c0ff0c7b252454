import type { JobHistoryEntry } from '@roundsman/api-contract';
import { asc, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { isAmong } from '../../platform/database/index.ts';
import { type EventRecord, readEventsAbout } from '../../platform/event-log/index.ts';
import type { ReadWork } from '../../platform/index.ts';
import { apiKeys, members } from '../accounts/schema.ts';
import { devices, operators } from '../fleet/schema.ts';
import { presentJob } from './present-jobs.ts';
import { jobOutcomes, reasons } from './schema.ts';

const LONGEST = 1_000;

/** Everything that happened to a job and to its lines, oldest first. Problem 404 `job_unknown`. */
export async function jobHistory(
  work: ReadWork,
  jobId: string,
  merchantId: string | null,
): Promise<z.infer<typeof JobHistoryEntry>[]> {
  const job = await presentJob(work, jobId, merchantId);
  const subjects = [{ kind: 'job', id: job.id }, ...job.actions.map(({ id }) => ({ kind: 'action', id }))];
  const events = await readEventsAbout(work, subjects, LONGEST);
  const names = await namesOf(work, events);
  const outcomes = await outcomesOf(work, job.id);
  return events.map(({ type, subject, occurredAt, recordedAt, actor, data }) => ({
    at: occurredAt.toISOString(),
    type,
    actor: { kind: actor.kind, name: (actor.id && names.get(actor.id)) ?? null },
    data: { ...data },
    words: wordsBeside({ type, subject, recordedAt, data }, outcomes, merchantId),
  }));
}

interface SaidOutcome {
  readonly outcome: string;
  readonly correctedFrom: string | null;
  readonly recordedAt: Date;
  readonly reason: string | null;
  readonly note: string | null;
}

/** The log holds no words, since they may be personal: they stand beside the outcome. */
function outcomesOf({ db }: ReadWork, jobId: string): Promise<SaidOutcome[]> {
  const { outcome, correctedFrom, recordedAt, note } = jobOutcomes;
  return db
    .select({ outcome, correctedFrom, recordedAt, note, reason: reasons.name })
    .from(jobOutcomes)
    .leftJoin(reasons, eq(reasons.id, jobOutcomes.reasonId))
    .where(eq(jobOutcomes.jobId, jobId))
    .orderBy(asc(jobOutcomes.number));
}

/**
 * Takes the outcome of an event out of `outcomes`: they are of one transaction, and so recorded at one time, in the same
 * order. A change of lines alone is no new outcome.
 */
function wordsBeside(
  { type, subject, recordedAt, data }: Pick<EventRecord, 'type' | 'subject' | 'recordedAt' | 'data'>,
  outcomes: SaidOutcome[],
  merchantId: string | null,
): string | null {
  if (subject.kind !== 'job') return null;
  const at = outcomes.findIndex(
    ({ outcome, correctedFrom, recordedAt: said }) =>
      said.getTime() === recordedAt.getTime() &&
      (outcome === correctedFrom ? type === 'job.changed' : data.to === outcome),
  );
  const [said] = at < 0 ? [] : outcomes.splice(at, 1);
  return (merchantId === null ? said?.note : null) ?? said?.reason ?? null;
}

const ID = /^[0-9a-f-]{36}$/;

/** Members and API keys by their own names, devices by who carries them. */
async function namesOf({ db }: ReadWork, events: readonly EventRecord[]): Promise<Map<string, string>> {
  const idsOf = (kind: EventRecord['actor']['kind']) => [
    ...new Set(events.flatMap(({ actor }) => (actor.kind === kind && actor.id && ID.test(actor.id) ? actor.id : []))),
  ];
  const memberIds = idsOf('member');
  const keyIds = idsOf('api_key');
  const deviceIds = idsOf('device');
  const rows = [
    ...(memberIds.length > 0
      ? await db.select({ id: members.id, name: members.name }).from(members).where(isAmong(members.id, memberIds))
      : []),
    ...(keyIds.length > 0
      ? await db.select({ id: apiKeys.id, name: apiKeys.name }).from(apiKeys).where(isAmong(apiKeys.id, keyIds))
      : []),
    ...(deviceIds.length > 0
      ? await db
          .select({ id: devices.id, name: operators.name })
          .from(devices)
          .innerJoin(operators, eq(operators.id, devices.operatorId))
          .where(isAmong(devices.id, deviceIds))
      : []),
  ];
  return new Map(rows.map(({ id, name }) => [id, name]));
}
