import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRoads, type Geocoder, type Roads } from '@roundsman/road-network';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createOrganisation,
  listBranches,
  listOrganisations,
  MemberSignIn,
  readClock,
  SECOND_FACTOR_SEAL,
} from '../modules/accounts/index.ts';
import { listMerchants } from '../modules/customers/index.ts';
import { listLocations, listOperators, listVehicles } from '../modules/fleet/index.ts';
import { countJobs, findJobs, listImports, listReasons } from '../modules/jobs/index.ts';
import { samplePath } from '../modules/jobs/testing/intake-desk.ts';
import { openDiskFileStore } from '../platform/files/index.ts';
import type { ReadWork } from '../platform/index.ts';
import { openSeal } from '../platform/seal/index.ts';
import { openTestClock, openTestDatabase, type TestDatabase } from '../platform/testing/index.ts';
import { createLiveOrganisation, isSampleUnfinished, loadSample, readSampleSetting, SAMPLE_SIGN_IN } from './index.ts';

let dataDir: string;
let roads: Roads;
let test: TestDatabase;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'roundsman-sample-'));
  const extractPath = samplePath('liechtenstein/liechtenstein.osm.pbf');
  roads = await createRoads({ extractPath, dataDir, travelTimes: 'straight_line' });
}, 120_000);
afterAll(async () => {
  await roads?.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** A database of its own for each, on a Monday evening in Vaduz. */
async function open(): Promise<void> {
  test = await openTestDatabase(openTestClock(new Date('2026-11-23T19:00:00Z')));
}

const load = (geocoder: Geocoder = roads.geocoder) =>
  loadSample({
    database: test.database,
    geocoder,
    clock: test.clock,
    files: openDiskFileStore(join(dataDir, 'files')),
    progress: () => {},
  });

async function read<T>(run: (work: ReadWork) => Promise<T>): Promise<T> {
  const setting = await readSampleSetting(test.database);
  return test.database.read(setting!.organisationId, run);
}

describe('the sample organisation', () => {
  beforeAll(async () => {
    await open();
    await load();
  });
  afterAll(() => test.close());

  it('is a sandbox whose clock stands at half past six of the next morning', async () => {
    const setting = await readSampleSetting(test.database);
    expect(setting).toMatchObject({ serviceDate: '2026-11-24', loaded: true });
    expect(await listOrganisations(test.database)).toMatchObject([
      { id: setting!.organisationId, kind: 'sandbox', name: 'Rheintal Zustelldienst' },
    ]);
    expect(await read(readClock)).toEqual({
      businessNow: new Date('2026-11-24T05:30:00Z'),
      speed: 1,
      advancingTo: null,
    });
  });

  it('has its depots, crews, merchants and reasons', async () => {
    const [locations, vehicles, operators, merchants, reasons] = await read(async (work) => [
      await listLocations(work),
      await listVehicles(work),
      await listOperators(work),
      await listMerchants(work),
      await listReasons(work),
    ]);
    expect(locations.map(({ name }) => name)).toEqual(['Depot Schaan', 'Depot Triesen']);
    expect(vehicles.map(({ crew }) => crew.length)).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2]);
    expect(operators).toHaveLength(24);
    expect(merchants.map(({ code }) => code)).toEqual(['GW', 'KW', 'WK']);
    expect(reasons.find(({ code }) => code === 'NO_ACCESS')).toMatchObject({ needsPhoto: true });
  });

  it('waits with its whole morning in staging, nothing released', async () => {
    const setting = await readSampleSetting(test.database);
    const counts = await read((work) => countJobs(work, undefined, null));
    expect(counts.byState).toMatchObject({ staging: 257, new: 0 });
    const [morning] = await read(async (work) => (await listImports(work, {}, null)).rows);
    expect(morning).toMatchObject({ fileName: 'morning.csv', state: 'staged', rowCount: 260, stagedJobs: 257 });
    const day = await read((work) => findJobs(work, { serviceDate: setting!.serviceDate, limit: 500 }));
    const clean = day.rows.filter(({ faults }) => faults.length === 0);
    expect(clean.length).toBeGreaterThanOrEqual(240);
    expect(new Set(clean.map(({ address }) => address.confidence))).toEqual(new Set(['high']));
  });

  it('lets the administrator sign in with the documented password', async () => {
    const signIn = new MemberSignIn(test.database, test.clock, openSeal(Buffer.alloc(32), SECOND_FACTOR_SEAL), null);
    const { member } = await signIn.signIn({ ...SAMPLE_SIGN_IN, from: { userAgent: null, address: '::1' } });
    expect(member.role).toBe('administrator');
  });

  it('is made once, however often it is asked for', async () => {
    await load();
    expect(await listOrganisations(test.database)).toHaveLength(1);
    expect((await read((work) => countJobs(work, undefined, null))).byState.staging).toBe(257);
  });
});

