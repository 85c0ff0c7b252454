import type { Problem, TravelProfile, Vehicle } from '../problem.ts';
import type { Hours } from './model.ts';

/** Of sums over a few steps: what is counted as the quickest must never be slower than what the schedule then says. */
const ROUNDING = 1e-9;

/** Profiles of travel by the hour, and for each route the factor at its quickest and at its slowest hour. */
export function compileHours(problem: Problem, vehicles: readonly Vehicle[], epochSeconds: number) {
  const profiles = problem.travelProfiles ?? [];
  const ofVehicle = ({ travelProfile }: Vehicle) => (travelProfile === undefined ? undefined : profiles[travelProfile]);
  const first = new Int32Array(profiles.length + 1);
  for (const [index, { steps }] of profiles.entries()) first[index + 1] = first[index]! + steps.length;
  const hours: Hours = {
    profile: Int32Array.from(vehicles, (vehicle) => (ofVehicle(vehicle) ? vehicle.travelProfile! : -1)),
    first,
    from: Float64Array.from(
      profiles.flatMap(({ steps }) => steps.map(({ fromSeconds }) => fromSeconds - epochSeconds)),
    ),
    factor: Float64Array.from(profiles.flatMap(({ steps }) => steps.map(({ factor }) => factor))),
    covered: Float64Array.from(profiles.flatMap(coveredBefore)),
  };
  const extremes = (of: (...factors: number[]) => number, margin: number) =>
    vehicles.map((vehicle) => {
      const profile = ofVehicle(vehicle);
      return profile ? of(...profile.steps.map(({ factor }) => factor)) * margin : 1;
    });
  return { hours, quickest: extremes(Math.min, 1 - ROUNDING), slowest: extremes(Math.max, 1 + ROUNDING) };
}

function coveredBefore({ steps }: TravelProfile): number[] {
  let covered = 0;
  return steps.map(({ fromSeconds }, at) => {
    const before = steps[at - 1];
    if (before) covered += (fromSeconds - before.fromSeconds) / before.factor;
    return covered;
  });
}
