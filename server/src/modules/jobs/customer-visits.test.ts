import type { JobInput } from '@roundsman/api-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CustomerChange,
  changeCustomer,
  findCustomers,
  getCustomer,
  mergeCustomers,
  separateCustomers,
} from '../customers/index.ts';
import {
  cancelJob,
  findJobs,
  followCorrection,
  type JobChange,
  presentJob,
  releaseJobs,
  updateJob,
  withVisits,
} from './index.ts';
import { goodJob, type IntakeDesk, openIntakeDesk } from './testing/intake-desk.ts';

let desk: IntakeDesk;
beforeAll(async () => {
  desk = await openIntakeDesk();
});
afterAll(() => desk?.close());

const NOBODY = '01920000-0000-7000-8000-000000000000';

/** Released jobs, and whose they became. */
async function visits(...wishes: Partial<JobInput>[]): Promise<{ ids: string[]; customers: string[] }> {
  const ids: string[] = [];
  for (const wish of wishes) {
    const { id } = await desk.create(goodJob({ merchantId: desk.merchants.own, allowDuplicate: true, ...wish }));
    ids.push(id);
  }
  await desk.transact((work) => releaseJobs(work, ids, null));
  const jobs = await desk.read((work) => Promise.all(ids.map((id) => presentJob(work, id))));
  return { ids, customers: jobs.map(({ customerId }) => customerId!) };
}

const contact = (name: string, phone: string | null, email: string | null = null) => {
  return { name, phone, email, language: 'de' };
};
const read = (id: string) =>
  desk.read(async (work) => (await withVisits(work, [await getCustomer(work, id, null)]))[0]!);
const correct = (id: string, change: CustomerChange) =>
  desk.transact(async (work) => {
    const { before, after } = await changeCustomer(work, id, change, null);
    await followCorrection(work, before, after);
  });
const search = async (text: string, merchantId: string | null = null) =>
  (await desk.read((work) => findCustomers(work, { search: text, merchantId }))).rows.map(({ id }) => id);
const problem = (code: string) => expect.objectContaining({ code });

describe('whose a job is', () => {
  it('is told by the merchant’s own number before anything else', async () => {
    const { customers } = await visits(
      { contact: contact('Lea Muster', '+423 791 00 01'), customerReferenceId: 'K-1' },
      { contact: contact('L. Muster', '+423 791 00 02'), customerReferenceId: 'K-1' },
      { contact: contact('Lea Muster', '+423 791 00 01'), customerReferenceId: 'K-2' },
      { contact: contact('Lea Muster', '+423 791 00 01') },
    );
    const [first, sameNumber, otherNumber, noNumber] = customers;
    expect(sameNumber).toBe(first);
    expect(otherNumber).not.toBe(first);
    expect(noNumber).toBe(first);
    expect(await read(first!)).toMatchObject({
      name: 'Lea Muster',
      referenceId: 'K-1',
      phone: '+4237910001',
      otherPhones: ['+4237910002'],
      visits: { open: 3, all: 3 },
    });
    const later = await visits({ contact: contact('Muster', null), customerReferenceId: 'K-1' });
    expect(later.customers).toEqual([first]);
  });

  it('gives a number to who had none, and keeps what jobs name newly', async () => {
    const known = await visits({ contact: contact('Udo Kern', '+423 791 00 03') });
    const numbered = await visits({
      contact: contact('Udo Kern', '+423 791 00 03', 'udo@example.org'),
      customerReferenceId: 'K-9',
    });
    expect(numbered.customers).toEqual(known.customers);
    expect(await visits({ contact: contact('Udo Kern', null, 'udo@example.org') })).toMatchObject({
      customers: known.customers,
    });
    expect(await read(known.customers[0]!)).toMatchObject({ referenceId: 'K-9', email: 'udo@example.org' });
  });

  it('makes one customer when the same number comes twice at once', async () => {
    const both = await Promise.all([
      visits({ contact: contact('Eva Ott', '+423 791 00 04'), customerReferenceId: 'K-TWO' }),
      visits({ contact: contact('Eva Otto', '+423 791 00 05'), customerReferenceId: 'K-TWO' }),
    ]);
    expect(both[0].customers).toEqual(both[1].customers);
  });
});

