import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Work } from '../../platform/index.ts';
import { createTestOrganisation, openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { changeBranch, closeBranch, getBranch, joinBranch, listBranches, openBranch, pageOfBranches } from './index.ts';

describe('the branches of an organisation', () => {
  let test: TestDatabase;
  let organisationId: string;
  const idle = { openJobs: 0, vehicles: 0 };
  const transact = <T>(run: (work: Work) => Promise<T>, of = organisationId) =>
    test.database.transact({ organisationId: of, actor: { kind: 'system', id: null } }, run);
  const open = (code: string) => transact((work) => openBranch(work, { code, name: `Branch ${code}` }));

  beforeAll(async () => {
    test = await openTestDatabase();
    organisationId = await createTestOrganisation(test);
  });
  afterAll(() => test?.close());

  it('open in the organisation’s zone unless another is said, each with a code of its own', async () => {
    const first = await open('N');
    const east = await transact((work) =>
      openBranch(work, { code: 'E', name: 'East', phone: '+372 600 00 00', zone: 'Europe/Tallinn' }),
    );
    expect([first.timeZone, east.timeZone, east.phone]).toEqual(['Europe/Vaduz', 'Europe/Tallinn', '+372 600 00 00']);
    await expect(open('N')).rejects.toMatchObject({ status: 409, code: 'code_taken', fields: [{ field: 'code' }] });
    const { rows } = await transact((work) => pageOfBranches(work, { limit: 1 }));
    expect(rows.map(({ code }) => code)).toEqual(['E']);
  });

  it('change by what is sent, and what is not sent stays', async () => {
    const { id } = await open('C');
    const changed = await transact((work) => changeBranch(work, id, { name: 'Centre' }, true));
    expect(changed).toMatchObject({ code: 'C', name: 'Centre', timeZone: 'Europe/Vaduz' });
    await expect(transact((work) => changeBranch(work, id, { code: 'N' }, true))).rejects.toMatchObject({
      code: 'code_taken',
    });
  });

  it('keep their zone once jobs are told in it', async () => {
    const { id } = await open('Z');
    const move = (hasJobs: boolean) => transact((work) => changeBranch(work, id, { zone: 'Europe/Athens' }, hasJobs));
    await expect(move(true)).rejects.toMatchObject({
      status: 409,
      code: 'branch_has_jobs',
      fields: [{ field: 'zone' }],
    });
    expect((await move(false)).timeZone).toBe('Europe/Athens');
    expect((await move(true)).timeZone).toBe('Europe/Athens');
  });

  it('are not closed under what is being made for them, and nothing is made for one that is just closing', async () => {
    const { id } = await open('Y');
    let jobs = 0;
    const [joined, going] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const making = transact(async (work) => {
      await joinBranch(work, id);
      joined.resolve();
      await going.promise;
      jobs = 1;
    });
    await joined.promise;
    const early = transact((work) => closeBranch(work, id, async () => ({ openJobs: jobs, vehicles: 0 })));
    const refused = expect(early).rejects.toMatchObject({ code: 'branch_in_use' });
    // Time enough to close it, for whoever does not wait.
    await sleep(100);
    going.resolve();
    await making;
    await refused;

    const [closed, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const closing = transact(async (work) => {
      await closeBranch(work, id, async () => idle);
      closed.resolve();
      await done.promise;
    });
    await closed.promise;
    const late = transact((work) => joinBranch(work, id));
    const unknown = expect(late).rejects.toMatchObject({ code: 'branch_unknown' });
    await sleep(100);
    done.resolve();
    await closing;
    await unknown;
  });

  it('close when nothing of them is to be done, and one always stays', async () => {
    const { id } = await open('X');
    const busy = { openJobs: 2, vehicles: 1 };
    await expect(transact((work) => closeBranch(work, id, async () => busy))).rejects.toMatchObject({
      status: 409,
      code: 'branch_in_use',
      extra: busy,
    });
    await transact((work) => closeBranch(work, id, async () => idle));
    await expect(transact((work) => getBranch(work, id))).rejects.toMatchObject({
      status: 404,
      code: 'branch_unknown',
    });
    const left = await transact(listBranches);
    for (const { id: one } of left.slice(1)) await transact((work) => closeBranch(work, one, async () => idle));
    await expect(transact((work) => closeBranch(work, left[0]!.id, async () => idle))).rejects.toMatchObject({
      code: 'last_branch',
    });
  });

  it('of which two are closed at the same moment keep one', async () => {
    const other = await createTestOrganisation(test);
    const made = ['A', 'B'].map((code) => transact((work) => openBranch(work, { code, name: code }), other));
    const [a, b] = await Promise.all(made);
    const closing = [a!, b!].map(({ id }) => transact((work) => closeBranch(work, id, async () => idle), other));
    expect((await Promise.allSettled(closing)).map(({ status }) => status).toSorted()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(await transact(listBranches, other)).toHaveLength(1);
  });

  it('are nobody else’s', async () => {
    const [own] = await transact(listBranches);
    const other = await createTestOrganisation(test);
    await expect(transact((work) => getBranch(work, own!.id), other)).rejects.toMatchObject({ code: 'branch_unknown' });
    await expect(transact((work) => changeBranch(work, own!.id, { name: 'Mine' }, false), other)).rejects.toMatchObject(
      {
        code: 'branch_unknown',
      },
    );
  });
});
