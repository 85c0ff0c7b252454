import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelJob, newJobIdsOf, presentJob, readJobsToPlan, releaseJobs } from '../index.ts';
import { goodJob, type IntakeDesk, openIntakeDesk } from '../testing/intake-desk.ts';

let desk: IntakeDesk;
beforeAll(async () => {
  desk = await openIntakeDesk();
});
afterAll(() => desk?.close());

const LOST = { street: 'Nirgends', houseNumber: '1', postcode: '9490', city: 'Vaduz', country: 'LI' };
const MISSING = '01920000-0000-7000-8000-000000000000';
let count = 0;
const create = (change: Parameters<typeof goodJob>[0] = {}) =>
  desk.create({
    ...goodJob({ merchantId: desk.merchants.own, contact: { ...goodJob().contact, name: `Nora Quendel ${++count}` } }),
    ...change,
  });
const release = (ids: string[], merchantId: string | null = null) =>
  desk.transact((work) => releaseJobs(work, ids, merchantId));
const query = async (text: string, id: string) => (await desk.test.pool.query(text, [id])).rows;

describe('releasing jobs', () => {
  it('answers each by itself, in the order asked', async () => {
    const [good, lost, cancelled] = [await create(), await create({ address: LOST }), await create()];
    await desk.transact((work) => cancelJob(work, cancelled.id, 'sent twice', null));
    const results = await release([lost.id, MISSING, good.id, cancelled.id, good.id]);
    expect(results).toMatchObject([
      { id: lost.id, done: false, problem: { code: 'address_not_found', remedy: expect.stringContaining('pin') } },
      { id: MISSING, done: false, problem: { code: 'job_unknown' } },
      { id: good.id, done: true },
      { id: cancelled.id, done: false, problem: { code: 'wrong_state' } },
    ]);
    expect(await release([good.id])).toMatchObject([{ done: false, problem: { code: 'wrong_state' } }]);
  });

  it('makes them ready to be planned, with their windows as instants', async () => {
    const { id } = await create({ operatorsNeeded: 2 });
    await release([id]);
    const ready = await desk.read(async (work) =>
      readJobsToPlan(work, await newJobIdsOf(work, '2026-11-23', desk.branchId)),
    );
    expect(ready.find((job) => job.id === id)).toMatchObject({
      operatorsNeeded: 2,
      point: { lon: 9.52, lat: 47.14 },
      windows: [{ startsAt: new Date('2026-11-23T07:00:00Z'), endsAt: new Date('2026-11-23T11:00:00Z') }],
      delivered: [{ load: { weightGrams: 78_000, volumeLitres: 2_100, pieces: 1 } }],
      heldReason: null,
    });
  });

  it('looks again: what was right when it came may have passed', async () => {
    const { id } = await create();
    desk.clock.set(new Date('2026-11-23T15:00:00Z'));
    expect(await release([id])).toMatchObject([{ done: false, problem: { code: 'window_past' } }]);
    desk.clock.set(new Date('2026-11-22T11:00:00Z'));
    expect((await desk.read((work) => presentJob(work, id))).faults).toMatchObject([{ code: 'window_past' }]);
    expect(await release([id])).toMatchObject([{ done: true }]);
  });

  it('lets warnings pass and notes who accepted them', async () => {
    const { id, faults } = await create({ skills: ['piano'] });
    expect(faults).toMatchObject([{ severity: 'warning' }]);
    expect(await release([id])).toMatchObject([{ done: true }]);
    expect((await desk.read((work) => presentJob(work, id))).faults).toEqual([]);
    const kept = await query('SELECT code, accepted_at FROM job_faults WHERE job_id = $1', id);
    expect(kept).toEqual([{ code: 'skill_unknown', accepted_at: desk.clock.now() }]);
  });

  it('makes the recipient a customer: the same person with the same number is the same, a number alone is not', async () => {
    const contact = { name: 'Sara Holunder', phone: '+423 793 11 22', email: null, language: null };
    const first = await create({ contact });
    const second = await create({ contact, serviceDate: '2026-11-24' });
    const husband = await create({ contact: { ...contact, name: 'Urs Holunder' } });
    const elsewhere = await create({ contact, merchantId: desk.merchants.other });
    const all = [first, second, husband, elsewhere].map(({ id }) => id);
    const customerOf = async (id: string) =>
      (await query('SELECT customer_id FROM jobs WHERE id = $1', id))[0].customer_id as string | null;
    expect(await customerOf(first.id)).toBeNull();
    await release(all);
    const customers = await Promise.all(all.map(customerOf));
    expect(customers[0]).not.toBeNull();
    expect(customers[1]).toBe(customers[0]);
    expect(new Set(customers).size).toBe(3);
  });

  it('does not see another merchant’s', async () => {
    const { id } = await create();
    expect(await release([id], desk.merchants.other)).toMatchObject([
      { done: false, problem: { code: 'job_unknown' } },
    ]);
    expect(await release([id], desk.merchants.own)).toMatchObject([{ done: true }]);
  });

  it('happens once when two ask at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, async () => (await create()).id));
    const answers = await Promise.all([release(ids), release(ids.toReversed())]);
    expect(answers.flat().filter(({ done }) => done)).toHaveLength(6);
    const events = (await desk.test.pool.query(
      `SELECT subject_id FROM events WHERE type = 'job.released' AND subject_id = ANY($1)`,
      [ids],
    )) as { rows: unknown[] };
    expect(events.rows).toHaveLength(6);
  });
});
