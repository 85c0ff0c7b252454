import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, type Problem } from '../../../platform/index.ts';
import {
  addLine,
  type CloneWish,
  changeJobState,
  changeLine,
  cloneJob,
  inputOfClone,
  prepareJob,
  presentJob,
  removeLine,
  updateJob,
} from '../index.ts';
import { pieces } from '../schema.ts';
import { goodJob, type IntakeDesk, openIntakeDesk } from '../testing/intake-desk.ts';

let desk: IntakeDesk;
beforeAll(async () => {
  desk = await openIntakeDesk();
});
afterAll(() => desk?.close());

const [sofa] = goodJob().actions;
const line = (description: string, change: object = {}) => ({ ...sofa!, description, ...change });
let count = 0;
const create = (change: Parameters<typeof goodJob>[0] = {}) =>
  desk.create({
    ...goodJob({ merchantId: desk.merchants.own, contact: { ...goodJob().contact, name: `Lina Enzian ${++count}` } }),
    ...change,
  });
const refusal = (promise: Promise<unknown>): Promise<Problem> =>
  promise.then(
    () => Promise.reject(new Error('It was taken')),
    (error) => error,
  );
const linesOf = (jobId: string) => desk.read(async (work) => (await presentJob(work, jobId)).actions);

describe('the lines of a job', () => {
  it('are added, changed and taken away one by one, and those beside them keep their ids and orders', async () => {
    const made = await create({ actions: [line('Sofa'), line('Chair', { orderNumber: 'B-2' })], orderNumber: 'B-1' });
    const lamp = await desk.transact((work) => addLine(work, made.id, line('Lamp'), null));
    expect(lamp).toMatchObject({ description: 'Lamp', orderNumber: 'B-1', state: 'undetermined' });
    const [first, chair] = made.actions;
    const changed = await desk.transact((work) => changeLine(work, made.id, chair!.id, { quantity: 4 }, null));
    expect(changed).toEqual({ ...chair, quantity: 4 });
    await desk.transact((work) => removeLine(work, made.id, first!.id, null));
    expect(await linesOf(made.id)).toEqual([changed, lamp]);
    await desk.transact((work) => removeLine(work, made.id, chair!.id, null));
    expect(await refusal(desk.transact((work) => removeLine(work, made.id, lamp.id, null)))).toMatchObject({
      status: 409,
      code: 'last_line',
    });
  });

  it('are both there when two come at once', async () => {
    const made = await create();
    const add = (words: string) => desk.transact((work) => addLine(work, made.id, line(words), null));
    await Promise.all([add('Lamp'), add('Table')]);
    expect((await linesOf(made.id)).map(({ description }) => description).toSorted()).toEqual([
      'Lamp',
      'Sofa',
      'Table',
    ]);
  });

  it('are those of their own job and merchant only, and a hundred at the most', async () => {
    const [made, other] = [await create({ actions: Array.from({ length: 100 }, () => line('Box')) }), await create()];
    const change = (jobId: string, lineId: string, merchantId: string | null) =>
      refusal(desk.transact((work) => changeLine(work, jobId, lineId, { quantity: 2 }, merchantId)));
    expect(await change(made.id, other.actions[0]!.id, null)).toMatchObject({ status: 404, code: 'line_unknown' });
    expect(await change(made.id, made.actions[0]!.id, desk.merchants.other)).toMatchObject({ code: 'job_unknown' });
    const more = desk.transact((work) => addLine(work, made.id, line('Lamp'), null));
    expect(await refusal(more)).toMatchObject({ status: 409, code: 'too_many_lines' });
  });

  it('stay as they are while an itinerary was made for them', async () => {
    const made = await create({ skipStaging: true });
    await desk.transact((work) => changeJobState(work, made.id, 'schedule'));
    const add = desk.transact((work) => addLine(work, made.id, line('Lamp'), null));
    expect(await refusal(add)).toMatchObject({ status: 409, code: 'job_on_itinerary' });
  });

  it('stay on record once their goods were loaded, at either door', async () => {
    const made = await create({ actions: [line('Sofa'), line('Chair')], skipStaging: true });
    const [first, chair] = made.actions;
    await desk.transact(async (work) => {
      const { organisationId } = work;
      const piece = { organisationId, id: newId(), jobId: made.id, actionId: chair!.id, number: 1 };
      await work.db.insert(pieces).values({ ...piece, custody: 'received' });
    });
    const remove = desk.transact((work) => removeLine(work, made.id, chair!.id, null));
    expect(await refusal(remove)).toMatchObject({ status: 409, code: 'line_has_goods' });
    const shorter = { patch: { actions: [line('Sofa')] }, whereabouts: null };
    const whole = desk.transact((work) => updateJob(work, made.id, shorter, null));
    expect(await refusal(whole)).toMatchObject({ code: 'line_has_goods' });
    await desk.transact((work) => removeLine(work, made.id, first!.id, null));
    expect(await linesOf(made.id)).toMatchObject([{ id: chair!.id }]);
  });
});

