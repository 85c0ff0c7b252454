import type { DaySnapshot } from './day-snapshot.ts';

/** The solver says "vehicle <id>"; people know vehicles by their names. */
export function nameVehicles({ vehicles }: Pick<DaySnapshot, 'vehicles'>, words: string): string {
  return vehicles.reduce((said, { id, name }) => said.replace(new RegExp(`\\bvehicle ${id}`, 'gi'), name), words);
}
