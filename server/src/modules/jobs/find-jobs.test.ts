import type { Job } from '@roundsman/api-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/index.ts';
import { addMember } from '../accounts/index.ts';

import {
  cancelJob,
  countJobs,
  findJobs,
  holdJob,
  type JobQuery,
  jobHistory,
  listReasons,
  newJobIdsOf,
  preparePatch,
  readJobsToPlan,
  releaseJobs,
  seedReasons,
  updateJob,
} from './index.ts';
import { goodJob, type IntakeDesk, openIntakeDesk } from './testing/intake-desk.ts';

let desk: IntakeDesk;
let jobs: Job[];
let lost: Job;
let foreign: Job;

beforeAll(async () => {
  desk = await openIntakeDesk();
  const { own: merchantId, other } = desk.merchants;
  const named = (name: string) => ({ ...goodJob().contact, name });
  jobs = [];
  for (const [at, name] of ['Anna Ahorn', 'Beat Birke', 'Carla Cedra', 'Dina Distel', 'Emil_100%'].entries())
    jobs.push(
      await desk.create(
        goodJob({
          merchantId,
          contact: named(name),
          orderNumber: `B-${at}`,
          referenceId: `R-${at}`,
          metadata: { lot: `${at % 2}`, at: `${at}` },
        }),
      ),
    );
  lost = await desk.create(
    goodJob({
      merchantId,
      serviceDate: '2026-11-24',
      address: { street: 'Nirgendsgasse', houseNumber: '1', postcode: '', city: '', country: '' },
    }),
  );
  foreign = await desk.create(goodJob({ merchantId: other, contact: named('Fabio Ahornblatt') }));
  await desk.transact((work) => releaseJobs(work, [jobs[0]!.id], null));
});
afterAll(() => desk?.close());

const find = (query: JobQuery) => desk.read((work) => findJobs(work, query));
const idsOf = async (query: JobQuery) => (await find(query)).rows.map(({ id }) => id);

describe('finding jobs', () => {
  it('goes by date, state and fault', async () => {
    expect(await idsOf({ serviceDate: '2026-11-24' })).toEqual([lost.id]);
    expect(await idsOf({ state: ['new'] })).toEqual([jobs[0]!.id]);
    expect(await idsOf({ fault: 'address_not_found' })).toEqual([lost.id]);
  });

  it('goes by metadata, every condition of them and each exactly', async () => {
    expect(await idsOf({ metadata: { lot: '1' } })).toEqual([jobs[3]!.id, jobs[1]!.id]);
    expect(await idsOf({ metadata: { lot: '1', at: '3' } })).toEqual([jobs[3]!.id]);
    expect(await idsOf({ metadata: { lot: '1', at: '2' } })).toEqual([]);
    expect(await idsOf({ metadata: { lot: '1' }, merchantId: desk.merchants.other })).toEqual([]);
  });

  it('goes by a list, which may be empty', async () => {
    expect(await idsOf({ ids: [jobs[3]!.id, jobs[1]!.id] })).toEqual([jobs[1]!.id, jobs[3]!.id]);
    expect(await idsOf({ ids: [] })).toEqual([]);
  });

  it('pages a day in the order in which its jobs came, each job once', async () => {
    const all = await idsOf({ serviceDate: '2026-11-23' });
    const pages: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < 10; page++) {
      const { rows, next } = await find({ serviceDate: '2026-11-23', limit: 2, after });
      pages.push(...rows.map(({ id }) => id));
      if (next === null) break;
      after = next;
    }
    expect(pages).toEqual(all);
    expect(pages).toEqual([...jobs, foreign].map(({ id }) => id));
  });

  it('shows the newest first where nothing narrows it', async () => {
    expect((await idsOf({ limit: 2 }))[0]).toBe(foreign.id);
  });

  it.each([
    ['a code as people say it', () => jobs[1]!.code.toLowerCase().replace('-', ' '), () => [jobs[1]!.id]],
    ['part of a name', () => 'birk', () => [jobs[1]!.id]],
    ['a street as given', () => 'nirgendsg', () => [lost.id]],
    ['an order number', () => 'B-3', () => [jobs[3]!.id]],
    ['a reference', () => 'r-2', () => [jobs[2]!.id]],
    ['signs that mean something to a database', () => 'l_100%', () => [jobs[4]!.id]],
    ['nothing that is there', () => '%', () => [jobs[4]!.id]],
  ])('searches %s', async (_, search, expected) => {
    expect(await idsOf({ search: search(), merchantId: desk.merchants.own })).toEqual(expected());
  });

  it('shows a merchant its own only, whatever it asks for', async () => {
    expect(await idsOf({ merchantId: desk.merchants.other })).toEqual([foreign.id]);
    expect(await idsOf({ search: 'Ahorn', merchantId: desk.merchants.other })).toEqual([foreign.id]);
  });

  it('refuses a cursor that is none', async () => {
    await expect(find({ after: 'x' })).rejects.toMatchObject({ status: 400, code: 'bad_cursor' });
  });

  it('counts every state, and the faults of what waits', async () => {
    const counts = await desk.read((work) => countJobs(work, undefined, null));
    expect(counts.byState).toMatchObject({ staging: 6, new: 1, cancelled: 0, completed: 0 });
    expect(Object.keys(counts.byState)).toHaveLength(11);
    expect(counts.byFault).toEqual([{ code: 'address_not_found', severity: 'error', count: 1 }]);
    const own = await desk.read((work) => countJobs(work, '2026-11-23', desk.merchants.other));
    expect(own).toMatchObject({ byState: { staging: 1, new: 0 }, byFault: [] });
  });
});

