interface StandingStop {
  id: string;
  jobId: string | null;
  kind: string;
}

/** Where a job stood: on which vehicle, and behind whom. A job that was moved has a new stop, so neighbours are known by their jobs too. */
export interface Standing {
  vehicleId: string | null;
  /** The stops before it, nearest first. */
  before: readonly StandingStop[];
}

export const nowhere: Standing = { vehicleId: null, before: [] };

export function standingOf(
  row: { vehicleId: string | null; stops: readonly StandingStop[] },
  stopId: string,
): Standing {
  const index = row.stops.findIndex((stop) => stop.id === stopId);
  const before = row.stops.slice(0, Math.max(0, index)).map(({ id, jobId, kind }) => ({ id, jobId, kind }));
  return { vehicleId: row.vehicleId, before: before.toReversed() };
}

/** Behind which of the stops there now it would stand again: the nearest neighbour that is still there; null is first. */
export function placeAgain({ before }: Standing, stops: readonly StandingStop[]): string | null {
  for (const neighbour of before) {
    const there = stops.find(
      (stop) =>
        stop.id === neighbour.id ||
        (neighbour.jobId !== null && stop.jobId === neighbour.jobId && stop.kind === neighbour.kind),
    );
    if (there) return there.id;
  }
  return null;
}
