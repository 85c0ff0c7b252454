import type { DaySnapshot } from './day-snapshot.ts';

/** The solver says "vehicle <id>" and counts in grams; people know vehicles by their names, and weights in kilograms. */
export function inDispatchersWords({ vehicles }: { vehicles: readonly NamedVehicle[] }, words: string): string {
  const named = vehicles.reduce(
    (said, { id, name }) => said.replace(new RegExp(`\\bvehicle ${id}`, 'gi'), name),
    words,
  );
  return named.replace(/\b(\d+) g\b/g, (_, grams: string) => `${kilograms(Number(grams))} kg`);
}

type NamedVehicle = Pick<DaySnapshot['vehicles'][number], 'id' | 'name'>;

const kilograms = (grams: number) => (grams / 1000).toLocaleString('en-GB', { maximumFractionDigits: 1 });
