import { fileURLToPath } from 'node:url';
import type { JobInput } from '@roundsman/api-contract';
import type { GeocodeAnswer, Geocoder } from '@roundsman/road-network';
import type { Actor, ReadWork, Work } from '../../../platform/index.ts';
import { newId } from '../../../platform/index.ts';
import {
  createTestOrganisation,
  openTestClock,
  openTestDatabase,
  type TestClock,
  type TestDatabase,
} from '../../../platform/testing/index.ts';
import { branches } from '../../accounts/schema.ts';
import { createMerchant } from '../../customers/index.ts';
import { createLocation, createOperator, createVehicle } from '../../fleet/index.ts';
import {
  createImport,
  createJob,
  type ImportSource,
  parseUpload,
  prepareJob,
  prepareStaging,
  readRowsToStage,
  stageImport,
} from '../index.ts';

export const VADUZ = 'Europe/Vaduz';
export const samplePath = (name: string) => fileURLToPath(new URL(`../../../../../sample/${name}`, import.meta.url));

/** A delivery company at its intake desk on a Sunday at noon, on a real database: two merchants, a depot, a crew of two. */
export interface IntakeDesk {
  readonly test: TestDatabase;
  readonly clock: TestClock;
  readonly organisationId: string;
  readonly branchId: string;
  readonly depotId: string;
  readonly merchants: { readonly own: string; readonly other: string };
  readonly geocoder: Geocoder;
  /** As a member of the desk unless said. */
  transact<T>(run: (work: Work) => Promise<T>, actor?: Actor): Promise<T>;
  read<T>(run: (work: ReadWork) => Promise<T>): Promise<T>;
  /** Through the very verbs that a door calls. */
  create(input: JobInput, merchantId?: string | null): ReturnType<typeof createJob>;
  upload(csv: string | Buffer, source?: Partial<ImportSource>): ReturnType<typeof createImport>;
  stage(importId: string, merchantId?: string | null): ReturnType<typeof stageImport>;
  eventTypes(): Promise<string[]>;
  close(): Promise<void>;
}

export const DESK: Actor = { kind: 'member', id: null };

export async function openIntakeDesk(geocoder: Geocoder = knowingGeocoder()): Promise<IntakeDesk> {
  const clock = openTestClock(new Date('2026-11-22T11:00:00Z'));
  const test = await openTestDatabase(clock);
  const organisationId = await createTestOrganisation(test);
  const transact: IntakeDesk['transact'] = (run, actor = DESK) =>
    test.database.transact({ organisationId, actor }, run);
  const branchId = newId();
  const set = await transact(async (work) => {
    await work.db
      .insert(branches)
      .values({ organisationId, id: branchId, code: 'VZ', name: 'Vaduz', timeZone: VADUZ, createdAt: clock.now() });
    const own = await createMerchant(work, { code: 'WK', name: 'Wohnkultur Falknis' });
    const other = await createMerchant(work, { code: 'GW', name: 'Gerätewelt Samina' });
    const depot = await createLocation(work, {
      branchId,
      name: 'Depot Schaan',
      kind: 'depot',
      addressLine: 'Im Alten Riet 125, 9494 Schaan',
      point: { lon: 9.5135591, lat: 47.1770605 },
      opening: [{ from: '05:30', to: '20:30' }],
      dockSlots: 2,
    });
    const [driver, helper] = [
      await createOperator(work, { branchId, name: 'Elin', phone: null, skills: ['carpenter'], active: true }),
      await createOperator(work, { branchId, name: 'Tim', phone: null, skills: [], active: true }),
    ];
    await createVehicle(work, {
      branchId,
      name: 'Van',
      kind: 'van',
      capacity: { weightGrams: 1_200_000, volumeLitres: 11_000, pieces: 120 },
      equipment: ['tail_lift'],
      shifts: [{ from: '07:00', to: '17:00' }],
      breaks: [],
      startLocationId: depot.id,
      endLocationId: depot.id,
      mostJobs: null,
      mostDrivingSeconds: null,
      costs: { fixedMinor: 0, perKilometreMinor: 0, perHourMinor: 0 },
      crew: [
        { operatorId: driver.id, role: 'driver' },
        { operatorId: helper.id, role: 'helper' },
      ],
      active: true,
    });
    return { own, other, depotId: depot.id };
  });
  return {
    test,
    clock,
    organisationId,
    branchId,
    depotId: set.depotId,
    merchants: { own: set.own, other: set.other },
    geocoder,
    transact,
    read: (run) => test.database.read(organisationId, run),
    async create(input, merchantId = null) {
      const prepared = await prepareJob(geocoder, input);
      return transact((work) => createJob(work, prepared, { origin: 'api', merchantId }));
    },
    async upload(csv, source = {}) {
      const parsed = await parseUpload(Buffer.isBuffer(csv) ? csv : Buffer.from(csv), 'auto');
      const of = { fileName: 'jobs.csv', merchantId: null, ...source };
      return transact((work) => createImport(work, parsed, of));
    },
    async stage(importId, merchantId = null) {
      const rows = await test.database.read(organisationId, (work) => readRowsToStage(work, importId, merchantId));
      const prepared = await prepareStaging(geocoder, rows);
      return transact((work) => stageImport(work, prepared, merchantId));
    },
    async eventTypes() {
      const { rows } = await test.pool.query<{ type: string }>(
        'SELECT type FROM events WHERE organisation_id = $1 ORDER BY seq',
        [organisationId],
      );
      return rows.map(({ type }) => type);
    },
    close: () => test.close(),
  };
}

