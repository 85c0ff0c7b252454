import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allEndpoints, type Endpoint } from '@roundsman/api-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../server/src/platform/index.ts';
import { openTestDatabase, type TestDatabase } from '../../server/src/platform/testing/index.ts';
import { call } from './call.ts';
import { type Company, type CredentialKind, makeCompany } from './company.ts';
import { type OpenDoors, openDoors } from './open-doors.ts';

const page = join(import.meta.dirname, '..', '..', 'docs', 'roles.md');
const columns: readonly (CredentialKind | 'nobody')[] = [
  'administrator',
  'dispatcher',
  'warehouse',
  'support',
  'analyst',
  'merchant',
  'device',
  'nobody',
];

/** Who may use which endpoint, found out by asking for it; the page in docs/ is what was reviewed. */
describe('the table of roles and endpoints', { timeout: 300_000 }, () => {
  let test: TestDatabase;
  let doors: OpenDoors;
  let company: Company;

  beforeAll(async () => {
    test = await openTestDatabase();
    doors = await openDoors({ target: test.target });
    company = await makeCompany(doors, 'Roles');
  }, 240_000);

  afterAll(async () => {
    await doors?.close();
    await test?.close();
  });

  it('is, cell by cell, what docs/roles.md says (UPDATE_DOCS=1 writes it anew, to be reviewed)', async () => {
    const rows: string[] = [];
    for (const endpoint of allEndpoints) {
      const cells = await Promise.all(columns.map((column) => mayUse(endpoint, column)));
      rows.push(`| \`${endpoint.id}\` | ${needs(endpoint)} | ${cells.map((may) => (may ? '●' : '')).join(' | ')} |`);
    }
    const found = `${head()}${rows.join('\n')}\n`;
    if (process.env.UPDATE_DOCS === '1') writeFileSync(page, found);
    expect(found).toBe(readFileSync(page, 'utf8'));
  });

  /** A body that no endpoint takes: whoever is let in hears that it is wrong, the others that they may not. */
  async function mayUse(endpoint: Endpoint, column: CredentialKind | 'nobody'): Promise<boolean> {
    const bearer = column === 'nobody' ? null : company.credentials[column];
    const nonsense = endpoint.method === 'GET' ? {} : { body: 'x', contentType: 'text/nonsense' };
    const unknown = { query: { 'no-such-parameter': '1' }, params: anyParams(endpoint) };
    const { status, text } = await call(doors.url, endpoint, { ...unknown, ...nonsense }, bearer);
    if (status === 401 || status === 403) return false;
    if (status === 404 && endpoint.access === 'tracker_link') return false;
    if (status !== 400) throw new Error(`${endpoint.id} by ${column}: ${status} ${text}`);
    return true;
  }
});

const anyParams = ({ path }: Endpoint) =>
  Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [
      name!,
      name === 'link' ? 'rmt_nobody_aaaaaaaaaaaaaaaaaaaaaaaa' : name === 'row' ? '1' : newId(),
    ]),
  );

const needs = ({ access }: Endpoint) =>
  typeof access === 'object' ? `\`${access.permission}\`` : access.replaceAll('_', ' ');

const head = () => `# Who may do what

Each cell was found by sending the request (\`e2e/api/role-table.test.ts\`); the test fails when an answer and this page differ. An API key may do what its scopes (the
permissions in the second column) say, never more than its maker. A merchant's members and keys see and change that merchant's jobs and imports only. A tracker link opens
the endpoints that need one, for its one job.

| endpoint | needs | ${columns.join(' | ')} |
| --- | --- | ${columns.map(() => ':-:').join(' | ')} |
`;
