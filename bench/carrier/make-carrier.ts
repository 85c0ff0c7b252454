import { readFile } from 'node:fs/promises';
import { PERMISSIONS } from '@roundsman/api-contract';
import type { LonLat } from '@roundsman/units';
import type { OpenDoors } from '../../e2e/api/open-doors.ts';
import { createApiKey, createBranch, createOrganisation, newShortId } from '../../server/src/modules/accounts/index.ts';
import { createMerchant } from '../../server/src/modules/customers/index.ts';
import { createPairingCode, listOperators, pairDevice } from '../../server/src/modules/fleet/index.ts';
import { seedReasons } from '../../server/src/modules/jobs/index.ts';
import { businessClocks } from '../../server/src/platform/clock/schema.ts';
import { newId, type Work } from '../../server/src/platform/index.ts';
import { readAddresses, spreadPlaces } from '../roads/places.ts';
import { makeFleet } from '../slots/make-days.ts';

/** 06:00 in Vaduz on the day that is measured. */
export const DAWN = new Date('2027-03-10T05:00:00Z');
export const SERVICE_DATE = '2027-03-10';
const PAIRED_AT_ONCE = 100;

export interface Carrier {
  readonly url: string;
  readonly organisationId: string;
  readonly key: string;
  /** Real milliseconds when it was `DAWN` in the carrier. */
  readonly realEpoch: number;
  readonly branches: readonly { readonly id: string; readonly vehicleIds: readonly string[] }[];
}

export interface Device {
  readonly operatorId: string;
  readonly token: string;
}

/** A carrier with its branches, a depot in each and so many vans with a driver in all, early in the morning. */
export async function makeCarrier(
  doors: OpenDoors,
  { branches, vehicles }: { readonly branches: number; readonly vehicles: number },
): Promise<Carrier> {
  const { database, clock } = doors.platform;
  const realEpoch = clock.now();
  const organisationId = await database.asInstallation(async (db) => {
    const base = {
      name: 'A carrier',
      kind: 'sandbox',
      currency: 'CHF',
      locale: 'en',
      timeZone: 'Europe/Vaduz',
    } as const;
    const id = await createOrganisation(db, { shortId: newShortId(), ...base }, realEpoch);
    await db.insert(businessClocks).values({ organisationId: id, realEpoch, businessEpoch: DAWN, speed: 1 });
    return id;
  });
  const transact = transactIn(doors, organisationId);
  const { merchantId, branchIds, key } = await transact(async (work) => {
    const merchant = await createMerchant(work, { code: 'OWN', name: 'A carrier', ownGoods: true });
    const ids: string[] = [];
    for (let number = 1; number <= branches; number++) {
      ids.push(await createBranch(work, { code: `B${number}`, name: `Branch ${number}`, timeZone: 'Europe/Vaduz' }));
    }
    await seedReasons(work);
    const maker = { kind: 'api_key', id: newId(), organisationId, name: 'Benchmark', merchantId: null } as const;
    const wish = { name: 'Benchmark', scopes: PERMISSIONS, expiresAt: null };
    const { secret } = await createApiKey(work, { ...maker, permissions: new Set(PERMISSIONS) }, wish);
    return { merchantId: merchant, branchIds: ids, key: secret };
  });
  const depots = await samplePlaces(branches, 7);
  const made: Carrier['branches'][number][] = [];
  for (const [at, branchId] of branchIds.entries()) {
    const count = Math.floor((vehicles * (at + 1)) / branches) - Math.floor((vehicles * at) / branches);
    const { vehicleIds } = await makeFleet({ database, organisationId }, { branchId, merchantId }, depots[at]!, count);
    made.push({ id: branchId, vehicleIds });
  }
  await doors.settled();
  return { url: doors.url, organisationId, key, realEpoch: realEpoch.getTime(), branches: made };
}

/** A phone for every driver. Their tokens are good for ten minutes from now. */
export async function pairDevices(doors: OpenDoors, { organisationId }: Carrier): Promise<Device[]> {
  const transact = transactIn(doors, organisationId);
  const operators = await doors.platform.database.read(organisationId, listOperators);
  const devices: Device[] = [];
  for (let from = 0; from < operators.length; from += PAIRED_AT_ONCE) {
    await transact(async (work) => {
      for (const { id } of operators.slice(from, from + PAIRED_AT_ONCE)) {
        const { code } = await createPairingCode(work, id);
        const letters = code.split('-').at(-1)!;
        const { session } = await pairDevice(work, { letters, deviceName: 'Phone', userAgent: null });
        devices.push({ operatorId: id, token: session.accessToken });
      }
    });
  }
  return devices;
}

/** Places of the sample, no two the same. */
export async function samplePlaces(count: number, seed: number): Promise<LonLat[]> {
  const list = new URL('../../sample/liechtenstein/addresses.csv', import.meta.url);
  return spreadPlaces(readAddresses(await readFile(list, 'utf8')), count, seed);
}

function transactIn({ platform }: OpenDoors, organisationId: string) {
  return <T>(run: (work: Work) => Promise<T>) =>
    platform.database.transact({ organisationId, actor: { kind: 'system', id: null } }, run);
}
