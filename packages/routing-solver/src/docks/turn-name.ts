import type { Dock, Problem } from '../problem.ts';

export const turnName = (vehicleId: string, shiftIndex: number) => `${vehicleId} ${shiftIndex}`;

/** Shifts that start at a dock, in the order of the vehicles. */
export function shiftsAt({ vehicles }: Problem, { placeIndex }: Dock) {
  return vehicles
    .filter(({ startPlaceIndex }) => startPlaceIndex === placeIndex)
    .flatMap(({ id, shifts }) => shifts.map((shift, index) => ({ name: turnName(id, index), shift })));
}
