import { type ItineraryEvent, itineraryStates } from '../states/itinerary.ts';
import { isJobOutcome, type JobEvent, jobStates } from '../states/job.ts';
import { transition } from '../states/state-table.ts';
import { isStopOver, type StopEvent, stopStates } from '../states/stop.ts';
import type { CommandKind } from '../vocabulary/commands.ts';
import {
  type CommandResult,
  type CrewChange,
  type CrewCommand,
  type CrewDay,
  type CrewStop,
  parked,
  withChanges,
} from './crew-day.ts';
import { dropOff, load } from './goods.ts';
import { settleStop } from './settle-stop.ts';

type Rule = (day: CrewDay, command: CrewCommand) => CommandResult;
type StopRule = (day: CrewDay, stop: CrewStop, command: CrewCommand) => CommandResult;

/** Commands that record something beside the states of the day. */
const recordsOnly: Rule = (day) => applied(day, []);

const rules: Readonly<Record<CommandKind, Rule>> = {
  acknowledge: recordsOnly,
  start: (day) => (day.state === 'started' ? applied(day, []) : moveItinerary(day, 'start')),
  on_my_way: atStop(leave),
  arrive: atStop(arrive),
  complete: atStop(settleStop),
  fail: atStop(settleStop),
  step_back: atStop(stepBack),
  not_reached: atStop(notReached),
  load,
  drop_off: dropOff,
  transfer: recordsOnly,
  proof: recordsOnly,
  report: recordsOnly,
  note: recordsOnly,
  chat: recordsOnly,
  correct_entrance: recordsOnly,
  duty: recordsOnly,
  interrupt: (day) => (day.state === 'interrupted' ? applied(day, []) : moveItinerary(day, 'interrupt')),
  resume: (day) => (day.state === 'started' ? applied(day, []) : moveItinerary(day, 'resume')),
  finish,
  undo,
};

/**
 * The field's rules, the same on the device (at once, offline) and on the server (for good). Never throws for what a
 * crew did: a command is applied, applied in conflict, or parked with the reason.
 */
export const applyCommand = (day: CrewDay, command: CrewCommand): CommandResult => rules[command.kind](day, command);

/** What keeps an itinerary from being finished; null when nothing does. */
export function whatHindersFinish(
  day: CrewDay,
): { readonly code: 'stops_open' | 'pieces_unexplained'; readonly words: string } | null {
  const open = day.stops.filter((stop) => stop.kind !== 'break' && !isStopOver(stop.state)).length;
  if (open > 0) return { code: 'stops_open', words: `${open} ${open === 1 ? 'stop is' : 'stops are'} still open.` };
  const pieces = day.aboard.reduce((sum, { quantity }) => sum + quantity, 0);
  if (pieces === 0) return null;
  return {
    code: 'pieces_unexplained',
    words: `${pieces} ${pieces === 1 ? 'piece is' : 'pieces are'} on board and not handed in.`,
  };
}

function leave(day: CrewDay, stop: CrewStop): CommandResult {
  if (stop.state === 'on_route' || stop.state === 'arrived') return applied(day, []);
  if (day.state === 'interrupted')
    return parked('itinerary_interrupted', 'The itinerary is interrupted: resume it first.');
  if (day.state !== 'started') return parked('not_started', `The itinerary is ${day.state}, not started.`);
  const atAnother = day.stops.find((other) => other.id !== stop.id && other.state === 'arrived');
  if (atAnother)
    return parked('another_stop_open', 'The stop the crew is at must be finished, or stepped back from, first.');
  const before = day.stops
    .slice(0, day.stops.indexOf(stop))
    .find((one) => one.kind !== 'break' && !isStopOver(one.state));
  if (before && !day.anyStopOrder) return parked('stop_before_open', 'A stop before it is still open.');
  const toAnother = day.stops.find((other) => other.id !== stop.id && other.state === 'on_route');
  const back = toAnother ? stopChanges(toAnother, 'step_back', 'step_back') : { changes: [] };
  const there = stopChanges(stop, 'leave', 'leave');
  if ('refusal' in there) return there.refusal;
  return applied(day, [...('changes' in back ? back.changes : []), ...there.changes]);
}

