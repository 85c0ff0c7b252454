import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '@roundsman/api-contract';
import {
  fleetEndpoints,
  geofenceEndpoints,
  importEndpoints,
  itineraryEndpoints,
  jobEndpoints,
  operatorEndpoints,
  organisationEndpoints,
  PERMISSIONS,
  planEndpoints,
  sessionEndpoints,
  slotEndpoints,
  webhookEndpoints,
} from '@roundsman/api-contract';
import { MEMBER_ROLES, type MemberRole } from '@roundsman/delivery-rules';
import { onePixelPng } from '../../sample/simulate/photo.ts';
import {
  addMember,
  createApiKey,
  createBranch,
  createOrganisation,
  newShortId,
} from '../../server/src/modules/accounts/index.ts';
import { createMerchant } from '../../server/src/modules/customers/index.ts';
import { seedReasons } from '../../server/src/modules/jobs/index.ts';
import { createTrackerLink } from '../../server/src/modules/tracking/index.ts';
import { businessClocks } from '../../server/src/platform/clock/schema.ts';
import { newId, type Work } from '../../server/src/platform/index.ts';
import { call, type Request } from './call.ts';
import type { OpenDoors } from './open-doors.ts';
import type { Vocabulary } from './typical-values.ts';

export const DATE = '2027-03-10';
const NEXT_DATE = '2027-03-11';
/** 06:00 in Vaduz. */
const DAWN = new Date('2027-03-10T05:00:00Z');
export const PASSWORD = 'a-long-password-for-tests';
const SHORTLY = 40;
/** A busy machine is no fault of what is asked here. */
const SETTING_UP_MILLISECONDS = 180_000;

