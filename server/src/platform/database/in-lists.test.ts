import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newId } from '../ids.ts';
import { createTestOrganisation, openTestDatabase, type TestDatabase } from '../testing/index.ts';
import { businessTimers } from '../timers/schema.ts';
import { insertMany, isAmong } from './index.ts';

describe('rows of a list', () => {
  let test: TestDatabase;
  let organisationId: string;
  beforeAll(async () => {
    test = await openTestDatabase();
    organisationId = await createTestOrganisation(test);
    const row = { organisationId, kind: 'probe', dueAt: new Date('2026-11-23T08:30:00Z'), payload: {}, failures: 0 };
    const rows = ['a', 'b', 'say "c", or {d}'].map((key) => ({ ...row, key }));
    await test.database.transact({ organisationId, actor: { kind: 'system', id: null } }, ({ db }) =>
      insertMany(db, businessTimers, rows),
    );
  });
  afterAll(() => test.close());

  const found = (keys: readonly string[]) =>
    test.database.read(organisationId, async ({ db }) => {
      const rows = await db
        .select({ key: businessTimers.key })
        .from(businessTimers)
        .where(isAmong(businessTimers.key, keys))
        .orderBy(asc(businessTimers.key));
      return rows.map(({ key }) => key);
    });

  it('are those whose column is named, and none of an empty list', async () => {
    expect(await found(['b', 'a', 'nobody'])).toEqual(['a', 'b']);
    expect(await found([])).toEqual([]);
  });

  it('are told apart by the whole text, quotes and braces included', async () => {
    expect(await found(['say "c", or {d}'])).toEqual(['say "c", or {d}']);
    expect(await found(['say "c"', 'd'])).toEqual([]);
  });

  it('come of a list that is longer than a statement has parameters', async () => {
    const many = Array.from({ length: 70_000 }, () => newId());
    expect(await found([...many, 'a'])).toEqual(['a']);
  });
});
