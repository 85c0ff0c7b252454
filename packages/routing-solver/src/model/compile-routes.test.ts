import { describe, expect, it } from 'vitest';
import { onALine } from '../testing/line.ts';
import { compileModel } from './compile-model.ts';

const vans = (of: (index: number) => object) => Array.from({ length: 50 }, (_, index) => of(index));

describe('compileModel of many vehicles', () => {
  it('keeps one kind of route where every vehicle was told to somebody', () => {
    const jobs = vans((index) => ({ at: 1, told: { vehicleId: `v${index}` } })) as { at: number }[];
    const told = compileModel(
      onALine(
        jobs,
        vans(() => ({})),
        { changePrices: { vehicle: 5 } },
      ),
    );
    expect(told.classCount).toBe(1);
    expect(told.eligible).toHaveLength(50);
    expect(told.rides.price).toHaveLength(0);
    expect([...told.rides.toldVehicle]).toEqual(jobs.map((_, index) => index));
  });

  it('asks once who may serve what where vehicles differ in where they start alone', () => {
    const spread = compileModel(
      onALine(
        [{ at: 1 }],
        vans((index) => ({ startPlaceIndex: index % 12 })),
      ),
    );
    expect(spread.classCount).toBe(12);
    expect(spread.abilityCount).toBe(1);
  });

  it('tells vehicles apart that a job must or must not ride on', () => {
    const named = compileModel(
      onALine(
        [{ at: 1, forbiddenVehicleIds: ['v3'] }],
        vans(() => ({})),
      ),
    );
    expect(named.abilityCount).toBe(2);
    expect(named.eligible[named.ability[3]!]).toBe(0);
    expect(named.eligible[named.ability[4]!]).toBe(1);
  });
});