describe('a job that is another’s', () => {
  const give = (jobId: string, patch: JobChange, merchantId: string | null = null) =>
    desk.transact((work) => updateJob(work, jobId, { patch, whereabouts: null }, merchantId));
  const changes = async (jobId: string) =>
    (
      await desk.test.pool.query(
        `SELECT data->'fields' AS fields FROM events WHERE type = 'job.changed' AND subject_id = $1 ORDER BY seq`,
        [jobId],
      )
    ).rows.map(({ fields }) => fields);

  it('goes to who has the number it should have named, and takes along what it alone had taught', async () => {
    const { ids, customers } = await visits(
      { contact: contact('Nora Frick', '+423 792 00 01'), customerReferenceId: 'K-100' },
      { contact: contact('Hans Wolf', '+423 792 00 02'), customerReferenceId: 'K-100' },
      { contact: contact('Hans Wolf', '+423 792 00 03'), customerReferenceId: 'K-101' },
    );
    const [nora, , hans] = customers as [string, string, string];
    expect((await read(nora)).otherPhones).toEqual(['+4237920002']);
    const moved = await give(ids[1]!, { customerReferenceId: 'K-101' });
    expect(moved).toMatchObject({ customerId: hans, customerReferenceId: 'K-101', revision: 2 });
    expect(moved.contact).toMatchObject({ name: 'Hans Wolf', phone: '+4237920002' });
    expect(await read(nora)).toMatchObject({ phone: '+4237920001', otherPhones: [], visits: { all: 1 } });
    expect(await read(hans)).toMatchObject({ otherPhones: ['+4237920002'], visits: { all: 2 } });
    expect(await changes(ids[1]!)).toEqual([['customerId', 'customerReferenceId']]);
    // The same once more is no change.
    expect(await give(ids[1]!, { customerReferenceId: 'K-101' })).toMatchObject({ revision: 2 });
    const own = await give(ids[1]!, { customerReferenceId: 'K-NEW' });
    expect([nora, hans]).not.toContain(own.customerId);
    expect(await read(own.customerId!)).toMatchObject({ referenceId: 'K-NEW', name: 'Hans Wolf' });
  });

  it('goes by id with their number, also when it is over; a contact that is sent along is theirs', async () => {
    const { ids, customers } = await visits(
      { contact: contact('Olga Beck', '+423 792 10 01') },
      { contact: contact('Otto Beck', '+423 792 10 02'), customerReferenceId: 'K-200' },
    );
    const [, otto] = customers as [string, string];
    const given = await give(ids[0]!, { customerId: otto, contact: contact('Otto Beck', '+423 792 10 02') });
    expect(given).toMatchObject({ customerId: otto, customerReferenceId: 'K-200', contact: { name: 'Otto Beck' } });
    expect(await changes(ids[0]!)).toEqual([['contact', 'customerId', 'customerReferenceId']]);
    await desk.transact((work) => cancelJob(work, ids[1]!, 'twice', null));
    const back = await give(ids[1]!, { customerReferenceId: null });
    expect(back).toMatchObject({ state: 'cancelled', customerId: otto, customerReferenceId: null });
  });

  it('waits for its release in staging, with whom was chosen', async () => {
    const { customers } = await visits({ contact: contact('Vera Hoop', '+423 792 20 01') });
    const vera = customers[0]!;
    const { id } = await desk.create(
      goodJob({ merchantId: desk.merchants.own, contact: contact('V. Hoop', '+423 792 20 02') }),
    );
    expect(await give(id, { customerReferenceId: 'K-300' })).toMatchObject({
      customerId: null,
      customerReferenceId: 'K-300',
    });
    expect(await give(id, { customerId: vera })).toMatchObject({ customerId: vera, customerReferenceId: null });
    await desk.transact((work) => releaseJobs(work, [id], null));
    expect(await desk.read((work) => presentJob(work, id))).toMatchObject({ state: 'new', customerId: vera });
  });

  it('is never given across merchants, twice at once, or away from who was erased', async () => {
    const { ids, customers } = await visits(
      { contact: contact('Rita Marxer', '+423 792 30 01') },
      { contact: contact('Rita Marxer', '+423 792 30 01'), merchantId: desk.merchants.other },
    );
    const [own, other] = customers as [string, string];
    await expect(give(ids[0]!, { customerId: other })).rejects.toEqual(problem('other_merchant'));
    await expect(give(ids[0]!, { customerId: other }, desk.merchants.own)).rejects.toMatchObject({
      status: 422,
      code: 'customer_unknown',
      fields: [{ field: 'body.customerId' }],
    });
    await expect(give(ids[0]!, { customerId: own, customerReferenceId: 'K' })).rejects.toEqual(
      problem('customer_named_twice'),
    );
    await desk.test.pool.query('UPDATE customers SET erased_at = created_at WHERE id = $1', [other]);
    await expect(give(ids[1]!, { customerReferenceId: 'K-400' })).rejects.toEqual(problem('customer_erased'));
  });
});

