import type { CrewItinerary, CrewStop } from '@roundsman/api-contract';
import type { CrewDay } from '@roundsman/delivery-rules';

/** The itinerary as the rules of the field see it. */
export function crewDayOf(itinerary: CrewItinerary): CrewDay {
  return {
    state: itinerary.state,
    anyStopOrder: itinerary.anyStopOrder,
    aboard: itinerary.aboard,
    stops: itinerary.stops.map((stop) => ({
      id: stop.id,
      kind: stop.kind,
      role: stop.role,
      state: stop.state,
      job: jobOf(stop),
    })),
  };
}

function jobOf({ kind, job }: CrewStop): CrewDay['stops'][number]['job'] {
  if (kind !== 'job' || !job) return null;
  const actions = job.actions.map(({ id, kind: actionKind, quantity, state, quantities, onlyIfDelivered }) => ({
    id,
    kind: actionKind,
    quantity,
    state,
    quantities,
    onlyIfDelivered,
  }));
  return { id: job.id, state: job.state, actions };
}
