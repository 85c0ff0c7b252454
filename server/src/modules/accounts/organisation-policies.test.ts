import { DEFAULT_POLICIES } from '@roundsman/delivery-rules';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestOrganisation, openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { changePolicies, getOrganisation, readPolicies } from './index.ts';

describe('what an organisation decides once', () => {
  let test: TestDatabase;
  let organisationId: string;
  beforeAll(async () => {
    test = await openTestDatabase();
    organisationId = await createTestOrganisation(test);
  });
  afterAll(() => test?.close());

  const change = (wish: Parameters<typeof changePolicies>[1]) =>
    test.database.transact({ organisationId, actor: { kind: 'system', id: null } }, (work) =>
      changePolicies(work, wish),
    );
  const kept = async () => (await test.database.read(organisationId, getOrganisation)).policies;

  it('is as everywhere until it decides otherwise', async () => {
    const read = await test.database.read(organisationId, readPolicies);
    expect(read).toEqual({ ...DEFAULT_POLICIES, trackerPrivacy: 'exact' });
  });

  it('keeps what departs from that alone, and what is not sent stays', async () => {
    await change({ promiseWindowSeconds: 3600, quietHours: { from: '20:00', to: '07:30' } });
    const after = await change({ trackerPrivacy: 'stage_only', quietHours: DEFAULT_POLICIES.quietHours });
    expect(after).toMatchObject({ promiseWindowSeconds: 3600, trackerPrivacy: 'stage_only' });
    expect(await kept()).toEqual({ promiseWindowSeconds: 3600 });
    expect(await test.database.read(organisationId, readPolicies)).toEqual(after);
  });

  it('keeps both of two changes at the same moment', async () => {
    const written = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const first = test.database.transact({ organisationId, actor: { kind: 'system', id: null } }, async (work) => {
      await changePolicies(work, { lateAfterSeconds: 1200 });
      written.resolve();
      await mayCommit.promise;
    });
    await written.promise;
    const second = change({ slotLeadSeconds: 7200 });
    // Time for it to read what was before the first, if nothing keeps it from that.
    await new Promise((resolve) => setTimeout(resolve, 300));
    mayCommit.resolve();
    await Promise.all([first, second]);
    expect(await kept()).toMatchObject({ lateAfterSeconds: 1200, slotLeadSeconds: 7200 });
  });

  it('says on the log what was decided anew, and nothing when nothing was sent', async () => {
    const told = async () =>
      (
        await test.pool.query(
          `SELECT data FROM events WHERE organisation_id = $1 AND type = 'organisation.changed' ORDER BY seq`,
          [organisationId],
        )
      ).rows.map(({ data }) => data.fields);
    const before = (await told()).length;
    await change({});
    await change({ anyStopOrder: true });
    expect((await told()).slice(before)).toEqual([['anyStopOrder']]);
  });
});