function arrive(day: CrewDay, stop: CrewStop): CommandResult {
  if (stop.state === 'arrived' || stop.state === 'done') return applied(day, []);
  const takenOff = stop.state === 'dropped' || stop.state === 'not_reached';
  const answer = takenOff ? stopChanges(stop, 'arrive', null) : stopChanges(stop, 'arrive', 'arrive');
  if ('refusal' in answer) return answer.refusal;
  if (!takenOff) return applied(day, answer.changes);
  return {
    outcome: 'conflict',
    code: 'stop_taken_off',
    words: 'The crew arrived at a stop that had been taken off.',
    day: withChanges(day, answer.changes),
    changes: answer.changes,
  };
}

function stepBack(day: CrewDay, stop: CrewStop): CommandResult {
  if (stop.state === 'planned') return applied(day, []);
  const answer = stopChanges(stop, 'step_back', 'step_back');
  return 'refusal' in answer ? answer.refusal : applied(day, answer.changes);
}

function notReached(day: CrewDay, stop: CrewStop): CommandResult {
  if (stop.state === 'not_reached' || stop.state === 'dropped') return applied(day, []);
  const answer = stopChanges(stop, 'not_reach', 'not_attempted');
  return 'refusal' in answer ? answer.refusal : applied(day, answer.changes);
}

function finish(day: CrewDay): CommandResult {
  if (day.state === 'finished') return applied(day, []);
  const hindrance = whatHindersFinish(day);
  return hindrance ? parked(hindrance.code, hindrance.words) : moveItinerary(day, 'finish');
}

/** Takes back the last tap: of a stop when one is named, else of the itinerary. A settled stop opens again; its outcome stands until corrected. */
function undo(day: CrewDay, command: CrewCommand): CommandResult {
  if (command.stopId !== null) {
    return atStop((_, stop) => {
      if (stop.state === 'on_route' || stop.state === 'arrived') return stepBack(day, stop);
      if (stop.state !== 'done') return parked('nothing_to_undo', 'Nothing was recorded at this stop yet.');
      const answer = stopChanges(stop, 'reopen', null);
      return 'refusal' in answer ? answer.refusal : applied(day, answer.changes);
    })(day, command);
  }
  if (day.state === 'interrupted') return moveItinerary(day, 'resume');
  const touched = day.stops.some((stop) => stop.state !== 'planned' && stop.state !== 'dropped');
  if (day.state === 'started' && !touched) return moveItinerary(day, 'undo_start');
  return parked('nothing_to_undo', 'There is no last step of the itinerary to take back.');
}

function moveItinerary(day: CrewDay, event: ItineraryEvent): CommandResult {
  const answer = transition(itineraryStates, day.state, event, 'device');
  if (!answer.allowed) return parked('wrong_state', answer.why);
  return applied(day, [{ thing: 'itinerary', from: answer.from, to: answer.to }]);
}

/** A stop's change and, where this crew leads a job there, the job's. */
function stopChanges(
  stop: CrewStop,
  event: StopEvent,
  jobEvent: JobEvent | null,
): { readonly changes: CrewChange[] } | { readonly refusal: CommandResult } {
  const answer = transition(stopStates, stop.state, event, 'device');
  if (!answer.allowed) return { refusal: parked('wrong_state', answer.why) };
  const changes: CrewChange[] = [{ thing: 'stop', stopId: stop.id, from: answer.from, to: answer.to }];
  // A settled job whose stop was opened again keeps its outcome while the crew moves about.
  if (!stop.job || stop.role !== 'lead' || jobEvent === null || isJobOutcome(stop.job.state)) return { changes };
  const jobAnswer = transition(jobStates, stop.job.state, jobEvent, 'device');
  if (!jobAnswer.allowed) return { refusal: parked('job_not_on_the_road', jobAnswer.why) };
  changes.push({ thing: 'job', jobId: stop.job.id, event: jobEvent, from: jobAnswer.from, to: jobAnswer.to });
  return { changes };
}

function atStop(rule: StopRule): Rule {
  return (day, command) => {
    if (command.stopId === null) return parked('stop_missing', 'The command names no stop.');
    const stop = day.stops.find((one) => one.id === command.stopId);
    return stop ? rule(day, stop, command) : parked('stop_unknown', 'The stop is not on this itinerary.');
  };
}

const applied = (day: CrewDay, changes: readonly CrewChange[]): CommandResult => ({
  outcome: 'applied',
  day: withChanges(day, changes),
  changes,
});
