import type { ProblemCode } from '@roundsman/api-contract';
import { type JobEvent, type JobState, jobStates, type StateActor, transition } from '@roundsman/delivery-rules';
import { isAmong } from '../../platform/database/index.ts';
import { type Actor, type JsonValue, Problem, type Work } from '../../platform/index.ts';
import { jobs } from './schema.ts';

export interface StateRefusal {
  readonly jobId: string;
  readonly code: ProblemCode;
  readonly message: string;
}

export interface StateChange {
  readonly jobId: string;
  readonly from: JobState;
  readonly to: JobState;
}

/** Which column of the state tables an actor of the log stands in. */
export function stateActorOf(actor: Actor): StateActor {
  if (actor.kind === 'device' || actor.kind === 'planner') return actor.kind;
  return actor.kind === 'clock' || actor.kind === 'system' ? 'clock' : 'desk';
}

/** The type under which a new state stands on the log. */
const EVENT_TYPES: Record<JobEvent, string> = {
  release: 'job.released',
  schedule: 'job.scheduled',
  unschedule: 'job.unscheduled',
  dispatch: 'job.dispatched',
  leave: 'job.on_route',
  arrive: 'job.arrived',
  step_back: 'job.stepped_back',
  not_attempted: 'job.not_attempted',
  settle_completed: 'job.completed',
  settle_partially_completed: 'job.partially_completed',
  settle_incomplete: 'job.incomplete',
  settle_damaged: 'job.damaged',
  correct_to_completed: 'job.outcome_corrected',
  correct_to_partially_completed: 'job.outcome_corrected',
  correct_to_incomplete: 'job.outcome_corrected',
  correct_to_damaged: 'job.outcome_corrected',
  cancel: 'job.cancelled',
};

type Facts = Record<string, JsonValue>;

export interface ChangeOptions {
  /** Who asks, where that is not the unit's own actor: a plan applied by a member is still the planner's word. */
  readonly by?: StateActor;
  readonly occurredAt?: Date;
  /** Names what jobs move together with: where one of them may not move, none does. */
  readonly groupOf?: (jobId: string) => string;
  /** Further facts for the event: ids and numbers only. */
  readonly data?: Facts | ((jobId: string) => Facts);
}

/**
 * Moves jobs by one event, each by the state table: those that may not move are answered and left as they are. Rows are
 * locked in order of their ids, so that two bulk verbs cannot wait for each other.
 */
export async function changeJobStates(
  work: Work,
  jobIds: readonly string[],
  event: JobEvent,
  options: ChangeOptions = {},
): Promise<{ changed: StateChange[]; refused: StateRefusal[] }> {
  if (jobIds.length === 0) return { changed: [], refused: [] };
  const rows = await work.db
    .select({ id: jobs.id, state: jobs.state })
    .from(jobs)
    .where(isAmong(jobs.id, jobIds))
    .orderBy(jobs.id)
    .for('update');
  const found = new Map(rows.map((row) => [row.id, row.state]));
  const allowed: StateChange[] = [];
  const refused: StateRefusal[] = [];
  for (const jobId of new Set(jobIds)) {
    const from = found.get(jobId);
    if (!from) {
      refused.push({ jobId, code: 'job_unknown', message: 'There is no such job' });
      continue;
    }
    const answer = transition(jobStates, from, event, options.by ?? stateActorOf(work.actor));
    if (answer.allowed) allowed.push({ jobId, from, to: answer.to });
    else refused.push({ jobId, code: answer.code, message: answer.why });
  }
  const { groupOf, data } = options;
  const held = new Set(refused.map(({ jobId }) => groupOf?.(jobId)));
  const changed = groupOf ? allowed.filter(({ jobId }) => !held.has(groupOf(jobId))) : allowed;
  const at = options.occurredAt ?? work.now;
  for (const [to, moved] of Map.groupBy(changed, (change) => change.to)) {
    const ids = moved.map(({ jobId }) => jobId);
    await work.db
      .update(jobs)
      .set({ state: to, stateChangedAt: at, updatedAt: work.recordedAt, ...momentsOf(event, at) })
      .where(isAmong(jobs.id, ids));
  }
  for (const { jobId, from, to } of changed) {
    work.emit({
      type: EVENT_TYPES[event],
      subject: { kind: 'job', id: jobId },
      occurredAt: at,
      data: { from, to, ...(typeof data === 'function' ? data(jobId) : data) },
    });
  }
  return { changed, refused };
}

/** Moves one job. Problem 404 `job_unknown`, 409 `wrong_state` or `wrong_actor` with from and why. */
export async function changeJobState(
  work: Work,
  jobId: string,
  event: JobEvent,
  options: ChangeOptions = {},
): Promise<StateChange> {
  const { changed, refused } = await changeJobStates(work, [jobId], event, options);
  const [change] = changed;
  if (change) return change;
  const refusal = refused[0]!;
  throw new Problem({ status: refusal.code === 'job_unknown' ? 404 : 409, code: refusal.code, title: refusal.message });
}

function momentsOf(event: JobEvent, at: Date): Partial<typeof jobs.$inferInsert> {
  if (event === 'release') return { releasedAt: at };
  if (event === 'arrive') return { arrivedAt: at };
  if (event === 'cancel') return { cancelledAt: at };
  if (event === 'step_back' || event === 'not_attempted') return { arrivedAt: null };
  return event.startsWith('settle_') ? { settledAt: at } : {};
}
