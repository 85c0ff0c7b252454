import { expect, it } from 'vitest';
import { nextFleetStep } from './next-step.ts';

it('leads an empty organisation from a place to a vehicle to the people', () => {
  expect(nextFleetStep({ locations: 0, vehicles: 0, operators: 0 })).toBe('locations');
  expect(nextFleetStep({ locations: 0, vehicles: 3, operators: 1 })).toBe('locations');
  expect(nextFleetStep({ locations: 1, vehicles: 0, operators: 1 })).toBe('vehicles');
  expect(nextFleetStep({ locations: 1, vehicles: 1, operators: 0 })).toBe('operators');
  expect(nextFleetStep({ locations: 1, vehicles: 1, operators: 1 })).toBeNull();
});
