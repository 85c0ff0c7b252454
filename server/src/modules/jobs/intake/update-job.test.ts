import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Problem } from '../../../platform/index.ts';
import { cancelJob, changeJobState, type JobChange, preparePatch, updateJob } from '../index.ts';
import { goodJob, type IntakeDesk, openIntakeDesk } from '../testing/intake-desk.ts';

let desk: IntakeDesk;
beforeAll(async () => {
  desk = await openIntakeDesk();
});
afterAll(() => desk?.close());

const DEVICE: Actor = { kind: 'device', id: null };
const LOST = { street: 'Nirgends', houseNumber: '1', postcode: '9490', city: 'Vaduz', country: 'LI' };
let count = 0;
const create = (change: Parameters<typeof goodJob>[0] = {}) =>
  desk.create({
    ...goodJob({ merchantId: desk.merchants.own, contact: { ...goodJob().contact, name: `Marco Enzian ${++count}` } }),
    ...change,
  });
async function patch(jobId: string, change: JobChange, merchantId: string | null = null) {
  const prepared = await preparePatch(desk.geocoder, change);
  return desk.transact((work) => updateJob(work, jobId, prepared, merchantId));
}
const refusal = (promise: Promise<unknown>): Promise<Problem> =>
  promise.then(
    () => Promise.reject(new Error('It was taken')),
    (error) => error,
  );
const query = async (text: string, id: string) => (await desk.test.pool.query(text, [id])).rows;

describe('fixing a job in staging', () => {
  it('looks the new address up, and keeps what was said before', async () => {
    const made = await create({ address: LOST });
    expect(made.faults).toMatchObject([{ code: 'address_not_found' }]);
    const fixed = await patch(made.id, { address: { ...LOST, street: 'Landstrasse' } });
    expect(fixed).toMatchObject({ faults: [], revision: 2 });
    expect(fixed.address).toMatchObject({ confidence: 'high', given: { street: 'Landstrasse' } });
    const corrections = await query(
      'SELECT c.changed FROM address_corrections c JOIN jobs j ON j.address_id = c.address_id WHERE j.id = $1',
      made.id,
    );
    expect(corrections).toEqual([{ changed: { street: { from: 'Nirgends', to: 'Landstrasse' } } }]);
    const geocodes = await query(
      'SELECT g.confidence FROM address_geocodes g JOIN jobs j ON j.address_id = g.address_id WHERE j.id = $1 ORDER BY g.id',
      made.id,
    );
    expect(geocodes).toEqual([{ confidence: 'none' }, { confidence: 'high' }]);
  });

  it('ends all doubt with a pin, as a layer above what was given', async () => {
    const made = await create({ address: LOST });
    const pinned = await patch(made.id, { pin: { lon: 9.51, lat: 47.11 } });
    expect(pinned).toMatchObject({ faults: [] });
    expect(pinned.address).toMatchObject({ confidence: 'pinned', point: { lon: 9.51, lat: 47.11 }, given: LOST });
  });

  it('refuses a pin where nobody can drive', async () => {
    const made = await create();
    const problem = await refusal(patch(made.id, { pin: { lon: 0, lat: 0 } }));
    expect(problem).toMatchObject({ status: 422, code: 'pin_off_the_map', fields: [{ field: 'body.pin' }] });
  });

  it('looks for all faults anew', async () => {
    const made = await create({ serviceDate: '2026-11-20' });
    expect(made.faults.map(({ code }) => code)).toEqual(['service_date_past']);
    const worse = await patch(made.id, { contact: { name: 'Marco', phone: null, email: null, language: null } });
    expect(worse.faults.map(({ code }) => code)).toEqual(['service_date_past', 'contact_missing']);
    const fixed = await patch(made.id, { serviceDate: '2026-11-24', contact: made.contact });
    expect(fixed.faults).toEqual([]);
    const windows = await query('SELECT starts_at FROM job_windows WHERE job_id = $1', made.id);
    expect(windows).toEqual([{ starts_at: new Date('2026-11-24T07:00:00Z') }]);
  });

  it('changes lines in place, so that their ids stay', async () => {
    const [line] = goodJob().actions;
    const made = await create({ actions: [line!, { ...line!, description: 'Chair' }], orderNumber: 'B-9' });
    const [sofa] = made.actions;
    const changed = await patch(made.id, { actions: [{ ...line!, quantity: 3 }] });
    expect(changed.actions).toMatchObject([{ id: sofa!.id, quantity: 3, orderNumber: 'B-9' }]);
    const more = await patch(made.id, { actions: [line!, { ...line!, kind: 'pickup', orderNumber: 'B-10' }] });
    expect(more.actions.map(({ id, orderNumber }) => [id === sofa!.id, orderNumber])).toEqual([
      [true, 'B-9'],
      [false, 'B-10'],
    ]);
    expect((await patch(made.id, { orderNumber: null })).orderNumber).toBeNull();
  });

  it('leaves what is absent, empties what is null', async () => {
    const made = await create({ referenceId: 'WK-up', notes: 'Ring twice', tags: ['a'] });
    const changed = await patch(made.id, { referenceId: null, priority: 9, access: { floor: '2' } });
    expect(changed).toMatchObject({ referenceId: null, notes: 'Ring twice', tags: ['a'], priority: 9 });
    expect(changed.address.access.floor).toBe('2');
  });

  it('says on the log which fields were changed, never what they say', async () => {
    const made = await create();
    await patch(made.id, { notes: 'Beware of the dog', priority: 3 });
    const events = await query(`SELECT data FROM events WHERE subject_id = $1 AND type = 'job.changed'`, made.id);
    expect(events).toEqual([{ data: { fields: ['notes', 'priority'] } }]);
  });

  it('merges metadata key by key, and says on the log that they changed, never what they say', async () => {
    const made = await create({ metadata: { shop: 'bern', 'order.id': '7', colour: 'red' } });
    expect(made.metadata).toEqual({ shop: 'bern', 'order.id': '7', colour: 'red' });
    const merged = await patch(made.id, { metadata: { colour: null, shop: 'basel', unknown: null, size: '' } });
    expect(merged).toMatchObject({ metadata: { shop: 'basel', 'order.id': '7', size: '' }, revision: 2 });
    expect(Object.keys(merged.metadata)).toHaveLength(3);
    const events = await query(`SELECT data FROM events WHERE subject_id = $1 AND type = 'job.changed'`, made.id);
    expect(events).toEqual([{ data: { fields: ['metadata'] } }]);
    expect((await patch(made.id, { metadata: null })).metadata).toEqual({});
  });

  it('keeps fifty keys of metadata and not one more, whatever the patches', async () => {
    const keys = (from: number, to: number) =>
      Object.fromEntries(Array.from({ length: to - from }, (_, at) => [`k${from + at}`, 'x']));
    const made = await create({ metadata: keys(0, 50) });
    expect(await refusal(patch(made.id, { metadata: { one: 'more' } }))).toMatchObject({
      status: 422,
      code: 'too_much_metadata',
    });
    expect((await patch(made.id, { metadata: { one: 'more', k0: null } })).metadata).toMatchObject({ one: 'more' });
  });

  it('refuses a reference that another job has', async () => {
    const holder = await create({ referenceId: 'WK-held' });
    const made = await create();
    const problem = await refusal(patch(made.id, { referenceId: 'WK-held' }));
    expect(problem).toMatchObject({ status: 409, code: 'reference_taken', extra: { jobId: holder.id } });
    expect(await patch(holder.id, { referenceId: 'WK-held' })).toMatchObject({ referenceId: 'WK-held' });
  });

  it('is its own merchant’s only', async () => {
    const made = await create();
    expect(await refusal(patch(made.id, { notes: 'x' }, desk.merchants.other))).toMatchObject({ code: 'job_unknown' });
  });
});

