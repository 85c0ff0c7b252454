import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../server/src/platform/testing/index.ts';
import { runFuzz } from './fuzz/run-fuzz.ts';
import { type OpenDoors, openDoors } from './open-doors.ts';

/** The budget of every test run; `npm run fuzz:api -- --requests N --seed S` takes a longer one. */
const REQUESTS = 1_000;
const SEED = 20260913;

describe('requests made from the OpenAPI document, valid and broken', { timeout: 300_000 }, () => {
  let test: TestDatabase;
  let doors: OpenDoors;

  beforeAll(async () => {
    test = await openTestDatabase();
    doors = await openDoors({ target: test.target });
  }, 240_000);

  afterAll(async () => {
    await doors?.close();
    await test?.close();
  });

  it('get an answer of the contract and never a 500', async () => {
    const { faults, requests, byStatus } = await runFuzz(doors, { requests: REQUESTS, seed: SEED });
    expect(faults).toEqual([]);
    expect(requests).toBeGreaterThanOrEqual(REQUESTS);
    // Requests that were all refused would have proved little.
    expect((byStatus[200] ?? 0) + (byStatus[201] ?? 0)).toBeGreaterThan(REQUESTS / 10);
  });
});