describe('loading the sample', () => {
  beforeEach(open);
  afterEach(() => test.close());

  it('begins on the same day where half past six has not passed', async () => {
    test.clock.set(new Date('2026-11-23T05:00:00Z'));
    await load();
    expect((await readSampleSetting(test.database))?.serviceDate).toBe('2026-11-23');
  });

  it('goes on where it stopped when it broke off in the middle', async () => {
    const geocodeMany: Geocoder['geocodeMany'] = () => Promise.reject(new Error('the power went'));
    await expect(load({ ...roads.geocoder, geocodeMany })).rejects.toThrow('the power went');
    expect(await isSampleUnfinished(test.database)).toBe(true);
    expect((await read((work) => countJobs(work, undefined, null))).byState.staging).toBe(0);
    await load();
    expect(await isSampleUnfinished(test.database)).toBe(false);
    expect(await listOrganisations(test.database)).toHaveLength(1);
    expect(await read(async (work) => (await listImports(work, {}, null)).rows.length)).toBe(1);
    expect((await read((work) => countJobs(work, undefined, null))).byState.staging).toBe(257);
  });
});

describe('a live organisation', () => {
  beforeEach(open);
  afterEach(() => test.close());
  const create = () =>
    createLiveOrganisation({
      database: test.database,
      clock: test.clock,
      name: 'Müller & Söhne',
      timeZone: 'Europe/Zurich',
    });

  it('has a branch, its own goods, reasons and an administrator who signs in with the password told once', async () => {
    const { database, clock } = test;
    const made = (await create())!;
    expect(await listOrganisations(database)).toMatchObject([{ name: 'Müller & Söhne', kind: 'live' }]);
    expect(made.email).toBe('administrator@muller-sohne.invalid');
    const signIn = new MemberSignIn(database, clock, openSeal(Buffer.alloc(32), SECOND_FACTOR_SEAL), null);
    const { member } = await signIn.signIn({
      email: made.email,
      password: made.password,
      from: { userAgent: null, address: '::1' },
    });
    expect(member).toMatchObject({ role: 'administrator', organisationId: made.organisationId });
    await database.read(made.organisationId, async (work) => {
      expect(work.now).toEqual(clock.now());
      expect(await listBranches(work)).toMatchObject([{ timeZone: 'Europe/Zurich' }]);
      expect(await listMerchants(work)).toMatchObject([{ ownGoods: true }]);
      expect((await listReasons(work)).length).toBeGreaterThan(10);
    });
  });

  it('is made once, and nobody learns its password again', async () => {
    expect(await create()).not.toBeNull();
    expect(await create()).toBeNull();
    expect(await listOrganisations(test.database)).toHaveLength(1);
  });

  it('is completed when it broke off after its first row', async () => {
    const row = { shortId: 'abcdef', name: 'Müller & Söhne', kind: 'live', currency: 'EUR', locale: 'en' } as const;
    const begun = await test.database.asInstallation((db) =>
      createOrganisation(db, { ...row, timeZone: 'Europe/Zurich' }, test.clock.now()),
    );
    expect(await create()).toMatchObject({ organisationId: begun });
  });
});
