import type { LonLat } from '@roundsman/units';
import { createLocation, createOperator, createVehicle } from '../../server/src/modules/fleet/index.ts';
import { createJob } from '../../server/src/modules/jobs/index.ts';
import type { Database, Work } from '../../server/src/platform/index.ts';

interface Where {
  readonly database: Database;
  readonly organisationId: string;
}

export interface Fleet {
  readonly merchantId: string;
  readonly branchId: string;
  readonly vehicleIds: readonly string[];
}

const AT_ONCE = 100;
const ACTOR = { kind: 'member', id: '01900000-0000-7000-8000-000000000001' } as const;

/** A depot and so many vans in a branch. */
export async function makeFleet(
  { database, organisationId }: Where,
  { branchId, merchantId }: Pick<Fleet, 'branchId' | 'merchantId'>,
  depot: LonLat,
  count: number,
): Promise<Fleet> {
  return database.transact({ organisationId, actor: ACTOR }, async (work) => {
    const place = { branchId, name: 'Depot', kind: 'depot', addressLine: 'Depot', point: depot } as const;
    const { id: startLocationId } = await createLocation(work, { ...place, opening: [], dockSlots: 0 });
    const vehicleIds: string[] = [];
    for (let number = 1; number <= count; number++)
      vehicleIds.push(await makeVan(work, branchId, startLocationId, number));
    return { branchId, merchantId, vehicleIds };
  });
}

async function makeVan(work: Work, branchId: string, startLocationId: string, number: number): Promise<string> {
  const driver = { branchId, name: `Driver ${number}`, phone: null, skills: [], active: true };
  const operator = await createOperator(work, driver);
  const { id } = await createVehicle(work, {
    ...{ branchId, name: `Van ${number}`, kind: 'van', equipment: [], breaks: [], active: true },
    capacity: { weightGrams: 900_000, volumeLitres: 8000, pieces: 60 },
    shifts: [{ from: '07:00', to: '17:00' }],
    ...{ startLocationId, endLocationId: startLocationId, mostJobs: null, mostDrivingSeconds: null },
    costs: { fixedMinor: 5000, perKilometreMinor: 60, perHourMinor: 4000 },
    crew: [{ operatorId: operator.id, role: 'driver' }],
  });
  return id;
}

/** A released visit at each place, a third of them with a window of three hours. */
export async function makeJobs(
  { database, organisationId }: Where,
  { branchId, merchantId }: Fleet,
  serviceDate: string,
  places: readonly LonLat[],
  random: () => number,
): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < places.length; from += AT_ONCE) {
    await database.transact({ organisationId, actor: ACTOR }, async (work) => {
      for (const [at, point] of places.slice(from, from + AT_ONCE).entries()) {
        const number = `${serviceDate} ${from + at}`;
        const hour = 8 + Math.floor(random() * 6);
        const clock = (hours: number) => `${String(hours).padStart(2, '0')}:00`;
        const input = {
          ...{ branchId, merchantId, serviceDate, point, serviceSeconds: 300, skipStaging: true, allowDuplicate: true },
          windows: random() < 1 / 3 ? [{ from: clock(hour), to: clock(hour + 3) }] : [],
          contact: {
            name: `Customer ${number}`,
            phone: '+4232370000',
            email: 'customer@example.org',
            language: 'en' as const,
          },
          address: {
            street: 'Feldstrasse',
            houseNumber: String(from + at + 1),
            postcode: '9490',
            city: 'Vaduz',
            country: 'LI',
          },
          actions: [
            {
              kind: 'delivery' as const,
              description: 'Parcel',
              quantity: 1,
              unitWeightGrams: 4000,
              unitVolumeLitres: 20,
            },
          ],
        };
        const whereabouts = { geocode: null, given: { point, isOnMap: true } };
        const job = await createJob(work, { input, whereabouts }, { origin: 'manual', merchantId: null });
        if (job.state !== 'new') throw new Error(`A visit that was to be released is in ${job.state}.`);
        ids.push(job.id);
      }
    });
  }
  return ids;
}
