import type { JobInput } from '@roundsman/api-contract';
import { type Actor, type Database, newId, type Work } from '../../../platform/index.ts';
import { createTestOrganisation, type TestDatabase } from '../../../platform/testing/index.ts';
import { branches } from '../../accounts/schema.ts';
import { createMerchant } from '../../customers/index.ts';
import { createLocation, createOperator, createVehicle } from '../../fleet/index.ts';
import { createJob } from '../../jobs/index.ts';

export const SERVICE_DATE = '2027-03-10';
/** 06:00 in Vaduz. */
export const DAWN = new Date('2027-03-10T05:00:00Z');
export const DESK: Actor = { kind: 'member', id: '01900000-0000-7000-8000-000000000001' };

export interface SmallDay {
  readonly organisationId: string;
  readonly vehicleIds: readonly string[];
  readonly operatorIds: readonly string[];
  readonly jobIds: readonly string[];
  transact<T>(run: (work: Work) => Promise<T>): Promise<T>;
}

const DEPOT = { lon: 9.51, lat: 47.16 };

/** A depot, two vans with their drivers, and six released visits around it, on a sandbox's clock. */
export async function makeSmallDay(test: TestDatabase): Promise<SmallDay> {
  const organisationId = await createTestOrganisation(test, { businessNow: DAWN, speed: 1 });
  const { database } = test;
  const transact = <T>(run: (work: Work) => Promise<T>) => database.transact({ organisationId, actor: DESK }, run);
  const made = await transact(async (work) => {
    const branchId = newId();
    await work.db.insert(branches).values({
      organisationId,
      id: branchId,
      code: 'B1',
      name: 'Branch',
      timeZone: 'Europe/Vaduz',
      createdAt: work.recordedAt,
    });
    await createMerchant(work, { code: 'M', name: 'Merchant' });
    const opening = [{ from: '05:00', to: '22:00' }];
    const depot = await createLocation(work, {
      branchId,
      name: 'Depot',
      kind: 'depot',
      addressLine: 'Depot',
      point: DEPOT,
      opening,
      dockSlots: 2,
    });
    const vehicleIds: string[] = [];
    const operatorIds: string[] = [];
    for (const name of ['Anna', 'Beat']) {
      const operator = await createOperator(work, { branchId, name, phone: null, skills: [], active: true });
      const vehicle = await createVehicle(work, {
        branchId,
        name: `Van of ${name}`,
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
        crew: [{ operatorId: operator.id, role: 'driver' }],
        active: true,
      });
      operatorIds.push(operator.id);
      vehicleIds.push(vehicle.id);
    }
    return { vehicleIds, operatorIds };
  });
  const jobIds: string[] = [];
  for (let number = 1; number <= 6; number++) jobIds.push(await makeVisit(database, organisationId, number));
  return { organisationId, ...made, jobIds, transact };
}

/** A released visit near the depot, of the only branch unless said. Returns its id. */
export async function makeVisit(
  database: Database,
  organisationId: string,
  number: number,
  branchId?: string,
): Promise<string> {
  const point = { lon: DEPOT.lon + 0.004 * Math.cos(number), lat: DEPOT.lat + 0.006 * Math.sin(number) };
  const input: JobInput = {
    referenceId: `R${number}`,
    ...(branchId && { branchId }),
    serviceDate: SERVICE_DATE,
    windows: number === 1 ? [{ from: '09:00', to: '10:00' }] : [],
    contact: {
      name: `Customer ${number}`,
      phone: '+4232370000',
      email: `customer${number}@example.org`,
      language: 'en',
    },
    address: { street: 'Feldstrasse', houseNumber: String(number), postcode: '9490', city: 'Vaduz', country: 'LI' },
    actions: [{ kind: 'delivery', description: 'Chair', quantity: 2, unitWeightGrams: 8000, unitVolumeLitres: 90 }],
    serviceSeconds: 300,
    skipStaging: true,
  };
  const whereabouts = { geocode: null, given: { point, isOnMap: true } };
  return database.transact(
    { organisationId, actor: DESK },
    async (work) =>
      (await createJob(work, { input: { ...input, point }, whereabouts }, { origin: 'manual', merchantId: null })).id,
  );
}
