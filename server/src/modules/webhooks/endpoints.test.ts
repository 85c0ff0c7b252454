import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId, type Work } from '../../platform/index.ts';
import { openSeal } from '../../platform/seal/index.ts';
import { createTestOrganisation, openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { createWebhook, listWebhooks, removeWebhook } from './endpoints.ts';
import { webhookEndpoints } from './schema.ts';
import { SEAL_PURPOSE } from './tools.ts';

const seal = openSeal(randomBytes(32), SEAL_PURPOSE);
let db: TestDatabase;
let organisationId: string;

beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  organisationId = await createTestOrganisation(db);
});

const transact = <T>(run: (work: Work) => Promise<T>) =>
  db.database.transact({ organisationId, actor: { kind: 'member', id: newId() } }, run);
const create = (url: string, types: string[] = []) =>
  transact((work) => createWebhook(work, { seal, allowPrivate: false }, { url, types }));

describe('an address', () => {
  test.each([
    'http://127.0.0.1/x',
    'https://localhost/x',
    'https://10.1.2.3/',
    'https://[::1]/',
    'https://[::ffff:192.168.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://2130706433/',
    'ftp://example.org/',
    'http://example.org/',
    'https://user:password@example.org/',
  ])('%s is refused when private networks are', async (address) => {
    await expect(create(address)).rejects.toMatchObject({
      status: 422,
      code: 'webhook_faulty',
      fields: [{ field: 'body.url' }],
    });
  });

  test('with a public name is taken', async () => {
    expect(await create('https://example.org/hook')).toMatchObject({
      state: 'enabled',
      url: 'https://example.org/hook',
    });
  });

  test('of a type that is none is refused, with which one', async () => {
    await expect(create('https://example.org/hook', ['job.completed', 'Job Completed'])).rejects.toMatchObject({
      fields: [{ field: 'body.types[1]', code: 'not_a_type' }],
    });
  });
});

test('the signing secret is shown once, kept sealed, and gone with the endpoint', async () => {
  const { id, secret } = await create('https://example.org/hook');
  const [row] = await transact((work) => work.db.select().from(webhookEndpoints));
  expect(secret).toMatch(/^whsec_/);
  expect(row?.secret).not.toContain(secret.slice(6));
  expect(JSON.stringify(await transact(listWebhooks))).not.toContain(secret);
  expect(() => openSeal(randomBytes(32), SEAL_PURPOSE).open(row!.secret)).toThrow();
  await transact((work) => removeWebhook(work, id));
  expect(await transact(listWebhooks)).toEqual([]);
  await expect(transact((work) => removeWebhook(work, id))).rejects.toMatchObject({ status: 404 });
});
