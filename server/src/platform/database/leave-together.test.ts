import type { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../testing/index.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

it('statements of one turn leave in one write, and are answered in their order', async () => {
  const client = await test.pool.connect();
  try {
    await client.query('SELECT 1');
    const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
    const writes = [vi.spyOn(stream, '_write'), vi.spyOn(stream, '_writev' as '_write')];
    const order: number[] = [];
    const ask = async (number: number) => {
      const { rows } = await client.query('SELECT $1::int AS number', [number]);
      order.push(rows[0].number);
    };
    await Promise.all([ask(1), ask(2), client.query('SELECT 1 / 0').catch(() => {}), ask(3)]);
    expect(order).toEqual([1, 2, 3]);
    expect(writes.reduce((sum, { mock }) => sum + mock.calls.length, 0)).toBe(1);
    for (const spy of writes) spy.mockRestore();
  } finally {
    client.release();
  }
});