describe('holding, cancelling and the history', () => {
  const hold = (jobId: string, wish: { reason: string; until: string | null } | null) =>
    desk.transact((work) => holdJob(work, jobId, wish, null));
  const newJobs = () =>
    desk.read(async (work) => readJobsToPlan(work, await newJobIdsOf(work, '2026-11-23', desk.branchId)));
  const heldReason = async (jobId: string) => (await newJobs()).find(({ id }) => id === jobId)?.heldReason;

  it('keeps a job back until it is let go, or until its time has come', async () => {
    const { id } = jobs[0]!;
    expect((await hold(id, { reason: 'Unpaid', until: null })).hold).toEqual({ reason: 'Unpaid', until: null });
    expect(await heldReason(id)).toBe('Unpaid');
    expect((await hold(id, null)).hold).toBeNull();
    await hold(id, { reason: 'Later', until: '2026-11-22T12:00:00.000Z' });
    expect(await heldReason(id)).toBe('Later');
    desk.clock.set(new Date('2026-11-22T12:00:01Z'));
    expect(await heldReason(id)).toBeNull();
    await expect(hold(id, { reason: 'Over', until: '2026-11-22T11:00:00Z' })).rejects.toMatchObject({
      code: 'hold_over',
    });
  });

  it('cancels with a reason of the list, or with words that stay in the notes', async () => {
    await desk.transact((work) => seedReasons(work));
    const coded = await desk.transact((work) => cancelJob(work, jobs[2]!.id, 'CUSTOMER_CANCELLED', null));
    expect(coded).toMatchObject({ state: 'cancelled', notes: '' });
    const worded = await desk.transact((work) => cancelJob(work, lost.id, 'typed twice', null));
    expect(worded).toMatchObject({ state: 'cancelled', notes: 'Cancelled: typed twice', faults: [] });
    const again = desk.transact((work) => cancelJob(work, lost.id, 'again', null));
    await expect(again).rejects.toMatchObject({ status: 409, code: 'wrong_state' });
    const foreigner = desk.transact((work) => cancelJob(work, jobs[3]!.id, 'x', desk.merchants.other));
    await expect(foreigner).rejects.toMatchObject({ status: 404 });
  });

  it('tells what happened to a job, by whom', async () => {
    const memberId = await desk.transact((work) =>
      addMember(work, { name: 'Dora', email: 'dora@example.org', role: 'dispatcher', password: 'correct horse' }),
    );
    const dora: Actor = { kind: 'member', id: memberId };
    const { id } = jobs[1]!;
    const patch = await preparePatch(desk.geocoder, { notes: 'Side door' });
    await desk.transact((work) => updateJob(work, id, patch, null), dora);
    await desk.transact((work) => releaseJobs(work, [id], null), dora);
    const history = await desk.read((work) => jobHistory(work, id, null));
    expect(history.map(({ type, actor }) => [type, actor.kind, actor.name])).toEqual([
      ['job.created', 'member', null],
      ['job.changed', 'member', 'Dora'],
      ['job.released', 'member', 'Dora'],
    ]);
    expect(history[1]!.data).toEqual({ fields: ['notes'] });
    const foreigner = desk.read((work) => jobHistory(work, id, desk.merchants.other));
    await expect(foreigner).rejects.toMatchObject({ status: 404 });
  });

  it('lists each reason once with all that it applies to, however often they are seeded', async () => {
    await desk.transact((work) => seedReasons(work));
    const reasons = await desk.read((work) => listReasons(work));
    expect(new Set(reasons.map(({ code }) => code)).size).toBe(reasons.length);
    expect(reasons.find(({ code }) => code === 'NO_ACCESS')).toEqual({
      code: 'NO_ACCESS',
      words: 'No access to the building',
      appliesTo: ['incomplete'],
      needsPhoto: true,
    });
  });
});