const MONDAY = '2026-11-23';

/** A job with nothing wrong; what is given stands in place of it. */
export function goodJob(change: Partial<JobInput> = {}): JobInput {
  return {
    serviceDate: MONDAY,
    windows: [{ from: '08:00', to: '12:00' }],
    contact: { name: 'Lea Trollblum', phone: '+423 791 23 45', email: 'lea@example.org', language: 'de' },
    address: { street: 'Im Pardiel', houseNumber: '74', postcode: '9494', city: 'Schaan', country: 'LI' },
    actions: [{ kind: 'delivery', description: 'Sofa', quantity: 1, unitWeightGrams: 78_000, unitVolumeLitres: 2_100 }],
    ...change,
  };
}

/** Knows every address but those with "Nirgends" in them, and of "Landstrasse" without a number only the street. */
export function knowingGeocoder(): Geocoder {
  const none = { kind: null, matched: null, point: null, score: 0, alternatives: [] };
  const answer = (text: string): GeocodeAnswer => {
    if (text.replace(/[\s,]/g, '') === '')
      return { ...none, confidence: 'none', reason: 'empty', reasonWords: 'Nothing was given.' };
    if (text.includes('Nirgends'))
      return { ...none, confidence: 'none', reason: 'street_unknown', reasonWords: 'No street is called that.' };
    const sure = /\d/.test(text.replace(/\b\d{4}\b/, ''));
    return {
      ...none,
      point: { lon: 9.52, lat: 47.14 },
      kind: sure ? 'address' : 'street',
      confidence: sure ? 'high' : 'low',
      score: sure ? 1 : 0.4,
      reason: sure ? 'exact' : 'number_missing',
      reasonWords: sure ? 'The address is on the map.' : 'The house number is missing.',
    };
  };
  const words = (query: Parameters<Geocoder['geocode']>[0]) =>
    typeof query === 'string' ? query : [query.street, query.houseNumber, query.postcode, query.city].join(' ');
  return {
    provider: { name: 'test', label: 'Test' },
    geocode: async (query) => answer(words(query)),
    geocodeMany: async (queries) => queries.map((query) => answer(words(query))),
    reverse: async ({ lon, lat }) => {
      if (lon < 9.4 || lon > 9.7 || lat < 47 || lat > 47.3) return null;
      const address = {
        street: 'Städtle',
        houseNumber: '1',
        postcode: '9490',
        city: 'Vaduz',
        country: 'LI',
        label: '',
      };
      return { address, kind: 'address', point: { lon, lat }, distanceMeters: 5 };
    },
    suggest: async () => [],
  };
}
