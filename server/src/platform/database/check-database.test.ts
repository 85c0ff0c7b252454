import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openTestDatabase, type TestDatabase } from '../testing/index.ts';
import { checkOwnDatabase } from './check-database.ts';
import { clientConfig, type DatabaseTarget } from './pool.ts';

describe('a database of one’s own', () => {
  let test: TestDatabase;
  const guest = `guest_${randomBytes(4).toString('hex')}`;

  const as = (user: string, database?: string): DatabaseTarget => {
    if (!('url' in test.target)) return { ...test.target, user, database: database ?? test.target.database };
    const url = new URL(test.target.url);
    url.username = user;
    if (database !== undefined) url.pathname = `/${database}`;
    return { url: url.href };
  };

  beforeAll(async () => {
    test = await openTestDatabase();
    await test.pool.query(`CREATE ROLE ${guest} LOGIN`);
  });
  afterAll(async () => {
    await test.pool.query(`DROP OWNED BY ${guest}; DROP ROLE ${guest}`);
    await test.close();
  });

  it('is taken when its user may make what the platform needs', async () => {
    const client = new pg.Client(clientConfig(test.target));
    await client.connect();
    const { rows } = await client.query<{ name: string }>('SELECT current_user AS name');
    await client.end();
    await expect(checkOwnDatabase(as(rows[0]!.name))).resolves.toBeUndefined();
  });

  it('is refused with every right that is missing and the statements that give it', async () => {
    const refused = checkOwnDatabase(as(guest));
    await expect(refused).rejects.toMatchObject({
      name: 'StartRefused',
      message: expect.stringMatching(/may not make tables and schemas.*can neither make the role roundsman_scoped/),
      remedy: expect.stringMatching(new RegExp(`OWNER TO "${guest}".*GRANT roundsman_scoped TO "${guest}"`)),
    });
  });

  it('is taken from a user without the right to make roles, once an administrator has given what the refusal said', async () => {
    const { rows } = await test.pool.query<{ name: string }>('SELECT current_database() AS name');
    await test.pool.query(
      `GRANT CREATE ON DATABASE ${rows[0]!.name} TO ${guest}; GRANT CREATE ON SCHEMA public TO ${guest}; GRANT roundsman_scoped TO ${guest}`,
    );
    await expect(checkOwnDatabase(as(guest))).resolves.toBeUndefined();
  });

  it('is refused in plain words when it is not there or nobody answers', async () => {
    await expect(checkOwnDatabase(as(guest, 'no_such_database'))).rejects.toThrow(/there is no such database/);
    const nobody = checkOwnDatabase({ url: 'postgres://somebody:hunter2@127.0.0.1:1/x' });
    await expect(nobody).rejects.toThrow(/nothing answers at that address/);
    await expect(nobody).rejects.not.toThrow(/hunter2/);
  });
});
