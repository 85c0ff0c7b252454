import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newId } from '../ids.ts';
import { createTestOrganisation, openTestDatabase, type TestDatabase } from '../testing/index.ts';
import { businessTimers } from '../timers/schema.ts';
import { insertMany, insertNew } from './index.ts';

describe('inserting many rows', () => {
  let test: TestDatabase;
  let organisationId: string;
  beforeAll(async () => {
    test = await openTestDatabase();
    organisationId = await createTestOrganisation(test);
  });
  afterAll(() => test.close());

  const actor = { kind: 'system', id: null } as const;
  const timer = (key: string, payload: Record<string, unknown> = {}) => ({
    organisationId,
    kind: 'probe',
    key,
    dueAt: new Date('2026-11-23T08:30:00.123Z'),
    payload,
    failures: 0,
  });
  const written = (key: string) =>
    test.database.read(organisationId, async ({ db }) => {
      const rows = await db.select().from(businessTimers).where(eq(businessTimers.key, key));
      return rows[0];
    });

  it('writes what a builder would have written, instants and JSON included', async () => {
    const row = timer('a', { words: 'Müller "& Söhne"', list: [1, null, { deep: true }] });
    await test.database.transact({ organisationId, actor }, ({ db }) => insertMany(db, businessTimers, [row]));
    expect(await written('a')).toMatchObject(row);
  });

  it('writes more rows than one statement has placeholders', async () => {
    const rows = Array.from({ length: 12_000 }, () => timer(newId()));
    await test.database.transact({ organisationId, actor }, ({ db }) => insertMany(db, businessTimers, rows));
    const count = await test.database.read(organisationId, ({ db }) => db.$count(businessTimers));
    expect(count).toBeGreaterThanOrEqual(12_000);
  });

  it('keeps what cannot be text out of the way instead of refusing all', async () => {
    const row = timer('b', { words: 'a\u0000b \ud800 c 😀' });
    await test.database.transact({ organisationId, actor }, ({ db }) => insertMany(db, businessTimers, [row]));
    expect((await written('b'))?.payload).toEqual({ words: 'ab \ufffd c 😀' });
  });

  it('cannot write into another organisation', async () => {
    const row = { ...timer('c'), organisationId: newId() };
    const writing = test.database.transact({ organisationId, actor }, ({ db }) =>
      insertMany(db, businessTimers, [row]),
    );
    await expect(writing).rejects.toThrow();
  });

  it('leaves out what is there already, and tells what was not', async () => {
    const store = (...keys: string[]) =>
      test.database.transact({ organisationId, actor }, ({ db }) =>
        insertNew(
          db,
          businessTimers,
          keys.map((key) => timer(key)),
          businessTimers.key,
        ),
      );
    expect(await store('d', 'e')).toEqual(['d', 'e']);
    expect(await store('e', 'f')).toEqual(['f']);
    expect(await store()).toEqual([]);
  });

  it('does nothing for no rows', async () => {
    await test.database.transact({ organisationId, actor }, ({ db }) => insertMany(db, businessTimers, []));
  });
});
