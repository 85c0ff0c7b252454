import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, openPool } from '../../../platform/database/index.ts';
import type { Database } from '../../../platform/index.ts';
import { openTestDatabase, type TestDatabase } from '../../../platform/testing/index.ts';
import { updateVehicle } from '../../fleet/index.ts';
import { holdJob, setJobLink } from '../../jobs/index.ts';
import { keepDrivingPace } from '../../plans/index.ts';
import { DESK, makeSmallDay, SERVICE_DATE, type SmallDay } from '../testing/small-day.ts';
import { type DayReading, keptDays } from './index.ts';

const OTHER_DATE = '2027-03-11';

describe('a day that was read', () => {
  let test: TestDatabase;
  let day: SmallDay;
  let number = 0;
  let name = '';
  let readings = 0;

  beforeAll(async () => {
    test = await openTestDatabase();
    day = await makeSmallDay(test);
  });
  afterAll(() => test?.close());
  beforeEach(() => {
    name = `day ${++number}`;
    readings = 0;
  });

  const reading = (change: Partial<DayReading<number>> = {}): DayReading<number> => ({
    value: ++readings,
    serviceDate: OTHER_DATE,
    jobIds: new Set([day.jobIds[0]!]),
    itineraryIds: new Set(),
    goodUntil: null,
    ...change,
  });
  /** Asks, and says how often the day was read by then. */
  const ask = (change: Partial<DayReading<number>> = {}, database: Database = test.database) =>
    database.read(day.organisationId, async (work) =>
      (await keptDays(work)).reading(name, async () => reading(change)),
    );
  const hold = (at: number, reason: string | null) =>
    day.transact((work) => holdJob(work, day.jobIds[at]!, reason === null ? null : { reason, until: null }, null));

  it('is not read again while nothing of it changes, whatever else goes on', async () => {
    expect([await ask(), await ask()]).toEqual([1, 1]);
    // A job of another date that the day does not tell of, and a fact about nothing that days are read from.
    await hold(3, 'Not yet');
    await day.transact(async (work) => {
      work.emit({ type: 'member.signed_in', subject: { kind: 'member', id: DESK.id! } });
    });
    expect(await ask()).toBe(1);
    await hold(3, null);
  });

  it('is read again when one of its jobs changes, or a job of its date that it did not know', async () => {
    await ask();
    await hold(0, 'Not yet');
    expect(await ask()).toBe(2);
    await hold(0, null);
    expect(await ask({ serviceDate: SERVICE_DATE })).toBe(3);
    await hold(4, 'Not yet');
    expect(await ask()).toBe(4);
    await hold(4, null);
  });

  it('is read again when another job is linked to one of its own', async () => {
    await ask();
    const wish = { kind: 'apart', otherJobId: day.jobIds[0]! } as const;
    await day.transact((work) => setJobLink(work, day.jobIds[5]!, wish, null));
    expect(await ask()).toBe(2);
  });

  it('is read again when a vehicle changes, or something of a kind that nobody has judged', async () => {
    await ask();
    await day.transact((work) => updateVehicle(work, day.vehicleIds[0]!, { mostJobs: 7 }));
    expect(await ask()).toBe(2);
    await day.transact(async (work) => {
      work.emit({ type: 'ferry.cancelled', subject: { kind: 'ferry', id: day.vehicleIds[0]! } });
    });
    expect(await ask()).toBe(3);
  });

  it('is read again when something else is known of driving, of which the log says nothing', async () => {
    await ask();
    const hourFactors = Array.from({ length: 24 }, (_, hour) => (hour === 8 ? 1.3 : 1));
    await day.transact((work) => keepDrivingPace(work, { hourFactors, areaFactors: {} }));
    expect([await ask(), await ask()]).toEqual([2, 2]);
  });

  it('is read again after a change that another process made', async () => {
    await ask();
    const pool = openPool(test.target, { connections: 1 });
    try {
      const elsewhere = openDatabase({ pool, clock: test.clock });
      const scope = { organisationId: day.organisationId, actor: DESK };
      await elsewhere.transact(scope, (work) => holdJob(work, day.jobIds[0]!, { reason: 'There', until: null }, null));
    } finally {
      await pool.end();
    }
    expect(await ask()).toBe(2);
    await hold(0, null);
  });

  it('is read again once its time is over, and when the clock is set back', async () => {
    const now = await test.database.read(day.organisationId, async (work) => work.now);
    await ask({ goodUntil: new Date(now.getTime() + 60_000) });
    expect(await ask()).toBe(1);
    test.clock.advance(60);
    expect(await ask()).toBe(2);
    test.clock.advance(-60);
    expect(await ask()).toBe(3);
  });

  it('is not kept from a transaction that saw less than what was looked through meanwhile', async () => {
    const older = await test.database.read(day.organisationId, async (work) =>
      (await keptDays(work)).reading(name, async () => {
        await hold(0, 'Meanwhile');
        // Somebody else asks about something else, and has the log looked through.
        await test.database.read(day.organisationId, async (other) =>
          (await keptDays(other)).reading(`${name} of others`, async () => reading()),
        );
        return reading({ value: -1 });
      }),
    );
    expect(older).toBe(-1);
    expect(await ask()).toBeGreaterThan(0);
    await hold(0, null);
  });

  it('is read again when a sandbox was emptied, though its numbers go on', async () => {
    await ask();
    await test.database.asInstallation((db) =>
      db.execute(sql`DELETE FROM events WHERE organisation_id = ${day.organisationId}`),
    );
    expect(await ask()).toBe(2);
  });

  it('is read again, when it has changed, by reading those of its jobs alone that are not as they were', async () => {
    const [changed, other] = day.jobIds as [string, string];
    const jobs = () =>
      test.database.read(day.organisationId, async (work) => (await keptDays(work)).jobs([other, changed]));
    await ask();
    const before = new Map((await jobs()).map((job) => [job.id, job]));
    await hold(0, 'Not yet');
    const held = await jobs();
    expect(held.map(({ code }) => code)).toEqual(held.map(({ code }) => code).toSorted());
    expect(held.map((job) => job === before.get(job.id))).toEqual(held.map(({ id }) => id === other));
    expect(held.find(({ id }) => id === changed)!.heldReason).toBe('Not yet');
    await hold(0, null);
    expect((await jobs()).map(({ heldReason }) => heldReason)).toEqual([null, null]);
  });

  it('has jobs that were held for a time as its clock says, whichever way it goes', async () => {
    const now = await test.database.read(day.organisationId, async (work) => work.now);
    const jobs = () =>
      test.database.read(day.organisationId, async (work) => (await keptDays(work)).jobs([day.jobIds[0]!]));
    const until = new Date(now.getTime() + 60_000).toISOString();
    await day.transact((work) => holdJob(work, day.jobIds[0]!, { reason: 'For a minute', until }, null));
    await ask();
    expect((await jobs())[0]!.heldReason).toBe('For a minute');
    test.clock.advance(90);
    expect((await jobs())[0]!.heldReason).toBeNull();
    test.clock.advance(-90);
    expect((await jobs())[0]!.heldReason).toBe('For a minute');
    await hold(0, null);
  });
});
