import type { Itinerary } from '@roundsman/api-contract';

const OPEN: ReadonlySet<Itinerary['state']> = new Set(['draft', 'dispatched', 'started', 'interrupted']);
const NOT_BEGUN: ReadonlySet<Itinerary['state']> = new Set(['draft', 'dispatched']);

export interface PossibleChanges {
  crew: boolean;
  breaks: boolean;
  reverse: boolean;
  remove: boolean;
}

/** What the desk may still change of an itinerary; what it may not is not offered. */
export function possibleChanges({ state, vehicleId, stops }: Itinerary): PossibleChanges {
  const isOpen = OPEN.has(state);
  const toDo = stops.filter((stop) => stop.kind === 'job' && stop.state === 'planned');
  return {
    crew: isOpen,
    breaks: isOpen && vehicleId !== null,
    reverse: isOpen && vehicleId !== null && toDo.length > 1,
    remove: NOT_BEGUN.has(state),
  };
}

/** Its jobs in their order, each once. */
export const jobOrder = ({ stops }: Pick<Itinerary, 'stops'>): string[] =>
  stops.flatMap(({ kind, jobId }) => (kind === 'job' && jobId !== null ? [jobId] : []));

/** As `jobOrder`, with what is still to be done the other way round; what has begun stays in front. */
export function reversedOrder({ stops }: Pick<Itinerary, 'stops'>): string[] {
  const visits = stops.filter(({ kind }) => kind === 'job');
  const begun = visits.filter(({ state }) => state !== 'planned');
  const toDo = visits.filter(({ state }) => state === 'planned');
  return jobOrder({ stops: [...begun, ...toDo.toReversed()] });
}

type Member = Itinerary['crew'][number];

/** Who comes on, who goes off: both are told. */
export function crewChange(before: readonly Member[], after: readonly Pick<Member, 'operatorId'>[]) {
  const was = new Set(before.map(({ operatorId }) => operatorId));
  const is = new Set(after.map(({ operatorId }) => operatorId));
  return {
    on: after.map(({ operatorId }) => operatorId).filter((id) => !was.has(id)),
    off: before.map(({ operatorId }) => operatorId).filter((id) => !is.has(id)),
  };
}

/** The roles of a crew as it was chosen: those who had one keep it, and somebody drives. */
export function withRoles(chosen: readonly string[], before: readonly Member[]): Pick<Member, 'operatorId' | 'role'>[] {
  const roles = new Map(before.map(({ operatorId, role }) => [operatorId, role]));
  const isDriven = chosen.some((operatorId) => roles.get(operatorId) === 'driver');
  return chosen.map((operatorId, place) => ({
    operatorId,
    role: !isDriven && place === 0 ? 'driver' : (roles.get(operatorId) ?? 'helper'),
  }));
}
