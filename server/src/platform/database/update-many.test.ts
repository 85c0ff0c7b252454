import { afterAll, beforeAll, expect, it } from 'vitest';
import { files } from '../files/schema.ts';
import { newId } from '../ids.ts';
import { createTestOrganisation, openTestDatabase, type TestDatabase } from '../testing/index.ts';
import { insertMany, updateMany } from './index.ts';

let test: TestDatabase;
let organisationId: string;
beforeAll(async () => {
  test = await openTestDatabase();
  organisationId = await createTestOrganisation(test);
});
afterAll(() => test.close());

const CREATED = new Date('2026-11-23T08:30:00.123Z');
const file = (of = organisationId) => ({
  ...{ organisationId: of, id: newId(), kind: 'photo', name: 'sofa.jpg', contentType: 'image/jpeg', bytes: 1200 },
  ...{ sha256: '00', storageKey: newId(), widthPixels: 640, createdAt: CREATED, createdByKind: 'system' },
});
const inOne = <T>(of: string, run: (work: Parameters<Parameters<typeof test.database.transact>[1]>[0]) => Promise<T>) =>
  test.database.transact({ organisationId: of, actor: { kind: 'system', id: null } }, run);

it('gives each row its own values and leaves what is not named, other rows and other organisations alone', async () => {
  const rows = [file(), file(), file()];
  const other = await createTestOrganisation(test);
  const foreign = file(other);
  await inOne(organisationId, ({ db }) => insertMany(db, files, rows));
  await inOne(other, ({ db }) => insertMany(db, files, [foreign]));
  const [first, second, third] = rows;
  const erasedAt = new Date('2026-11-24T09:00:00.5Z');
  await inOne(organisationId, ({ db }) =>
    updateMany(db, files, [
      { id: first!.id, bytes: 1, name: 'Müller "& Söhne"', erasedAt },
      { id: second!.id, bytes: 2, name: null, erasedAt: null },
      { id: foreign.id, bytes: 3, name: 'taken', erasedAt },
      { id: newId(), bytes: 4, name: 'nobody', erasedAt },
    ]),
  );
  const now = await test.database.read(organisationId, ({ db }) => db.select().from(files));
  const found = new Map(now.map((row) => [row.id, row]));
  expect(now).toHaveLength(3);
  expect(found.get(first!.id)).toMatchObject({ ...first, bytes: 1, name: 'Müller "& Söhne"', erasedAt });
  expect(found.get(second!.id)).toMatchObject({ ...second, bytes: 2, name: null, erasedAt: null });
  expect(found.get(third!.id)).toMatchObject({ ...third!, erasedAt: null });
  const [theirs] = await test.database.read(other, ({ db }) => db.select().from(files));
  expect(theirs).toMatchObject(foreign);
});

it('updates more rows than one statement takes', async () => {
  const rows = Array.from({ length: 6000 }, () => file());
  await inOne(organisationId, ({ db }) => insertMany(db, files, rows));
  await inOne(organisationId, ({ db }) =>
    updateMany(
      db,
      files,
      rows.map(({ id }, at) => ({ id, bytes: at })),
    ),
  );
  const now = await test.database.read(organisationId, ({ db }) => db.select().from(files));
  const bytes = new Map(now.map((row) => [row.id, row.bytes]));
  expect(rows.map(({ id }) => bytes.get(id))).toEqual(rows.map((_, at) => at));
});
