import type { NewPlace, Problem, Job as SolverJob } from '@roundsman/routing-solver';

interface Part {
  readonly vehicleIds: ReadonlySet<string>;
  readonly jobIds: ReadonlySet<string>;
  /** A job that comes besides; `travel` null: its place is one of the problem. */
  readonly added: { readonly job: SolverJob; readonly travel: NewPlace | null };
}

/** Where a new place stands among the rows. */
const NEW = -1;

/**
 * A few routes of a problem as a problem of their own, small enough to be evaluated in a millisecond. Who rides with whom is left out. Null where
 * travel is listed: what is driven by way of hubs is not taken apart.
 */
export function partOfProblem(problem: Problem, { vehicleIds, jobIds, added }: Part): Problem | null {
  const { matrix } = problem;
  if (matrix.listed) return null;
  const vehicles = problem.vehicles.filter(({ id }) => vehicleIds.has(id));
  const present = new Set([...jobIds, added.job.id]);
  const kept = problem.jobs.filter(({ id }) => jobIds.has(id) && id !== added.job.id);
  const jobs = [...kept, added.job].map(({ follows, ...job }) =>
    follows && present.has(follows.jobId) ? { ...job, follows } : job,
  );
  const newPlace = problem.places.length;
  const wanted = [
    ...jobs.flatMap(({ placeIndex, pickup }) => [placeIndex, ...(pickup ? [pickup.placeIndex] : [])]),
    ...vehicles.flatMap(({ startPlaceIndex, endPlaceIndex, reload }) => [
      startPlaceIndex,
      ...(typeof endPlaceIndex === 'number' ? [endPlaceIndex] : []),
      ...(reload ? [reload.placeIndex] : []),
    ]),
  ];
  const old = [...new Set(wanted)];
  const indexOf = new Map(old.map((place, index) => [place, index]));
  const to = (place: number) => indexOf.get(place)!;
  const rowOf = (place: number) => (place === newPlace ? NEW : problem.places[place]!.matrixIndex);
  const gather = (
    values: ArrayLike<number>,
    there: ArrayLike<number> | undefined,
    back: ArrayLike<number> | undefined,
  ) =>
    old.flatMap((from) =>
      old.map((into) => {
        const [row, column] = [rowOf(from), rowOf(into)];
        if (row === NEW) return column === NEW ? 0 : back![column]!;
        return column === NEW ? there![row]! : values[row * matrix.size + column]!;
      }),
    );
  const { travel } = added;
  return {
    places: old.map((place, index) => ({ id: String(place), matrixIndex: index })),
    matrix: {
      size: old.length,
      seconds: gather(matrix.seconds, travel?.secondsTo, travel?.secondsFrom),
      meters: gather(matrix.meters, travel?.metersTo, travel?.metersFrom),
    },
    ...(problem.capacityDimensions && { capacityDimensions: problem.capacityDimensions }),
    jobs: jobs.map(({ pickup, ...job }) => ({
      ...job,
      placeIndex: to(job.placeIndex),
      ...(pickup && { pickup: { ...pickup, placeIndex: to(pickup.placeIndex) } }),
    })),
    vehicles: vehicles.map(({ reload, endPlaceIndex, ...vehicle }) => ({
      ...vehicle,
      startPlaceIndex: to(vehicle.startPlaceIndex),
      ...(endPlaceIndex === undefined ? {} : { endPlaceIndex: endPlaceIndex === null ? null : to(endPlaceIndex) }),
      ...(reload && { reload: { ...reload, placeIndex: to(reload.placeIndex) } }),
    })),
    ...(problem.travelProfiles && { travelProfiles: problem.travelProfiles }),
  };
}
