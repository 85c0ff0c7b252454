import { correctionEvents, deriveJobOutcome, settleEvents } from '../job/outcome.ts';
import { actionStateOf, allCompleted, allRefused, quantitiesFault } from '../job/quantities.ts';
import { isJobOutcome, type JobEvent, type JobOutcome, jobStates } from '../states/job.ts';
import { transition } from '../states/state-table.ts';
import {
  type CommandResult,
  type ConflictCode,
  type CrewAction,
  type CrewChange,
  type CrewCommand,
  type CrewDay,
  type CrewJob,
  type CrewStop,
  parked,
  withChanges,
} from './crew-day.ts';
import { settledGoods } from './goods.ts';

/**
 * `complete` and `fail`. What happened in the field stands, whatever a desk decided meanwhile: that becomes a conflict, not
 * a refusal. Only a stop settled before by another device of the crew keeps its first word; a desk's word gives way.
 */
export function settleStop(day: CrewDay, stop: CrewStop, command: CrewCommand): CommandResult {
  if (command.kind === 'fail' && !command.reason) return parked('reason_missing', 'It is not said why it failed.');
  if (!stop.job) return stop.state === 'done' ? settled(day, [], null) : settled(day, [done(stop)], closedDay(day));

  const results = resultsOf(stop.settledAtDesk ? unsettled(stop.job) : stop.job, command);
  if ('refusal' in results) return results.refusal;
  const { actions } = results;
  const outcome = deriveJobOutcome(actions.map((change) => change.to));

  if (stop.state === 'done') {
    if (sameResults(stop.job, actions)) return settled(day, [], null);
    if (!stop.settledAtDesk)
      return settled(day, [], {
        code: 'already_settled',
        words: `Another device had recorded this stop; this one says ${outcome.replaceAll('_', ' ')}.`,
      });
  }
  // The second crew at a job finishes its stop; the lead's word settles the job.
  if (stop.role === 'assist') return settled(day, [done(stop)], closedDay(day));

  const job = settleJob(stop.job, outcome);
  if ('refusal' in job) return job.refusal;
  const goods = actions.flatMap(({ actionId, quantities }) => {
    const action = stop.job!.actions.find(({ id }) => id === actionId)!;
    return settledGoods(action, quantities) ?? [];
  });
  return settled(day, [...actions, ...goods, done(stop), ...job.changes], whatTheDeskDid(stop) ?? closedDay(day));
}

type ActionChange = Extract<CrewChange, { thing: 'action' }>;
type Conflict = { readonly code: ConflictCode; readonly words: string };

function settleJob(
  job: CrewJob,
  outcome: JobOutcome,
): { readonly changes: readonly CrewChange[] } | { readonly refusal: CommandResult } {
  if (job.state === outcome) return { changes: [] };
  const event: JobEvent = isJobOutcome(job.state) ? correctionEvents[outcome] : settleEvents[outcome];
  const answer = transition(jobStates, job.state, event, 'device');
  if (!answer.allowed) return { refusal: parked('job_not_on_the_road', answer.why) };
  return { changes: [{ thing: 'job', jobId: job.id, event, from: answer.from, to: answer.to }] };
}