describe('a customer', () => {
  it('is found by a part of the name, a number as people write it, an e-mail and the reference', async () => {
    const { customers } = await visits({
      contact: contact('Rosa Zwetschge', '+423 791 22 33', 'Rosa@Example.org'),
      customerReferenceId: '100%',
    });
    for (const text of ['zwetsch', '791 22 33', '0791 2233', 'rosa@example.org', '100%'])
      expect(await search(text)).toEqual(customers);
    expect(await search('rosa@example.or')).toEqual([]);
    expect(await search('zwetsch', desk.merchants.other)).toEqual([]);
    await expect(desk.read((work) => getCustomer(work, customers[0]!, desk.merchants.other))).rejects.toEqual(
      problem('customer_unknown'),
    );
  });

  it('is corrected once: open jobs follow where they said the same, others and those that are over do not', async () => {
    const own = contact('Karl Dorn', '+423 791 44 55', 'karl@example.org');
    const { ids, customers } = await visits(
      { contact: own },
      { contact: { ...own, email: 'office@example.org' } },
      { contact: own },
    );
    await desk.transact((work) => cancelJob(work, ids[2]!, 'twice', null));
    const events = async () =>
      (await desk.test.pool.query(`SELECT data FROM events WHERE type = 'job.changed' AND subject_id = ANY($1)`, [ids]))
        .rows.length;
    expect(await events()).toBe(0);
    await correct(customers[0]!, { phone: '791 44 66', email: 'dorn@example.org', notes: 'Rings twice' });
    const contacts = await desk.read((work) => Promise.all(ids.map((id) => presentJob(work, id))));
    expect(contacts.map((job) => [job.contact.phone, job.contact.email])).toEqual([
      ['+4237914466', 'dorn@example.org'],
      ['+4237914466', 'office@example.org'],
      ['+4237914455', 'karl@example.org'],
    ]);
    expect(await events()).toBe(2);
    expect(await read(customers[0]!)).toMatchObject({
      phone: '+4237914466',
      email: 'dorn@example.org',
      otherEmails: ['office@example.org'],
      notes: 'Rings twice',
    });
    expect(await search('791 44 55')).toEqual([]);
    await correct(customers[0]!, { phone: null });
    expect(await read(customers[0]!)).toMatchObject({ phone: null, otherPhones: [] });
  });

  it('refuses what can be no number or address, and a reference that is another’s', async () => {
    const { customers } = await visits(
      { contact: contact('Ida Korn', '+423 791 66 77'), customerReferenceId: 'K-30' },
      { contact: contact('Ivo Korn', '+423 791 66 78') },
    );
    const [ida, ivo] = customers as [string, string];
    await expect(correct(ivo, { phone: 'twice', email: 'no' })).rejects.toMatchObject({
      code: 'channel_not_valid',
      fields: [{ field: 'body.phone' }, { field: 'body.email' }],
    });
    await expect(correct(ivo, { referenceId: 'K-30' })).rejects.toMatchObject({
      code: 'customer_reference_taken',
      extra: { customerId: ida },
    });
    await expect(correct(NOBODY, { notes: 'x' })).rejects.toEqual(problem('customer_unknown'));
  });
});

describe('two customers who are the same', () => {
  it('are merged with all who were merged before, found under each name, and parted again', async () => {
    const { customers, ids } = await visits(
      { contact: contact('Ann Lenz', '+423 791 88 01') },
      { contact: contact('Anna Lenz', '+423 791 88 02') },
      { contact: contact('A. Lenz', '+423 791 88 03') },
    );
    const [ann, anna, a] = customers as [string, string, string];
    const merge = (kept: string, other: string) => desk.transact((work) => mergeCustomers(work, kept, other, null));
    const part = (kept: string, other: string) => desk.transact((work) => separateCustomers(work, kept, other, null));
    await merge(anna, a);
    await merge(ann, anna);
    await expect(merge(ann, a)).rejects.toEqual(problem('already_the_same'));
    expect(await read(a)).toMatchObject({
      id: ann,
      merged: [
        { id: anna, name: 'Anna Lenz' },
        { id: a, name: 'A. Lenz' },
      ],
      otherPhones: ['+4237918802', '+4237918803'],
      visits: { open: 3, all: 3 },
    });
    expect(await search('A. Lenz')).toEqual([ann]);
    const { rows } = await desk.read((work) => findJobs(work, { customerId: anna }));
    expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect((await visits({ contact: contact('A. Lenz', '+423 791 88 03') })).customers).toEqual([ann]);
    await part(ann, anna);
    expect(await read(ann)).toMatchObject({ merged: [], visits: { all: 2 } });
    expect(await read(a)).toMatchObject({ id: anna, merged: [{ id: a }], visits: { all: 2 } });
    await expect(part(ann, anna)).rejects.toEqual(problem('not_merged'));
  });

  it('never are so across merchants', async () => {
    const { customers } = await visits(
      { contact: contact('Pia Senn', '+423 791 99 01') },
      { contact: contact('Pia Senn', '+423 791 99 01'), merchantId: desk.merchants.other },
    );
    const [one, other] = customers as [string, string];
    const merge = (merchantId: string | null) => desk.transact((work) => mergeCustomers(work, one, other, merchantId));
    await expect(merge(null)).rejects.toEqual(problem('other_merchant'));
    await expect(merge(desk.merchants.own)).rejects.toMatchObject({ code: 'customer_unknown', status: 422 });
  });
});
