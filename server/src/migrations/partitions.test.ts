import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openTestDatabase, type TestDatabase } from '../platform/testing/index.ts';

let test: TestDatabase;
const organisationId = randomUUID();

beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

const ensure = async (monthsAhead: number, today: string): Promise<number> =>
  (await test.pool.query('SELECT ensure_partitions($1, $2) AS made', [monthsAhead, today])).rows[0].made;

const insertPosition = (at: string) =>
  test.pool.query(
    `INSERT INTO positions (organisation_id, device_id, device_at, recorded_at, operator_id, lon, lat)
     VALUES ($1, $2, $3, $3, $2, 9.5, 47.1)`,
    [organisationId, randomUUID(), at],
  );

const whereabouts = async (): Promise<string[]> => {
  const { rows } = await test.pool.query(
    'SELECT tableoid::regclass::text AS at FROM positions WHERE organisation_id = $1 ORDER BY device_at',
    [organisationId],
  );
  return rows.map((row) => row.at);
};

describe('partitions by month', () => {
  it('take in what waited in the default partition, and are made once', async () => {
    await insertPosition('2041-01-31T23:59:59.999Z');
    await insertPosition('2041-02-01T00:00:00.000Z');
    await insertPosition('2041-04-01T00:00:00.000Z');
    expect(await whereabouts()).toEqual(['positions_default', 'positions_default', 'positions_default']);

    expect(await ensure(2, '2041-01-31')).toBe(6); // January to March, of events and of positions.
    expect(await ensure(2, '2041-01-15')).toBe(0);
    expect(await whereabouts()).toEqual(['positions_2041_01', 'positions_2041_02', 'positions_default']);
  });

  it('carry the keys and indexes of their table', async () => {
    await ensure(0, '2042-06-01');
    const { rows } = await test.pool.query(`
      SELECT parent.relname AS table, count(*)::int AS indexes FROM pg_index
      JOIN pg_class parent ON parent.oid = indrelid WHERE parent.relname IN ('events', 'events_2042_06') GROUP BY 1 ORDER BY 1`);
    expect(rows[0].indexes).toBe(2);
    expect(rows[1].indexes).toBe(2);
  });

  it('refuse nothing for want of a month', async () => {
    await insertPosition('1999-12-31T23:59:59Z');
    expect((await whereabouts())[0]).toBe('positions_default');
  });

  it('go, whole months at a time, when they are older than what is kept', async () => {
    const drop = async (before: string) =>
      (await test.pool.query(`SELECT drop_partitions_before('positions', $1) AS dropped`, [before])).rows[0].dropped;
    await ensure(2, '2031-01-01');
    await insertPosition('2031-02-10T00:00:00Z');
    expect(await drop('2031-02-28')).toBe(1); // January only: February has a day that is kept.
    expect(await whereabouts()).toContain('positions_2031_02');
    expect(await drop('2031-03-01')).toBe(1);
    expect(await whereabouts()).not.toContain('positions_2031_02');
  });

  it('are made by two processes at once without a quarrel', async () => {
    const made = await Promise.all([ensure(3, '2051-01-01'), ensure(3, '2051-01-01'), ensure(3, '2051-02-01')]);
    expect(made.reduce((sum, one) => sum + one, 0)).toBe(10);
  });
});
