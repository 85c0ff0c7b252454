import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Endpoint,
  fleetEndpoints,
  itineraryEndpoints,
  jobEndpoints,
  messageEndpoints,
  organisationEndpoints,
  PERMISSIONS,
  planEndpoints,
  privacyEndpoints,
  sandboxEndpoints,
  sessionEndpoints,
} from '@roundsman/api-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../server/src/platform/testing/index.ts';
import { createLiveOrganisation } from '../../server/src/sample/index.ts';
import { call, type Request } from './call.ts';
import { type OpenDoors, openDoors } from './open-doors.ts';

const DEPOT = { lon: 9.5135, lat: 47.177 };

/** A company that lives in real time, its twin, and a day in it that nobody has to wait for. */
describe('the sandbox of a live organisation', { timeout: 180_000 }, () => {
  let test: TestDatabase;
  let doors: OpenDoors;
  let live: string;
  let twin: string;
  let liveId: string;

  beforeAll(async () => {
    test = await openTestDatabase();
    doors = await openDoors({ target: test.target });
    const { database, clock } = doors.platform;
    const made = (await createLiveOrganisation({ database, clock, name: 'Alpen', timeZone: 'Europe/Vaduz' }))!;
    liveId = made.organisationId;
    const { email, password } = made;
    live = (await ask<{ token: string }>(null, sessionEndpoints.signIn, { body: { email, password } })).token;
    await setUpFleet();
  }, 240_000);
  afterAll(async () => {
    await doors?.close();
    await test?.close();
  });

  it('is made with one call, with the set-up of the organisation under its own ids and nobody’s number', async () => {
    expect(await ask(live, sandboxEndpoints.get)).toMatchObject({ state: 'none', of: { name: 'Alpen' } });
    expect((await call(doors.url, sandboxEndpoints.enter, {}, live)).status).toBe(409);
    expect(await ask(live, sandboxEndpoints.make)).toMatchObject({ state: 'making' });
    await ready();
    const { token, organisation } = await ask<{ token: string; organisation: { id: string } }>(
      live,
      sandboxEndpoints.enter,
    );
    twin = token;
    expect(organisation).toMatchObject({ name: 'Alpen (sandbox)' });
    expect(organisation.id).not.toBe(liveId);
    const inside = await ask(twin, organisationEndpoints.get);
    expect(inside).toMatchObject({
      kind: 'sandbox',
      twinOf: { id: liveId, name: 'Alpen' },
      services: { email: 'outbox' },
    });
    for (const endpoint of [fleetEndpoints.listLocations, fleetEndpoints.listVehicles]) {
      const [outer, inner] = [await ask<Rows>(live, endpoint), await ask<Rows>(twin, endpoint)];
      expect(inner).toEqual(outer);
      expect(inner.rows.length).toBeGreaterThan(0);
    }
    const operators = (await ask<Rows>(twin, fleetEndpoints.listOperators)).rows;
    expect(operators).toMatchObject([{ name: 'Anna', phone: null, devices: [], skills: ['lift'] }]);
    expect((await ask<Rows>(twin, jobEndpoints.list)).rows).toEqual([]);
    expect((await ask<Rows>(twin, privacyEndpoints.find, { query: { search: 'Lea' } })).rows).toEqual([]);
    // Asked again, the one that is there stays; a sandbox has none of its own; a live one has no crews but people.
    expect(await ask(live, sandboxEndpoints.make)).toMatchObject({
      state: 'ready',
      organisation: { id: organisation.id },
    });
    expect(await refusal(twin, sandboxEndpoints.make)).toBe('is_a_sandbox');
    expect(await refusal(twin, sandboxEndpoints.enter)).toBe('is_a_sandbox');
    expect(await refusal(live, sandboxEndpoints.startCrews, { body: {} })).toBe('not_a_sandbox');
  });

  it('has API keys that open it and nothing else, however much they may', async () => {
    const { secret } = await ask<{ secret: string }>(live, sandboxEndpoints.createApiKey, {
      body: { name: 'Shop', scopes: PERMISSIONS },
    });
    // Not even it speaks to the public of the installation.
    const { permissions } = await ask<{ permissions: string[] }>(secret, organisationEndpoints.me);
    expect(PERMISSIONS.filter((permission) => !permissions.includes(permission))).toEqual(['incidents:publish']);
    const me = await ask<{ id: string }>(secret, organisationEndpoints.get);
    expect(me).toMatchObject({ name: 'Alpen (sandbox)' });
    const { id } = await ask<{ id: string }>(live, jobEndpoints.create, visit(1, '2027-03-10'));
    expect((await call(doors.url, jobEndpoints.get, { params: { jobId: id } }, secret)).status).toBe(404);
    expect(await refusal(secret, sandboxEndpoints.enter)).toBe('members_only');
    const keys = (await ask<Rows>(live, organisationEndpoints.listApiKeys)).rows;
    expect(keys).toEqual([]);
  });

  it('lets crews drive a day along the test clock, each thing at its own time, and writes to nobody', async () => {
    const date = inTwoDays();
    const ids: string[] = [];
    for (let number = 1; number <= 2; number++)
      ids.push((await ask<{ id: string }>(twin, jobEndpoints.create, visit(number, date))).id);
    await dispatch(date);
    await ask(twin, sandboxEndpoints.startCrews, { body: { endings: 'all_well', seed: 7 } });
    expect(await ask(twin, sandboxEndpoints.crews)).toMatchObject({ running: true, driving: 1, withPhone: 0 });
    await advance(`${date}T18:00:00Z`);
    const [itinerary] = (await ask<Rows>(twin, itineraryEndpoints.list, { query: { serviceDate: date } })).rows;
    expect(itinerary).toMatchObject({ state: 'finished', progress: { done: 2, failed: 0, of: 2 } });
    for (const jobId of ids)
      expect(await ask(twin, jobEndpoints.get, { params: { jobId } })).toMatchObject({ state: 'completed' });
    const { rows: proofs } = await ask<Rows>(twin, jobEndpoints.proofs, { params: { jobId: ids[0]! } });
    expect(proofs).toMatchObject([{ kind: 'photo', file: { contentType: 'image/jpeg' } }, {}]);
    // What happened stands at its own time: stops follow one another, none at the end of the jump.
    const stops = itinerary!.stops as { arrivedAt: string; doneAt: string; kind: string }[];
    const times = stops.filter(({ kind }) => kind === 'job').flatMap(({ arrivedAt, doneAt }) => [arrivedAt, doneAt]);
    expect(times).toEqual(times.toSorted());
    expect(new Set(times).size).toBe(4);
    await doors.settled();
    const { rows: messages } = await ask<{
      rows: { state: string; kept: boolean; trigger: string; queuedAt: string }[];
    }>(twin, messageEndpoints.list, { query: { limit: '100' } });
    const sent = messages.filter(({ state }) => state === 'sent');
    expect(sent.every(({ kept }) => kept)).toBe(true);
    expect(new Set(sent.map(({ trigger }) => trigger))).toEqual(
      new Set(['promise_made', 'day_before', 'day_of', 'on_the_way', 'completed']),
    );
    await ask(twin, sandboxEndpoints.stopCrews);
    expect(await ask(twin, sandboxEndpoints.crews)).toMatchObject({ running: false, driving: 0 });
    expect((await ask<Rows>(twin, fleetEndpoints.listOperators)).rows).toMatchObject([{ devices: [] }]);
  });

  it('is emptied and copied afresh, from inside as well, and its keys stay', async () => {
    const { secret } = await ask<{ secret: string }>(live, sandboxEndpoints.createApiKey, {
      body: { name: 'Stays', scopes: PERMISSIONS },
    });
    await ask(live, fleetEndpoints.createOperator, {
      body: { branchId: await branchId(), name: 'Beat', phone: '+4232370001', skills: [], active: true },
    });
    const before = await ask<{ readyAt: string }>(secret, sandboxEndpoints.get);
    await ask(secret, sandboxEndpoints.reset);
    await ready(before.readyAt);
    expect((await ask<Rows>(secret, jobEndpoints.list)).rows).toEqual([]);
    expect((await ask<Rows>(secret, messageEndpoints.list)).rows).toEqual([]);
    const operators = (await ask<Rows>(secret, fleetEndpoints.listOperators)).rows;
    expect(operators.map(({ name, phone }) => [name, phone])).toEqual([
      ['Anna', null],
      ['Beat', null],
    ]);
    const { clock } = await ask<{ clock: { businessNow: string; speed: number } }>(secret, organisationEndpoints.get);
    expect(clock.speed).toBe(1);
    expect(Math.abs(Date.parse(clock.businessNow) - Date.now())).toBeLessThan(60_000);
    // The company itself is as it was.
    expect((await ask<Rows>(live, jobEndpoints.list)).rows).toHaveLength(1);
    expect((await ask<Rows>(live, fleetEndpoints.listOperators)).rows).toMatchObject([{ phone: '+4232370000' }, {}]);
  });

  it('met no fault of its own on the way', () => expect([...doors.faults]).toEqual([]));

  interface Rows {
    readonly rows: readonly Record<string, unknown>[];
  }

  async function ask<T = unknown>(bearer: string | null, endpoint: Endpoint, request: Request = {}): Promise<T> {
    const { status, text } = await call(doors.url, endpoint, request, bearer);
    if (status >= 300) throw new Error(`${endpoint.id}: ${status} ${text} ${[...doors.faults].at(-1) ?? ''}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  async function refusal(bearer: string, endpoint: Endpoint, request: Request = {}): Promise<string> {
    return JSON.parse((await call(doors.url, endpoint, request, bearer)).text).code;
  }

  async function ready(than = ''): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      const { state, readyAt } = await ask<{ state: string; readyAt: string | null }>(live, sandboxEndpoints.get);
      if (state === 'ready' && readyAt !== null && readyAt > than) return;
      await sleep(50);
    }
    throw new Error('The sandbox was not ready');
  }

  async function advance(to: string): Promise<void> {
    await ask(twin, organisationEndpoints.advanceClock, { body: { to } });
    for (let tries = 0; tries < 600; tries++) {
      const { clock } = await ask<{ clock: { businessNow: string; advancingTo: string | null } }>(
        twin,
        organisationEndpoints.get,
      );
      if (clock.advancingTo === null)
        return expect(Date.parse(clock.businessNow)).toBeGreaterThanOrEqual(Date.parse(to));
      await sleep(100);
    }
    throw new Error('The clock did not arrive');
  }

  /** The evening before is still to come then, whatever the hour is now. */
  function inTwoDays(): string {
    return new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  }

  async function branchId(): Promise<string> {
    return (await ask<{ branches: { id: string }[] }>(live, organisationEndpoints.get)).branches[0]!.id;
  }

  async function setUpFleet(): Promise<void> {
    const branch = await branchId();
    const opening = [{ from: '05:00', to: '22:00' }];
    const depot = await ask<{ id: string }>(live, fleetEndpoints.createLocation, {
      body: {
        branchId: branch,
        name: 'Depot',
        kind: 'depot',
        addressLine: 'Schaan',
        point: DEPOT,
        opening,
        dockSlots: 1,
      },
    });
    const operator = await ask<{ id: string }>(live, fleetEndpoints.createOperator, {
      body: { branchId: branch, name: 'Anna', phone: '+4232370000', skills: ['lift'], active: true },
    });
    await ask(live, fleetEndpoints.createVehicle, {
      body: {
        branchId: branch,
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
        costs: { fixedMinor: 0, perKilometreMinor: 0, perHourMinor: 0 },
        crew: [{ operatorId: operator.id, role: 'driver' }],
        active: true,
      },
    });
  }

  async function dispatch(serviceDate: string): Promise<void> {
    const { id: planId } = await ask<{ id: string }>(twin, planEndpoints.start, {
      body: { serviceDate, limitSeconds: 1 },
    });
    for (let tries = 0; tries < 200; tries++) {
      const { state } = await ask<{ state: string }>(twin, planEndpoints.get, { params: { planId } });
      if (state === 'done') break;
      await sleep(100);
    }
    const { itineraryIds } = await ask<{ itineraryIds: string[] }>(twin, planEndpoints.apply, { params: { planId } });
    await ask(twin, itineraryEndpoints.dispatch, { body: { ids: itineraryIds } });
  }
});

function visit(number: number, serviceDate: string): Request {
  return {
    body: {
      referenceId: `R${number}`,
      serviceDate,
      windows: [],
      contact: { name: `Lea ${number}`, phone: '+4232370009', email: `lea${number}@example.org`, language: 'en' },
      address: { street: 'Feldstrasse', houseNumber: String(number), postcode: '9490', city: 'Vaduz', country: 'LI' },
      point: { lon: DEPOT.lon + 0.004 * number, lat: DEPOT.lat - 0.01 * number },
      actions: [{ kind: 'delivery', description: 'Chair', quantity: 1, unitWeightGrams: 8000, unitVolumeLitres: 90 }],
      skipStaging: true,
    },
  };
}