/** Each line's result, named or usual; refused when they do not add up or contradict each other. */
function resultsOf(
  job: CrewJob,
  command: CrewCommand,
): { readonly actions: ActionChange[] } | { readonly refusal: CommandResult } {
  const named = new Map(command.results.map((result) => [result.actionId, result]));
  const unknown = command.results.find((result) => job.actions.every((action) => action.id !== result.actionId));
  if (unknown) return { refusal: parked('action_unknown', 'A result names a line that is not part of the job.') };
  const actions: ActionChange[] = [];
  for (const action of job.actions) {
    const given = named.get(action.id) ?? usualResult(action, command);
    const fault = quantitiesFault(action.quantity, given);
    if (fault) return { refusal: parked('quantities_wrong', fault) };
    const { completed, refused, damaged, missing } = given;
    actions.push({
      thing: 'action',
      jobId: job.id,
      actionId: action.id,
      from: action.state,
      to: actionStateOf(action.quantity, given),
      quantities: { completed, refused, damaged, missing },
    });
  }
  const orphan = job.actions.find((action) => isCollectedWithoutDelivery(action, actions));
  if (!orphan) return { actions };
  if (named.has(orphan.id)) {
    return { refusal: parked('collected_without_delivery', 'The old one stays when the new one is not delivered.') };
  }
  // Nobody named it: the rule of the exchange speaks.
  return {
    actions: actions.map((change) =>
      isCollectedWithoutDelivery(job.actions.find((one) => one.id === change.actionId) as CrewAction, actions)
        ? { ...change, to: 'incomplete', quantities: allRefused(sumOf(change)) }
        : change,
    ),
  };
}

/** What a desk said of the lines is nothing that a crew had recorded earlier. */
const unsettled = (job: CrewJob): CrewJob => ({
  ...job,
  actions: job.actions.map((action) => ({ ...action, state: 'undetermined' })),
});

/** Lines recorded earlier keep their record; the rest go as the button said. */
function usualResult(action: CrewAction, command: CrewCommand) {
  if (action.state !== 'undetermined' && command.kind === 'complete') return action.quantities;
  return command.kind === 'complete' ? allCompleted(action.quantity) : allRefused(action.quantity);
}

function isCollectedWithoutDelivery(action: CrewAction, results: readonly ActionChange[]): boolean {
  if (action.onlyIfDelivered === null) return false;
  const delivery = results.find((change) => change.actionId === action.onlyIfDelivered);
  const collected = results.find((change) => change.actionId === action.id);
  return delivery?.quantities.completed === 0 && (collected?.quantities.completed ?? 0) > 0;
}

function whatTheDeskDid(stop: CrewStop): Conflict | null {
  const state = stop.job?.state;
  if (stop.state === 'done')
    return { code: 'job_changed_at_desk', words: 'The desk had recorded another outcome meanwhile.' };
  if (state === 'cancelled') return { code: 'job_changed_at_desk', words: 'The job had been cancelled meanwhile.' };
  if (state === 'new' || state === 'scheduled') {
    return { code: 'job_changed_at_desk', words: 'The job had been taken off this itinerary meanwhile.' };
  }
  if (stop.state !== 'dropped' && stop.state !== 'not_reached') return null;
  return { code: 'stop_taken_off', words: 'The stop had been taken off meanwhile.' };
}

function closedDay(day: CrewDay): Conflict | null {
  if (day.state === 'started' || day.state === 'interrupted') return null;
  return { code: 'itinerary_closed', words: `The itinerary was ${day.state} when this was recorded.` };
}

function sameResults(job: CrewJob, results: readonly ActionChange[]): boolean {
  return results.every(({ actionId, to, quantities }) => {
    const action = job.actions.find((one) => one.id === actionId);
    return action?.state === to && sumOfDifferences(action.quantities, quantities) === 0;
  });
}

const sumOfDifferences = (one: CrewAction['quantities'], other: CrewAction['quantities']): number =>
  Math.abs(one.completed - other.completed) +
  Math.abs(one.refused - other.refused) +
  Math.abs(one.damaged - other.damaged) +
  Math.abs(one.missing - other.missing);

const sumOf = ({ quantities }: ActionChange): number =>
  quantities.completed + quantities.refused + quantities.damaged + quantities.missing;

const done = (stop: CrewStop): CrewChange => ({ thing: 'stop', stopId: stop.id, from: stop.state, to: 'done' });

function settled(day: CrewDay, changes: readonly CrewChange[], conflict: Conflict | null): CommandResult {
  const after = withChanges(day, changes);
  return conflict
    ? { outcome: 'conflict', ...conflict, day: after, changes }
    : { outcome: 'applied', day: after, changes };
}
