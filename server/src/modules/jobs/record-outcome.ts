import {
  type ActionQuantities,
  type ActionState,
  isJobOutcome,
  type JobEvent,
  type JobOutcome,
  usualDisposition,
} from '@roundsman/delivery-rules';
import { and, eq, isNull, or } from 'drizzle-orm';
import { newId, type Work } from '../../platform/index.ts';
import { changeJobState } from './change-state.ts';
import { actionRecords, jobActions, jobOutcomes, jobs, reasons } from './schema.ts';

/** Where a record comes from: a device's command (none when a desk says it), and when it happened in the field. */
export interface FieldMoment {
  readonly commandId: string | null;
  readonly happenedAt: Date;
}

export interface ActionOutcome {
  readonly jobId: string;
  readonly actionId: string;
  readonly state: Exclude<ActionState, 'undetermined'>;
  readonly quantities: ActionQuantities;
  /** A code of the organisation's list; unknown codes are left out here and stay on the command. */
  readonly reasonCode: string | null;
}

/** How a line went: the last word stands on the line, every word stays on record. */
export async function recordActionOutcome(work: Work, moment: FieldMoment, outcome: ActionOutcome): Promise<void> {
  const [action] = await work.db.select().from(jobActions).where(eq(jobActions.id, outcome.actionId));
  if (!action) return;
  const reasonId = await reasonIdOf(work, outcome.reasonCode);
  const result = {
    state: outcome.state,
    completedQuantity: outcome.quantities.completed,
    refusedQuantity: outcome.quantities.refused,
    damagedQuantity: outcome.quantities.damaged,
    missingQuantity: outcome.quantities.missing,
    disposition: usualDisposition(action.kind, outcome.state),
    reasonId,
  };
  await work.db
    .update(jobActions)
    .set({ ...result, settledAt: moment.happenedAt })
    .where(eq(jobActions.id, action.id));
  await work.db.insert(actionRecords).values({
    organisationId: work.organisationId,
    id: newId(),
    actionId: action.id,
    jobId: outcome.jobId,
    ...result,
    byKind: work.actor.kind,
    byId: work.actor.id,
    commandId: moment.commandId,
    happenedAt: moment.happenedAt,
    recordedAt: work.recordedAt,
  });
  if (outcome.state === 'completed') return;
  work.emit({
    type: `action.${outcome.state}`,
    subject: { kind: 'action', id: action.id },
    occurredAt: moment.happenedAt,
    data: { jobId: outcome.jobId, reason: outcome.reasonCode, ...outcome.quantities },
  });
}

export interface JobMove {
  readonly jobId: string;
  readonly event: JobEvent;
  readonly reasonCode: string | null;
  readonly data: Record<string, string | number | null>;
  /** Words beside the outcome, of who recorded it at a desk. */
  readonly note?: string | null;
}

/** A job moved by its crew, or by a desk for it; an outcome is appended to its outcomes, never overwritten. */
export async function recordJobMove(work: Work, moment: FieldMoment, move: JobMove): Promise<void> {
  const change = await changeJobState(work, move.jobId, move.event, {
    by: moment.commandId === null ? 'desk' : 'device',
    occurredAt: moment.happenedAt,
    data: { ...move.data, reason: move.reasonCode },
  });
  if (!isJobOutcome(change.to)) return;
  await appendOutcome(work, moment, move, {
    outcome: change.to,
    correctedFrom: isJobOutcome(change.from) ? change.from : null,
  });
}

/** Lines of an ended visit went otherwise, and what it comes to is the same: who said so, and why, is kept. */
export async function recordSameOutcome(
  work: Work,
  moment: FieldMoment,
  said: Pick<JobMove, 'jobId' | 'reasonCode' | 'note'>,
): Promise<void> {
  const [job] = await work.db.select({ state: jobs.state }).from(jobs).where(eq(jobs.id, said.jobId));
  if (!job || !isJobOutcome(job.state)) return;
  await appendOutcome(work, moment, said, { outcome: job.state, correctedFrom: job.state });
  work.emit({ type: 'job.changed', subject: { kind: 'job', id: said.jobId }, data: { fields: ['actions'] } });
}

async function appendOutcome(
  work: Work,
  moment: FieldMoment,
  { jobId, reasonCode, note }: Pick<JobMove, 'jobId' | 'reasonCode' | 'note'>,
  result: { readonly outcome: JobOutcome; readonly correctedFrom: JobOutcome | null },
): Promise<void> {
  const number = (await work.db.$count(jobOutcomes, eq(jobOutcomes.jobId, jobId))) + 1;
  await work.db.insert(jobOutcomes).values({
    organisationId: work.organisationId,
    jobId,
    number,
    ...result,
    reasonId: await reasonIdOf(work, reasonCode),
    note: note ?? null,
    byKind: work.actor.kind,
    byId: work.actor.id,
    commandId: moment.commandId,
    happenedAt: moment.happenedAt,
    recordedAt: work.recordedAt,
  });
}

/** The code of a reason by its code or name; null when the words are somebody's own. */
export async function findReason(work: Work, words: string): Promise<string | null> {
  const [reason] = await work.db
    .select({ code: reasons.code })
    .from(reasons)
    .where(and(or(eq(reasons.code, words), eq(reasons.name, words)), isNull(reasons.retiredAt)))
    .limit(1);
  return reason?.code ?? null;
}

export async function reasonIdOf(work: Work, code: string | null): Promise<string | null> {
  if (code === null) return null;
  const [reason] = await work.db
    .select({ id: reasons.id })
    .from(reasons)
    .where(and(eq(reasons.code, code), isNull(reasons.retiredAt)))
    .limit(1);
  return reason?.id ?? null;
}