describe('changing a job later', () => {
  it('refuses what could not have been released, by field, and changes nothing', async () => {
    const made = await create({ skipStaging: true });
    const problem = await refusal(patch(made.id, { address: LOST, notes: 'changed' }));
    expect(problem).toMatchObject({ status: 422, code: 'not_releasable', fields: [{ field: 'body.address' }] });
    const rows = await query('SELECT notes, revision FROM jobs WHERE id = $1', made.id);
    expect(rows).toEqual([{ notes: null, revision: 1 }]);
  });

  it('takes a telephone number though the window has passed meanwhile', async () => {
    const made = await create({ skipStaging: true });
    desk.clock.set(new Date('2026-11-23T15:00:00Z'));
    const changed = await patch(made.id, { contact: { ...made.contact, phone: '+423 792 00 00' } });
    expect(changed.contact.phone).toBe('+4237920000');
    desk.clock.set(new Date('2026-11-22T11:00:00Z'));
  });

  it('refuses another date while it stands on an itinerary, not a note', async () => {
    const made = await create({ skipStaging: true });
    await desk.transact((work) => changeJobState(work, made.id, 'schedule'));
    const problem = await refusal(patch(made.id, { serviceDate: '2026-11-25' }));
    expect(problem).toMatchObject({ status: 409, code: 'job_on_itinerary', extra: { state: 'scheduled' } });
    expect(problem.remedy).toContain('Take it off its itinerary');
    expect(await patch(made.id, { notes: 'Side door' })).toMatchObject({ notes: 'Side door', state: 'scheduled' });
  });

  it('takes only what helps the crew while they are under way, and nothing once it is over', async () => {
    const made = await create({ skipStaging: true });
    for (const event of ['schedule', 'dispatch', 'leave'] as const)
      await desk.transact((work) => changeJobState(work, made.id, event));
    expect(await refusal(patch(made.id, { windows: [] }))).toMatchObject({ status: 409, code: 'job_under_way' });
    expect(await patch(made.id, { pin: { lon: 9.51, lat: 47.1 } })).toMatchObject({
      address: { confidence: 'pinned' },
    });
    await desk.transact((work) => changeJobState(work, made.id, 'arrive'), DEVICE);
    await desk.transact((work) => changeJobState(work, made.id, 'settle_completed'), DEVICE);
    const problem = await refusal(patch(made.id, { notes: 'late' }));
    expect(problem).toMatchObject({ status: 409, code: 'job_closed', remedy: expect.stringContaining('retryOf') });
    // What an integration keeps beside it says nothing of the visit.
    expect(await patch(made.id, { metadata: { invoice: '4711' } })).toMatchObject({ metadata: { invoice: '4711' } });
    expect(await refusal(patch(made.id, { metadata: {}, notes: 'late' }))).toMatchObject({ code: 'job_closed' });
  });

  it('refuses a cancelled one too', async () => {
    const made = await create();
    await desk.transact((work) => cancelJob(work, made.id, 'sent twice', null));
    expect(await refusal(patch(made.id, { notes: 'x' }))).toMatchObject({ code: 'job_closed' });
  });
});