/** An organisation in the middle of its day, with at least one of everything, and every kind of credential it can give. */
export interface Company {
  readonly organisationId: string;
  /** Bearer tokens by who holds them; the tracker link is its own. */
  readonly credentials: Readonly<Record<CredentialKind, string>>;
  readonly trackerLink: string;
  /** Ids by table, newest last. */
  ids(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** By table: a digest of everything that the database holds of this organisation. */
  digests(): Promise<Readonly<Record<string, string>>>;
}

export type CredentialKind = MemberRole | 'api_key' | 'merchant_key' | 'device';

export async function makeCompany(doors: OpenDoors, name: string): Promise<Company> {
  const { database, clock, pool } = doors.platform;
  const realEpoch = clock.now();
  const shortId = newShortId();
  const organisationId = await database.asInstallation(async (db) => {
    const base = { shortId, name, kind: 'sandbox', currency: 'CHF', locale: 'en', timeZone: 'Europe/Vaduz' } as const;
    const id = await createOrganisation(db, base, realEpoch);
    await db.insert(businessClocks).values({ organisationId: id, realEpoch, businessEpoch: DAWN, speed: 1 });
    return id;
  });
  const transact = <T>(run: (work: Work) => Promise<T>) =>
    database.transact({ organisationId, actor: { kind: 'system', id: null } }, run);
  const { branchId, merchantId } = await transact(async (work) => {
    const made = {
      branchId: await createBranch(work, { code: 'HQ', name, timeZone: 'Europe/Vaduz' }),
      merchantId: await createMerchant(work, { code: 'OWN', name, ownGoods: true }),
    };
    await createMerchant(work, { code: 'SHOP', name: 'Another shop' });
    await seedReasons(work);
    return made;
  });
  const { tokens, merchantKey } = await enrol(doors, organisationId, shortId, merchantId, transact);
  const ask = asker(doors, tokens.administrator);
  const key = await ask<{ secret: string }>(organisationEndpoints.createApiKey, {
    body: { name: 'Everything', scopes: PERMISSIONS },
  });
  const { jobIds, device } = await liveADay(doors, ask, branchId);
  const trackerLink = (await transact((work) => createTrackerLink(work, jobIds[0]!))).token;
  await doors.settled();
  const tables = await organisationTables(doors);
  return {
    organisationId,
    credentials: { ...tokens, api_key: key.secret, merchant_key: merchantKey, device },
    trackerLink,
    async ids() {
      const found = new Map<string, string[]>();
      for (const { table, hasId } of tables) {
        if (!hasId) continue;
        const { rows } = await pool.query(`SELECT id FROM ${table} WHERE organisation_id = $1 ORDER BY id`, [
          organisationId,
        ]);
        if (rows.length > 0)
          found.set(
            table,
            rows.map(({ id }) => String(id)),
          );
      }
      return found;
    },
    async digests() {
      const found: Record<string, string> = {};
      for (const { table } of tables) {
        const { rows } = await pool.query<{ digest: string }>(
          `SELECT md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')) AS digest FROM ${table} AS t
           WHERE organisation_id = $1`,
          [organisationId],
        );
        found[table] = rows[0]!.digest;
      }
      return found;
    },
  };
}

/** A member of every role, signed in as people do, and a key that is a merchant's. */
async function enrol(
  doors: OpenDoors,
  organisationId: string,
  shortId: string,
  merchantId: string,
  transact: <T>(run: (work: Work) => Promise<T>) => Promise<T>,
) {
  const tokens = {} as Record<MemberRole, string>;
  for (const role of MEMBER_ROLES) {
    const email = `${role}@${shortId}.example`;
    const own = role === 'merchant' ? { merchantId } : {};
    await transact((work) => addMember(work, { name: `The ${role}`, email, role, password: PASSWORD, ...own }));
    const { token } = await asker(doors, null)<{ token: string }>(sessionEndpoints.signIn, {
      body: { email, password: PASSWORD },
    });
    tokens[role] = token;
  }
  const maker = { kind: 'api_key', id: newId(), organisationId, name: 'Test', merchantId } as const;
  const scopes = ['organisation:read', 'jobs:read', 'jobs:write', 'imports:write'] as const;
  const { secret } = await transact((work) =>
    createApiKey(work, { ...maker, permissions: new Set(scopes) }, { name: 'Merchant', scopes, expiresAt: null }),
  );
  return { tokens, merchantKey: secret };
}

type Ask = <T>(endpoint: Endpoint, request?: Request) => Promise<T>;

function asker({ url, faults }: OpenDoors, bearer: string | null): Ask {
  return async <T>(endpoint: Endpoint, request: Request = {}) => {
    const { status, text } = await call(url, endpoint, request, bearer, SETTING_UP_MILLISECONDS);
    if (status >= 300) throw new Error(`${endpoint.id}: ${status} ${text} ${[...faults].at(-1) ?? ''}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
}

interface Named {
  readonly id: string;
}

/** From bare ground to a morning on the road, by nothing but the public doors. */
async function liveADay(doors: OpenDoors, ask: Ask, branchId: string): Promise<{ jobIds: string[]; device: string }> {
  const operators = await setUpFleet(ask, branchId);
  const jobIds: string[] = [];
  for (let number = 1; number <= 5; number++) jobIds.push((await ask<Named>(jobEndpoints.create, visit(number))).id);
  await ask(jobEndpoints.create, visit(6, { skipStaging: false, windows: [{ from: '01:00', to: '02:00' }] }));
  await ask(jobEndpoints.create, visit(7, { serviceDate: NEXT_DATE }));
  const { id: held } = await ask<Named>(jobEndpoints.create, visit(8, { serviceDate: NEXT_DATE }));
  await ask(jobEndpoints.hold, {
    params: { jobId: held },
    body: { hold: { reason: 'Waiting for goods', until: null } },
  });
  const csv = Buffer.from(
    `order_number,name,street,house_number,postcode,city\nA1,Lea,Feldstrasse,9,9490,Vaduz\n"broken`,
  );
  for (const stage of [true, false]) {
    const upload = { query: { fileName: 'jobs.csv', serviceDate: DATE }, body: csv, contentType: 'text/csv' };
    const { id: importId } = await ask<Named>(importEndpoints.create, upload);
    if (stage) await ask(importEndpoints.stage, { params: { importId } });
  }
  await ask(webhookEndpoints.create, { body: { url: 'http://127.0.0.1:9/hook', types: [] } });
  for (const from of ['08:00', '10:00']) await ask(slotEndpoints.hold, slot(from));
  const area = { kind: 'circle', center: { lon: 9.52, lat: 47.14 }, radiusMeters: 500 };
  await ask(geofenceEndpoints.create, { body: { name: 'Vaduz', kind: 'site', area, active: true } });
  const planId = await plan(ask, DATE);
  const { itineraryIds } = await ask<{ itineraryIds: string[] }>(planEndpoints.apply, { params: { planId } });
  await ask(itineraryEndpoints.dispatch, { body: { ids: itineraryIds } });
  await plan(ask, NEXT_DATE);
  const device = await drive(doors, ask, itineraryIds[0]!, operators);
  return { jobIds, device };
}

async function setUpFleet(ask: Ask, branchId: string): Promise<string[]> {
  const depot = await ask<Named>(fleetEndpoints.createLocation, {
    body: {
      branchId,
      name: 'Depot',
      kind: 'depot',
      addressLine: 'Im alten Riet 125, Schaan',
      point: { lon: 9.5135, lat: 47.177 },
      opening: [{ from: '05:00', to: '22:00' }],
      dockSlots: 2,
    },
  });
  const operators: string[] = [];
  for (const name of ['Anna', 'Beat']) {
    const operator = await ask<Named>(fleetEndpoints.createOperator, {
      body: { branchId, name, phone: null, skills: [], active: true },
    });
    operators.push(operator.id);
  }
  await ask(fleetEndpoints.createVehicle, {
    body: {
      branchId,
      name: 'Van',
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
      crew: [{ operatorId: operators[0], role: 'driver' }],
      active: true,
    },
  });
  return operators;
}

const visit = (number: number, change: object = {}): Request => ({
  body: {
    referenceId: `R${number}`,
    serviceDate: DATE,
    windows: [],
    contact: { name: `Customer ${number}`, phone: '+4232370000', email: `c${number}@example.org`, language: 'en' },
    address: { street: 'Feldstrasse', houseNumber: String(number), postcode: '9490', city: 'Vaduz', country: 'LI' },
    point: { lon: 9.5201 + number / 2000, lat: 47.141 + number / 3000 },
    actions: [{ kind: 'delivery', description: 'Chair', quantity: 2, unitWeightGrams: 8000, unitVolumeLitres: 90 }],
    serviceSeconds: 300,
    skipStaging: true,
    metadata: { 'shop.order': `W-${number}`, channel: 'web' },
    ...change,
  },
});

const slot = (from: string): Request => ({
  body: {
    visit: {
      point: { lon: 9.521, lat: 47.142 },
      actions: [{ kind: 'delivery', description: 'Table', quantity: 1, unitWeightGrams: 9000, unitVolumeLitres: 90 }],
    },
    serviceDate: NEXT_DATE,
    from,
    to: '14:00',
    holdSeconds: 3600,
  },
});

async function plan(ask: Ask, serviceDate: string): Promise<string> {
  const { id: planId } = await ask<Named>(planEndpoints.start, { body: { serviceDate, limitSeconds: 1, seed: 1 } });
  for (let look = 0; look < 300; look++) {
    const { state } = await ask<{ state: string }>(planEndpoints.get, { params: { planId } });
    if (state !== 'running') return planId;
    await sleep(SHORTLY * 5);
  }
  throw new Error('The plan is still running');
}

/** A phone that does the first visit and is told nothing of the second's end: it completes what the desk cancelled. */
async function drive(doors: OpenDoors, ask: Ask, itineraryId: string, [operatorId]: string[]): Promise<string> {
  const pairing = { params: { operatorId: operatorId! } };
  const { code } = await ask<{ code: string }>(fleetEndpoints.createPairingCode, pairing);
  const { token } = await asker(doors, null)<{ token: string }>(operatorEndpoints.pair, {
    body: { code, deviceName: 'Phone' },
  });
  const phone = asker(doors, token);
  await phone(operatorEndpoints.today);
  const { stops } = await ask<{ stops: { id: string; jobId: string | null; kind: string }[] }>(itineraryEndpoints.get, {
    params: { itineraryId },
  });
  const visits = stops.filter(({ jobId }) => jobId !== null);
  const fileId = newId();
  await phone(operatorEndpoints.upload, { params: { fileId }, body: onePixelPng(), contentType: 'image/png' });
  let deviceSeq = 0;
  const command = (kind: string, stopId: string | null, payload: object = {}) => ({
    id: newId(),
    deviceSeq: ++deviceSeq,
    kind,
    itineraryId,
    stopId,
    happenedAt: DAWN.toISOString(),
    deviceAt: DAWN.toISOString(),
    monotonicMilliseconds: null,
    fix: null,
    payload,
  });
  const send = (commands: object[]) =>
    phone(operatorEndpoints.commands, { body: { deviceNow: DAWN.toISOString(), commands } });
  const through = (stopId: string) => [
    command('on_my_way', stopId),
    command('arrive', stopId),
    command('proof', stopId, { proofKind: 'photo', fileId, words: '' }),
    command('complete', stopId, { actions: [], handedTo: 'recipient', name: 'Lea' }),
  ];
  await send([command('start', null), ...through(visits[0]!.id)]);
  await phone(operatorEndpoints.positions, {
    body: {
      itineraryId,
      fixes: [
        {
          lon: 9.52,
          lat: 47.14,
          accuracyMeters: 5,
          speedMetersPerSecond: 8,
          headingDegrees: 0,
          at: DAWN.toISOString(),
        },
      ],
    },
  });
  await ask(jobEndpoints.cancel, { params: { jobId: visits[1]!.jobId! }, body: { reason: 'Ordered twice' } });
  await send(through(visits[1]!.id));
  await send([command('finish', newId())]);
  return token;
}

async function organisationTables({ platform }: OpenDoors): Promise<{ table: string; hasId: boolean }[]> {
  const { rows } = await platform.pool.query<{ table: string; has_id: boolean }>(`
    SELECT c.table_name AS table, EXISTS (
      SELECT FROM information_schema.columns AS i
      WHERE i.table_schema = 'public' AND i.table_name = c.table_name AND i.column_name = 'id' AND i.data_type = 'uuid') AS has_id
    FROM information_schema.columns AS c JOIN pg_class AS k ON k.relname = c.table_name AND NOT k.relispartition
    WHERE c.table_schema = 'public' AND c.column_name = 'organisation_id' ORDER BY 1`);
  return rows.map(({ table, has_id }) => ({ table, hasId: has_id }));
}

/** Which table an id stands for, by the name of the field or parameter that carries it. */
const tables: Readonly<Record<string, string>> = {
  jobId: 'jobs',
  jobIds: 'jobs',
  retryOf: 'jobs',
  ids: 'jobs',
  itineraryId: 'itineraries',
  importId: 'import_batches',
  planId: 'plans',
  improvePlanId: 'plans',
  vehicleId: 'vehicles',
  vehicleIds: 'vehicles',
  operatorId: 'operators',
  deviceId: 'devices',
  locationId: 'locations',
  startLocationId: 'locations',
  endLocationId: 'locations',
  fromLocationId: 'locations',
  toLocationId: 'locations',
  branchId: 'branches',
  merchantId: 'merchants',
  messageId: 'messages',
  holdId: 'slot_holds',
  geofenceId: 'geofences',
  endpointId: 'webhook_endpoints',
  deliveryId: 'webhook_deliveries',
  apiKeyId: 'api_keys',
  customerId: 'customers',
  memberId: 'members',
  branchIds: 'branches',
  sessionId: 'refresh_sessions',
  conflictId: 'conflicts',
  fileId: 'files',
  fileIds: 'files',
  stopId: 'stops',
  afterStopId: 'stops',
  actionId: 'job_actions',
  lineId: 'job_actions',
};

export const tableOf = (field: string): string | null => tables[field] ?? null;

/** The company's own ids and days, for values that a schema alone cannot know. */
export function vocabularyOf(company: Company, ids: ReadonlyMap<string, readonly string[]>): Vocabulary {
  return {
    id: (field) => ids.get(tableOf(field) ?? '')?.[0] ?? newId(),
    date: DATE,
    instant: DAWN.toISOString(),
    link: company.trackerLink,
  };
}
