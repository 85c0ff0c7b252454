import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestOrganisation, openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { changeOrganisation, getOrganisation } from './index.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test?.close());

it('an organisation changes what is sent, says so on the log, and no other changes with it', async () => {
  const [own, other] = [await createTestOrganisation(test), await createTestOrganisation(test)];
  const read = (id: string) => test.database.read(id, getOrganisation);
  const before = await read(other);
  const change = (fields: Parameters<typeof changeOrganisation>[1]) =>
    test.database.transact({ organisationId: own, actor: { kind: 'system', id: null } }, (work) =>
      changeOrganisation(work, fields),
    );
  await change({ currency: 'CHF', zone: 'Europe/Zurich' });
  await change({ name: 'Möbel Rhein', locale: 'de' });
  await change({});
  expect(await read(own)).toMatchObject({
    name: 'Möbel Rhein',
    currency: 'CHF',
    locale: 'de',
    timeZone: 'Europe/Zurich',
  });
  expect(await read(other)).toEqual(before);
  const { rows } = await test.pool.query(
    `SELECT data FROM events WHERE organisation_id = $1 AND type = 'organisation.changed' ORDER BY seq`,
    [own],
  );
  expect(rows.map(({ data }) => data.fields)).toEqual([
    ['currency', 'timeZone'],
    ['name', 'locale'],
  ]);
});
