import { describe, expect, it } from 'vitest';
import type { Job, Vehicle } from '../problem.ts';
import {
  allowedVehicle,
  crewSize,
  firstObstacle,
  mostRidePrice,
  ridePrice,
  ridePrices,
  size,
  skills,
} from './index.ts';

const job: Job = { id: 'j', kind: 'delivery', placeIndex: 0, serviceSeconds: 0 };
const vehicle: Vehicle = { id: 'v', startPlaceIndex: 0, shifts: [{ startSeconds: 0, endSeconds: 1 }] };

describe('allowedVehicle', () => {
  it('lets a job without wishes ride anywhere', () => {
    expect(allowedVehicle(job, vehicle, [])).toBeNull();
  });

  it('refuses a forbidden vehicle, and any that is not on a list of allowed ones', () => {
    expect(allowedVehicle({ ...job, forbiddenVehicleIds: ['v'] }, vehicle, [])?.reason).toBe('vehicle_not_allowed');
    expect(allowedVehicle({ ...job, allowedVehicleIds: ['other'] }, vehicle, [])?.detail).toContain('other');
    expect(allowedVehicle({ ...job, allowedVehicleIds: ['other', 'v'] }, vehicle, [])).toBeNull();
  });
});

describe('skills', () => {
  it('wants every skill of the job on the vehicle and names the missing ones', () => {
    const skilled = { ...vehicle, skills: ['gas'] };
    expect(skills({ ...job, skills: ['gas'] }, skilled, [])).toBeNull();
    expect(skills({ ...job, skills: ['gas', 'piano', 'roof'] }, skilled, [])).toEqual({
      reason: 'skill_missing',
      by: 2,
      detail: 'Vehicle v lacks the skills piano, roof.',
    });
  });
});

describe('crewSize', () => {
  it('counts one operator on both sides where nothing is said', () => {
    expect(crewSize(job, vehicle, [])).toBeNull();
    expect(crewSize({ ...job, operators: 2 }, vehicle, [])?.by).toBe(1);
    expect(crewSize({ ...job, operators: 2 }, { ...vehicle, crewSize: 2 }, [])).toBeNull();
  });
});

describe('size', () => {
  it('tells the dimension that is furthest over', () => {
    const big = { ...job, amounts: [12, 30] };
    const obstacle = size(big, { ...vehicle, capacities: [10, 20] }, ['kilograms', 'litres']);
    expect(obstacle).toEqual({
      reason: 'too_big',
      by: 10,
      detail: 'The job takes 30 litres, vehicle v holds 20 litres.',
    });
  });

  it('takes a vehicle without capacities for limitless', () => {
    expect(size({ ...job, amounts: [1_000_000] }, vehicle, ['kilograms'])).toBeNull();
  });
});

describe('prices instead of rules', () => {
  it('lets a job ride where it should not, at the price of each thing that is missing', () => {
    const wish: Job = { ...job, skills: ['gas', 'roof'], operators: 3, forbiddenVehicleIds: ['v'] };
    const soft = { ...wish, missingSkillPrice: 2, missingOperatorPrice: 5, forbiddenVehiclePrice: 7 };
    expect(firstObstacle(soft, vehicle, [])).toBeNull();
    expect(ridePrices(soft, vehicle)).toEqual({ area: 0, vehicle_not_allowed: 7, skill: 4, crew_size: 10 });
    expect(ridePrice(soft, { ...vehicle, skills: ['gas', 'roof'], crewSize: 3 })).toBe(7);
    expect(mostRidePrice(soft)).toBeGreaterThanOrEqual(ridePrice(soft, vehicle));
  });

  it('takes a job that is too big where what is too much has a price, in that dimension alone', () => {
    const soft = { ...vehicle, capacities: [10, 20], limitPrices: { perUnit: { kilograms: 1 } } };
    expect(size({ ...job, amounts: [12, 20] }, soft, ['kilograms', 'litres'])).toBeNull();
    expect(size({ ...job, amounts: [12, 21] }, soft, ['kilograms', 'litres'])?.by).toBe(1);
  });
});

describe('firstObstacle', () => {
  it('asks in the order in which a person would', () => {
    const unfit: Job = { ...job, skills: ['gas'], operators: 3, forbiddenVehicleIds: ['v'] };
    expect(firstObstacle(unfit, vehicle, [])?.reason).toBe('vehicle_not_allowed');
    expect(firstObstacle({ ...unfit, forbiddenVehicleIds: [] }, vehicle, [])?.reason).toBe('skill_missing');
  });
});
