import type { Concession } from '@roundsman/routing-solver';
import { expect, it } from 'vitest';
import type { DaySnapshot } from './day-snapshot.ts';
import { viewConcessions } from './plan-concessions.ts';

const day = {
  currency: 'CHF',
  jobs: [
    { id: 'a', code: 'J-1' },
    { id: 'b', code: 'J-2' },
  ],
  vehicles: [{ id: 'v', name: 'Truck 1' }],
} as unknown as DaySnapshot;
const of = (kind: Concession['kind'], price: number, more: Partial<Concession> = {}): Concession => ({
  ...{ kind, price, jobId: 'a', vehicleId: 'v' },
  ...more,
});

it('says which wish is not kept, of whom and at what price, the dearest first', () => {
  const found = viewConcessions(day, [of('area', 500), of('apart', 2000.4, { otherJobId: 'b' }), of('dock', 700)]);
  expect(found.map(({ words, price }) => [words, price.amountMinor])).toEqual([
    ['J-1 and J-2 ride on one vehicle.', 2000],
    ['Truck 1 loads for J-1 when no dock is free, or the place is shut.', 700],
    ['Truck 1 leaves its territory for J-1.', 500],
  ]);
  expect(viewConcessions(day, [of('max_jobs', 3), of('max_driving', 2)]).map(({ words }) => words)).toEqual([
    'Truck 1 has more jobs than it should.',
    'Truck 1 drives longer than it should.',
  ]);
  expect(found[0]).toMatchObject({ kind: 'apart', jobId: 'a', vehicleId: 'v', price: { currency: 'CHF' } });
});

it('leaves what was told otherwise to the changes of the day', () => {
  expect(viewConcessions(day, [of('vehicle_told', 9), of('window_told', 9), of('order_told', 9)])).toEqual([]);
});
