import type { Job, Problem, Vehicle } from '../problem.ts';

/** Places on a straight road, `gap` seconds and ten times as many meters apart; the vehicle starts at place 0. */
export function onALine(
  jobs: readonly (Partial<Job> & { at: number })[],
  vehicles: readonly Partial<Vehicle>[] = [{}],
  more: Partial<Problem> = {},
): Problem {
  const gap = 100;
  const size = 12;
  const seconds = Array.from(
    { length: size * size },
    (_, cell) => gap * Math.abs(Math.floor(cell / size) - (cell % size)),
  );
  return {
    places: Array.from({ length: size }, (_, index) => ({ id: `p${index}`, matrixIndex: index })),
    matrix: { size, seconds, meters: seconds.map((each) => 10 * each) },
    jobs: jobs.map(({ at, ...job }, index) => ({
      id: `j${index}`,
      kind: 'delivery',
      placeIndex: at,
      serviceSeconds: 60,
      ...job,
    })),
    vehicles: vehicles.map((vehicle, index) => ({
      id: `v${index}`,
      startPlaceIndex: 0,
      shifts: [{ startSeconds: 0, endSeconds: 10_000 }],
      ...vehicle,
    })),
    ...more,
  };
}
