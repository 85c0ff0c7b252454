import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DatabaseWay, openDatabaseWay, openTestDatabase, type TestDatabase } from '../testing/index.ts';
import { openPool } from './pool.ts';

let test: TestDatabase;
let way: DatabaseWay;
beforeAll(async () => {
  test = await openTestDatabase();
  way = await openDatabaseWay(test.target);
});
afterAll(async () => {
  way?.close();
  await test?.close();
});

it('a line that was cut without a word is closed as soon as the server can be asked, and one that works long is left alone', async () => {
  const pool = openPool({ url: way.url }, { cutLines: { lookMilliseconds: 100, longMilliseconds: 300 } });
  try {
    const cut = await pool.connect();
    await cut.query('SELECT 1');
    way.cut();
    const lost = cut.query('SELECT 2').then(
      () => 'answered',
      (error: Error) => error.message,
    );
    const working = pool.query("SELECT pg_sleep(1.5), 'done' AS said");
    expect(await lost).toMatch(/terminated/);
    cut.release(true);
    expect((await working).rows[0].said).toBe('done');
    expect((await pool.query('SELECT 3 AS three')).rows).toEqual([{ three: 3 }]);
  } finally {
    await pool.end();
  }
});
