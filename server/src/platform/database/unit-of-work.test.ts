import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readEvents } from '../event-log/index.ts';
import { newId } from '../ids.ts';
import { Problem } from '../problem.ts';
import { createTestOrganisation, openTestDatabase, type TestDatabase } from '../testing/index.ts';
import type { Actor } from './work.ts';

const actor: Actor = { kind: 'system', id: 'test' };
const fact = (type = 'thing.made', data = {}) => ({ type, subject: { kind: 'thing', id: newId() }, data });

describe('a unit of work', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await openTestDatabase();
  });
  afterAll(() => test.close());

  const log = (organisationId: string) => test.database.read(organisationId, (work) => readEvents(work, 0, 1_000));

  it('appends its events once, in order and numbered without a gap, together with what it wrote', async () => {
    const organisationId = await createTestOrganisation(test);
    const units = Array.from({ length: 60 }, (_, at) =>
      test.database.transact({ organisationId, actor }, async (work) => {
        await work.setTimer({ kind: 'probe', key: String(at), dueAt: work.now, payload: { at } });
        work.emit(fact('first', { at }), fact('second', { at }));
      }),
    );
    await Promise.all(units);
    const events = await log(organisationId);
    expect(events.map((event) => event.seq)).toEqual(Array.from({ length: 120 }, (_, at) => at + 1));
    for (let at = 0; at < events.length; at += 2) {
      expect([events[at]!.type, events[at + 1]!.type]).toEqual(['first', 'second']);
      expect(events[at]!.data).toEqual(events[at + 1]!.data);
    }
  });

  it('leaves nothing when it throws: no row, no event, no task, no follow-up, no gap', async () => {
    const organisationId = await createTestOrganisation(test);
    let followedUp = false;
    const failing = test.database.transact({ organisationId, actor }, async (work) => {
      work.emit(fact());
      work.afterCommit(() => {
        followedUp = true;
      });
      await work.addTask('probe', { organisationId });
      await work.setTimer({ kind: 'probe', key: 'x', dueAt: work.now, payload: {} });
      throw new Problem({ status: 409, code: 'wrong_state', title: 'No' });
    });
    await expect(failing).rejects.toMatchObject({ code: 'wrong_state' });
    expect(followedUp).toBe(false);
    expect(await log(organisationId)).toEqual([]);
    const left = await test.pool.query(
      `SELECT (SELECT count(*) FROM business_timers WHERE organisation_id = $1) AS timers,
      (SELECT count(*) FROM graphile_worker._private_jobs WHERE payload->>'organisationId' = $1::text) AS tasks`,
      [organisationId],
    );
    expect(left.rows).toEqual([{ timers: '0', tasks: '0' }]);
    await test.database.transact({ organisationId, actor }, async (work) => work.emit(fact()));
    expect((await log(organisationId)).map((event) => event.seq)).toEqual([1]);
  });

  it('adds a task in its own transaction, for the worker to find after the commit', async () => {
    const organisationId = await createTestOrganisation(test);
    await test.database.transact({ organisationId, actor }, (work) =>
      work.addTask('probe', { organisationId }, { maxAttempts: 3, queue: 'q', jobKey: organisationId, priority: 5 }),
    );
    const { rows } = await test.pool.query(
      `SELECT max_attempts, priority, key FROM graphile_worker._private_jobs WHERE payload->>'organisationId' = $1::text`,
      [organisationId],
    );
    expect(rows).toEqual([{ max_attempts: 3, priority: 5, key: organisationId }]);
  });

  it('sees and changes the rows of its own organisation alone, whatever it asks for', async () => {
    const [ours, theirs] = [await createTestOrganisation(test), await createTestOrganisation(test)];
    for (const organisationId of [ours, theirs]) {
      await test.database.transact({ organisationId, actor }, async (work) => {
        await work.setTimer({ kind: 'secret', key: 'k', dueAt: work.now, payload: {} });
        work.emit(fact());
      });
    }
    const seen = await test.database.read(ours, async (work) => {
      const timers = await work.db.execute<{ organisation_id: string }>(
        sql`SELECT organisation_id FROM business_timers`,
      );
      const events = await work.db.execute<{ organisation_id: string }>(sql`SELECT organisation_id FROM events`);
      return [...timers.rows, ...events.rows].map((row) => row.organisation_id);
    });
    expect(new Set(seen)).toEqual(new Set([ours]));
    const deleted = await test.database.transact({ organisationId: ours, actor }, (work) =>
      work.db.execute(sql`DELETE FROM business_timers WHERE organisation_id = ${theirs}`),
    );
    expect(deleted.rowCount).toBe(0);
    const intruding = test.database.transact({ organisationId: ours, actor }, (work) =>
      work.db.execute(
        sql`INSERT INTO business_timers (organisation_id, kind, key, due_at) VALUES (${theirs}, 'a', 'b', '2026-01-01')`,
      ),
    );
    await expect(intruding).rejects.toMatchObject({ cause: { code: '42501' } });
    const appending = test.database.transact({ organisationId: ours, actor }, (work) =>
      work.db.execute(
        sql`SELECT append_events(${theirs}::uuid, ${JSON.stringify([{ id: newId(), type: 'x', subject_kind: 'x', subject_id: newId(), occurred_at: work.now, recorded_at: work.now, actor_kind: 'system', actor_id: null, data: {} }])}::jsonb)`,
      ),
    );
    await expect(appending).rejects.toThrow();
  });

  it('refuses to write in a read', async () => {
    const organisationId = await createTestOrganisation(test);
    const writing = test.database.read(organisationId, (work) => work.db.execute(sql`DELETE FROM business_timers`));
    await expect(writing).rejects.toMatchObject({ cause: { code: '25006' } });
  });

  it('runs again, from its start, when it loses a deadlock', async () => {
    const organisationId = await createTestOrganisation(test);
    const scope = { organisationId, actor };
    await test.database.transact(scope, async (work) => {
      for (const key of ['a', 'b']) await work.setTimer({ kind: 'lock', key, dueAt: work.now, payload: {} });
    });
    let runs = 0;
    const crossing = (first: string, second: string) =>
      test.database.transact(scope, async (work) => {
        runs++;
        await work.db.execute(
          sql`UPDATE business_timers SET failures = failures + 1 WHERE kind = 'lock' AND key = ${first}`,
        );
        await new Promise((resolve) => setTimeout(resolve, 150));
        await work.db.execute(
          sql`UPDATE business_timers SET failures = failures + 1 WHERE kind = 'lock' AND key = ${second}`,
        );
        work.emit(fact('crossed'));
      });
    await Promise.all([crossing('a', 'b'), crossing('b', 'a')]);
    expect(runs).toBeGreaterThan(2);
    expect(await log(organisationId)).toHaveLength(2);
    const { rows } = await test.pool.query(`SELECT failures FROM business_timers WHERE organisation_id = $1`, [
      organisationId,
    ]);
    expect(rows).toEqual([{ failures: 2 }, { failures: 2 }]);
  });

  it('says so when a failed statement was swallowed instead of pretending that it committed', async () => {
    const organisationId = await createTestOrganisation(test);
    const swallowing = test.database.transact({ organisationId, actor }, async (work) => {
      await work.db.execute(sql`SELECT 1 / 0`).catch(() => {});
    });
    await expect(swallowing).rejects.toThrow(/nothing was committed/);
  });

  it('refuses words that come after its end', async () => {
    const organisationId = await createTestOrganisation(test);
    const late = await test.database.transact({ organisationId, actor }, async (work) => () => work.emit(fact()));
    expect(late).toThrow(/has ended/);
  });

  it('gives business time by the clock of a sandbox, and never lets a fact happen later than that', async () => {
    const businessNow = new Date('2026-11-23T06:00:00Z');
    const organisationId = await createTestOrganisation(test, { businessNow, speed: 60 });
    test.clock.advance(10);
    const tomorrow = new Date('2026-11-24T06:00:00Z');
    const now = await test.database.transact({ organisationId, actor }, async (work) => {
      work.emit({ ...fact(), occurredAt: tomorrow });
      return work.now;
    });
    expect(now).toEqual(new Date('2026-11-23T06:10:00Z'));
    const [event] = await log(organisationId);
    expect(event).toMatchObject({ occurredAt: now, recordedAt: test.clock.now() });
  });
});
