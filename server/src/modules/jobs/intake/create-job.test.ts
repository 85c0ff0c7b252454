import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../../platform/index.ts';
import { findJobs, presentJob } from '../index.ts';
import { goodJob, type IntakeDesk, openIntakeDesk } from '../testing/intake-desk.ts';

let desk: IntakeDesk;
beforeAll(async () => {
  desk = await openIntakeDesk();
});
afterAll(() => desk?.close());

let count = 0;
/** Nobody's twin: every job has a recipient of its own. */
const job = (change: Parameters<typeof goodJob>[0] = {}) => {
  const merchantId = desk.merchants.own;
  const contact = { ...goodJob().contact, name: `Lea Trollblum ${++count}` };
  return { ...goodJob({ merchantId, contact }), ...change };
};
const refusal = (promise: Promise<unknown>): Promise<Problem> =>
  promise.then(
    () => Promise.reject(new Error('It was taken')),
    (error) => error,
  );

describe('a job that comes in', () => {
  it('waits in staging, found on the map, with everything that was given', async () => {
    const input = job({
      referenceId: 'WK-1',
      orderNumber: 'B-1',
      access: { floor: '3', lift: true, note: 'Hintereingang' },
      skills: ['carpenter'],
      operatorsNeeded: 2,
      priority: 50,
      tags: ['vip'],
      signatureRequired: false,
    });
    const made = await desk.create(input);
    expect(made).toMatchObject({
      state: 'staging',
      code: expect.stringMatching(/^J-[2-9A-Z]{6}$/),
      merchantName: 'Wohnkultur Falknis',
      referenceId: 'WK-1',
      orderNumber: 'B-1',
      faults: [],
      zone: 'Europe/Vaduz',
      windows: [{ from: '08:00', to: '12:00' }],
      contact: { ...input.contact, phone: '+4237912345' },
      address: { given: input.address, confidence: 'high', point: { lon: 9.52, lat: 47.14 } },
      skills: ['carpenter'],
      operatorsNeeded: 2,
      priority: 50,
      tags: ['vip'],
      signatureRequired: false,
      load: { weightGrams: 78_000, volumeLitres: 2_100, pieces: 1 },
      revision: 1,
    });
    expect(made.address.access).toEqual({ floor: '3', lift: true, parking: null, note: 'Hintereingang' });
    expect(await desk.eventTypes()).toContain('job.created');
  });

  it('shows every fault in the field it belongs to', async () => {
    const made = await desk.create(
      job({
        serviceDate: '2026-11-20',
        contact: { name: 'Nobody', phone: 'ring twice', email: 'no-at', language: null },
        address: { street: 'Nirgends', houseNumber: '1', postcode: '9490', city: 'Vaduz', country: 'LI' },
        skills: ['piano'],
        operatorsNeeded: 4,
        actions: [
          { kind: 'delivery', description: 'Safe', quantity: 1, unitWeightGrams: 6_200_000, unitVolumeLitres: 1 },
        ],
      }),
    );
    expect(made.faults.map(({ field, code, severity }) => `${severity} ${field} ${code}`).toSorted()).toEqual([
      'error address address_not_found',
      'error serviceDate service_date_past',
      'warning actions too_big',
      'warning contact.email email_invalid',
      'warning contact.phone phone_invalid',
      'warning operatorsNeeded too_many_operators',
      'warning skills skill_unknown',
    ]);
    expect(made.contact).toMatchObject({ phone: 'ring twice', email: 'no-at' });
  });

  it('sees a window of today that has passed', async () => {
    const made = await desk.create(job({ serviceDate: '2026-11-22', windows: [{ from: '08:00', to: '10:00' }] }));
    expect(made.faults).toMatchObject([{ field: 'windows.0', code: 'window_past', severity: 'error' }]);
  });

  it('takes a point that was given, and doubts one where nothing is', async () => {
    const onMap = await desk.create(job({ point: { lon: 9.53, lat: 47.15 } }));
    expect(onMap.address).toMatchObject({ confidence: 'pinned', point: { lon: 9.53, lat: 47.15 } });
    const atSea = await desk.create(job({ point: { lon: 2, lat: 50 } }));
    expect(atSea.faults).toMatchObject([{ code: 'address_uncertain', severity: 'error' }]);
  });

  it('goes on at once when that is asked for and nothing blocks', async () => {
    const made = await desk.create(job({ skipStaging: true }));
    expect(made).toMatchObject({ state: 'new', faults: [] });
  });

  it('is refused with the fields when it should skip staging and cannot, and leaves nothing', async () => {
    const before = (await desk.eventTypes()).length;
    const address = { street: 'Nirgends', houseNumber: '', postcode: '', city: '', country: '' };
    const problem = await refusal(desk.create(job({ skipStaging: true, address, referenceId: 'WK-none' })));
    expect(problem).toMatchObject({ status: 422, code: 'not_releasable', fields: [{ field: 'body.address' }] });
    expect(await desk.eventTypes()).toHaveLength(before);
    expect((await desk.read((work) => findJobs(work, { search: 'WK-none' }))).rows).toEqual([]);
  });

  it('is a suspected duplicate when customer, address and date come again, and names the other', async () => {
    const first = job();
    const { id, code } = await desk.create(first);
    const problem = await refusal(desk.create(first));
    expect(problem).toMatchObject({ status: 409, code: 'suspected_duplicate', extra: { jobId: id, jobCode: code } });
    for (const meant of [{ allowDuplicate: true }, { retryOf: id }, { serviceDate: '2026-11-24' }])
      expect(await desk.create({ ...first, ...meant })).toMatchObject({ state: 'staging' });
    expect(await desk.create({ ...first, merchantId: desk.merchants.other })).toMatchObject({ state: 'staging' });
  });

  it('is taken once of two that come at the same moment', async () => {
    const input = job();
    const answers = await Promise.allSettled([desk.create(input), desk.create(input), desk.create(input)]);
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []));
    expect(refused).toEqual(['suspected_duplicate', 'suspected_duplicate']);
  });

  it('is refused when another job has its reference, a cancelled one too, but not another merchant’s', async () => {
    const { id } = await desk.create(job({ referenceId: 'WK-77' }));
    const problem = await refusal(desk.create(job({ referenceId: 'WK-77' })));
    expect(problem).toMatchObject({ status: 409, code: 'reference_taken', extra: { jobId: id } });
    const merchantId = desk.merchants.other;
    expect(await desk.create(job({ referenceId: 'WK-77', merchantId }))).toMatchObject({ referenceId: 'WK-77' });
    const both = await Promise.allSettled([
      desk.create(job({ referenceId: 'WK-78' })),
      desk.create(job({ referenceId: 'WK-78' })),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('counts its attempt when it is a retry', async () => {
    const first = job();
    const { id } = await desk.create(first);
    const again = await desk.create({ ...first, retryOf: id });
    const { rows } = await desk.test.pool.query('SELECT attempt_number, origin FROM jobs WHERE id = $1', [again.id]);
    expect(rows).toEqual([{ attempt_number: 2, origin: 'retry' }]);
    const unknown = '01920000-0000-7000-8000-000000000000';
    expect(await refusal(desk.create(job({ retryOf: unknown })))).toMatchObject({ code: 'retry_unknown' });
  });

  it('must say whose it is where there are several merchants', async () => {
    const { merchantId: _, ...nobodys } = job();
    const problem = await refusal(desk.create(nobodys));
    expect(problem).toMatchObject({ code: 'merchant_unknown', fields: [{ field: 'body.merchantId' }] });
    expect(problem.fields[0]!.remedy).toContain('Wohnkultur Falknis');
  });

  it('belongs to the merchant who sends it, and cannot be given to another', async () => {
    const { merchantId: _, ...nobodys } = job();
    const own = await desk.create(nobodys, desk.merchants.other);
    expect(own.merchantId).toBe(desk.merchants.other);
    const problem = await refusal(desk.create(job(), desk.merchants.other));
    expect(problem).toMatchObject({ status: 422, code: 'merchant_unknown' });
    expect(problem.fields[0]!.remedy).not.toContain('Falknis');
    const foreign = desk.read((work) => presentJob(work, own.id, desk.merchants.own));
    expect(await refusal(foreign)).toMatchObject({ status: 404, code: 'job_unknown' });
  });

  it('names a location that is not there', async () => {
    const [line] = goodJob().actions;
    const actions = [{ ...line!, fromLocationId: '01920000-0000-7000-8000-000000000000' }];
    const problem = await refusal(desk.create(job({ actions })));
    expect(problem.fields).toMatchObject([{ field: 'body.actions[0].fromLocationId', code: 'location_unknown' }]);
  });
});