describe('a job made from another', () => {
  const clone = async (jobId: string, wish: CloneWish = {}, merchantId: string | null = null) => {
    const job = await desk.read((work) => presentJob(work, jobId, merchantId));
    const prepared = await prepareJob(desk.geocoder, inputOfClone(job, wish));
    return desk.transact((work) => cloneJob(work, jobId, prepared, { origin: 'api', merchantId }));
  };

  it('has what was asked for and nothing of what came of it', async () => {
    const made = await create({
      referenceId: 'WK-clone',
      orderNumber: 'B-7',
      access: { floor: '3' },
      skills: ['carpenter'],
      notes: 'Ring twice',
      tags: ['vip'],
      metadata: { shop: 'bern', order: '7' },
      skipStaging: true,
    });
    await desk.transact((work) => changeJobState(work, made.id, 'cancel'));
    const copy = await clone(made.id, { serviceDate: '2026-11-25', metadata: { order: null, from: 'clone' } });
    const { id, code, createdAt, actions, ...same } = made;
    expect(copy).toMatchObject({
      ...same,
      state: 'staging',
      // Found again when it is released.
      customerId: null,
      referenceId: null,
      serviceDate: '2026-11-25',
      metadata: { shop: 'bern', from: 'clone' },
    });
    expect([copy.id, copy.code]).not.toEqual([id, code]);
    expect(copy.actions).toMatchObject(actions.map(({ id: _id, ...kept }) => kept));
    const { rows } = await desk.test.pool.query(
      `SELECT type, data->>'fromJobId' AS of FROM events WHERE subject_id = $1 ORDER BY seq`,
      [copy.id],
    );
    expect(rows).toEqual([
      { type: 'job.created', of: null },
      { type: 'job.cloned', of: id },
    ]);
  });

  it('keeps a place that somebody set by hand, unless it goes elsewhere', async () => {
    const made = await create({ point: { lon: 9.53, lat: 47.15 } });
    const date = { serviceDate: '2026-11-25' };
    expect((await clone(made.id, date)).address).toMatchObject({ point: { lon: 9.53, lat: 47.15 } });
    const elsewhere = { ...made.address.given, street: 'Landstrasse' };
    expect((await clone(made.id, { ...date, address: elsewhere })).address).toMatchObject({
      given: { street: 'Landstrasse' },
      point: { lon: 9.52, lat: 47.14 },
    });
  });

  it('is a suspected duplicate like any other, and its own merchant’s only', async () => {
    const made = await create();
    expect(await refusal(clone(made.id))).toMatchObject({
      status: 409,
      code: 'suspected_duplicate',
      extra: { jobId: made.id },
    });
    expect(await clone(made.id, { allowDuplicate: true })).toMatchObject({ state: 'staging' });
    expect(await refusal(clone(made.id, {}, desk.merchants.other))).toMatchObject({ code: 'job_unknown' });
  });
});
