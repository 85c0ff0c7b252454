import type { TestDatabase } from '../../../platform/testing/index.ts';
import { createBranch } from '../../accounts/index.ts';
import { createLocation, createVehicle } from '../../fleet/index.ts';
import { makeVisit, type SmallDay } from './small-day.ts';

export interface SecondBranch {
  readonly branchId: string;
  readonly vehicleId: string;
  readonly jobIds: readonly string[];
}

/** A second branch beside the first: a depot, one van, and two released visits of its own. */
export async function openSecondBranch({ database }: TestDatabase, day: SmallDay): Promise<SecondBranch> {
  const made = await day.transact(async (work) => {
    const branchId = await createBranch(work, {
      code: 'B2',
      name: 'Second branch',
      timeZone: 'Europe/Vaduz',
    });
    const depot = await createLocation(work, {
      branchId,
      name: 'Second depot',
      kind: 'depot',
      addressLine: 'Second depot',
      point: { lon: 9.53, lat: 47.12 },
      opening: [],
      dockSlots: 0,
    });
    const vehicle = await createVehicle(work, {
      branchId,
      name: 'Van of the second',
      kind: 'van',
      capacity: { weightGrams: 900_000, volumeLitres: 8000, pieces: 40 },
      equipment: [],
      shifts: [{ from: '07:00', to: '17:00' }],
      breaks: [],
      startLocationId: depot.id,
      endLocationId: depot.id,
      mostJobs: null,
      mostDrivingSeconds: null,
      costs: { fixedMinor: 5000, perKilometreMinor: 60, perHourMinor: 4000 },
      crew: [],
      active: true,
    });
    return { branchId, vehicleId: vehicle.id };
  });
  const jobIds = [
    await makeVisit(database, day.organisationId, 7, made.branchId),
    await makeVisit(database, day.organisationId, 8, made.branchId),
  ];
  return { ...made, jobIds };
}
