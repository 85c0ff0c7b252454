import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { silentLog } from '../../platform/log/index.ts';
import { createTestOrganisation, openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { ClockAdvancer } from './advance-clocks.ts';

const MORNING = new Date('2026-11-23T06:00:00Z');
const EVENING = '2026-11-23T18:00:00+00:00';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test?.close());

/** A sandbox whose clock is to be at the evening, and a reader that has not gone past the last of its facts. */
async function waitingSandbox(): Promise<string> {
  const organisationId = await createTestOrganisation(test, { businessNow: MORNING, speed: 0 });
  const scope = { organisationId, actor: { kind: 'system', id: null } } as const;
  await test.database.transact(scope, async (work) => {
    work.emit({ type: 'thing.happened', subject: { kind: 'thing', id: organisationId } });
    await work.db.execute(
      sql`INSERT INTO reader_cursors (organisation_id, reader, seq) VALUES (${organisationId}, 'somebody', 0)`,
    );
    await work.db.execute(sql`UPDATE business_clocks SET advance_to = ${EVENING}::timestamptz`);
  });
  return organisationId;
}

it('calls readers that have no wish for what is new, and goes on as soon as they are past it', async () => {
  const organisationId = await waitingSandbox();
  const stands = () =>
    test.database.read(organisationId, async ({ db }) => {
      const { rows } = await db.execute<{ moves: boolean }>(
        sql`SELECT advance_to IS NOT NULL AS moves FROM business_clocks`,
      );
      return rows[0]!.moves;
    });
  const rung: string[] = [];
  const advancer = new ClockAdvancer({
    ...{ database: test.database, clock: test.clock, log: silentLog },
    liveFeed: { publish: () => {} },
    doorbell: { ring: (whose, types) => void rung.push(`${whose} ${types}`) },
  });
  try {
    await vi.waitFor(() => expect(rung.length).toBeGreaterThan(0), { timeout: 10_000 });
    expect(new Set(rung)).toEqual(new Set([`${organisationId} undefined`]));
    expect(await stands()).toBe(true);
    await test.pool.query('UPDATE reader_cursors SET seq = 1 WHERE organisation_id = $1', [organisationId]);
    await vi.waitFor(async () => expect(await stands()).toBe(false), { timeout: 10_000 });
  } finally {
    await advancer.stop();
  }
});
