import type { CrewItinerary, CrewStop } from '@roundsman/api-contract';
import type { OutboxEntry } from '@roundsman/client';
import { applyCommand, type CrewDay, isJobOutcome, isStopOver } from '@roundsman/delivery-rules';
import { crewDayOf } from './crew-day-of.ts';

export interface ShownItinerary extends CrewItinerary {
  /** Ids of the lines that are on board or settled already. */
  readonly loaded: ReadonlySet<string>;
}

/**
 * What the platform last said, with everything this device recorded since laid over it by the rules that the platform itself applies.
 * `nextDeviceSeq` is the platform's own: commands below it are in its word already.
 */
export function showItinerary(
  itinerary: CrewItinerary,
  entries: readonly OutboxEntry[],
  nextDeviceSeq: number,
): ShownItinerary {
  const own = entries.filter(({ command, state }) => command.itineraryId === itinerary.id && isKept(state));
  const news = own.filter(({ command }) => command.deviceSeq >= nextDeviceSeq);
  let day = crewDayOf(itinerary);
  const times = new Map<string, { arrivedAt?: string; doneAt?: string }>();
  for (const { command } of news) {
    const { kind, stopId, payload, happenedAt } = command;
    const result = applyCommand(day, {
      kind,
      stopId,
      results: payload.actions ?? [],
      reason: payload.reason ?? null,
      actionId: payload.actionId ?? null,
    });
    if (result.outcome === 'parked') continue;
    day = result.day;
    for (const change of result.changes) {
      if (change.thing !== 'stop') continue;
      if (change.to === 'arrived') times.set(change.stopId, { arrivedAt: happenedAt });
      if (change.to === 'done') times.set(change.stopId, { ...times.get(change.stopId), doneAt: happenedAt });
    }
  }
  const stops = itinerary.stops.map((stop, index) => ({ ...withDay(stop, day.stops[index]!), ...times.get(stop.id) }));
  const settled = stops.flatMap(({ job }) => job?.actions.filter(({ state }) => state !== 'undetermined') ?? []);
  return {
    ...itinerary,
    state: day.state,
    stops,
    progress: { ...itinerary.progress, ...count(stops) },
    aboard: day.aboard.map((goods) => ({ ...namesOf(itinerary, goods.actionId), ...goods })),
    loaded: new Set([...day.aboard.map(({ actionId }) => actionId), ...settled.map(({ id }) => id)]),
  };
}

/** What a thing on board is called: by the stop it is for, or by the platform's word where its job has left the tour. */
function namesOf(itinerary: CrewItinerary, actionId: string): { jobCode: string; description: string } {
  for (const { job } of itinerary.stops) {
    const line = job?.actions.find(({ id }) => id === actionId);
    if (job && line) return { jobCode: job.code, description: line.description };
  }
  const told = itinerary.aboard.find((goods) => goods.actionId === actionId);
  return { jobCode: told?.jobCode ?? '', description: told?.description ?? '' };
}

/** A conflict was applied all the same; what was parked or set aside changed nothing. */
const isKept = (state: OutboxEntry['state']) => state === 'waiting' || state === 'applied' || state === 'conflict';

function withDay(stop: CrewStop, { state, job }: CrewDay['stops'][number]): CrewStop {
  if (!stop.job || !job) return { ...stop, state };
  const actions = stop.job.actions.map((action, index) => {
    const { state: actionState, quantities } = job.actions[index]!;
    return { ...action, state: actionState, quantities: { ...quantities } };
  });
  return { ...stop, state, jobState: job.state, job: { ...stop.job, state: job.state, actions } };
}

function count(stops: readonly CrewStop[]) {
  const jobs = stops.filter(({ kind, state }) => kind === 'job' && state !== 'dropped');
  const over = jobs.filter(({ state }) => isStopOver(state));
  const failed = over.filter(({ job }) => job !== null && isJobOutcome(job.state) && job.state !== 'completed');
  return { done: over.length - failed.length, failed: failed.length, of: jobs.length };
}

/** The one to work on: under way first, then the next to start, then the last one finished. */
export function currentItinerary<T extends CrewItinerary>(itineraries: readonly T[]): T | null {
  const rank = { started: 0, interrupted: 0, dispatched: 1, draft: 2, finished: 3, cancelled: 4 };
  const sorted = [...itineraries].sort(
    (left, right) => rank[left.state] - rank[right.state] || left.departure.localeCompare(right.departure),
  );
  const [first] = sorted;
  return first?.state === 'finished' ? sorted.filter(({ state }) => state === 'finished').at(-1)! : (first ?? null);
}
