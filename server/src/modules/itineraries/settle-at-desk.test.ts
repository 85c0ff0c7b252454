import type { Command, Itinerary } from '@roundsman/api-contract';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../platform/index.ts';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { createPairingCode, pairDevice, readPairingCode } from '../fleet/index.ts';
import { jobHistory, presentJob, seedReasons } from '../jobs/index.ts';
import { jobOutcomes } from '../jobs/schema.ts';
import {
  correctOutcome,
  dispatchItineraries,
  getItinerary,
  listConflicts,
  prepareItinerary,
  settleAtDesk,
  takeCommand,
  writeArrangement,
} from './index.ts';
import { makeSmallDay, SERVICE_DATE, type SmallDay } from './testing/small-day.ts';
import { straightRoads } from './testing/straight-roads.ts';

type Settlement = Parameters<typeof settleAtDesk>[2];

describe('a visit that the desk ends for its crew', () => {
  let test: TestDatabase;
  let day: SmallDay;
  let itinerary: Itinerary;
  let device: { id: string; operatorId: string };
  let seq = 0;

  beforeAll(async () => {
    test = await openTestDatabase();
    day = await makeSmallDay(test);
    await day.transact((work) => seedReasons(work));
    const make = async (vehicle: number, jobIds: readonly string[]) => {
      const wish = { serviceDate: SERVICE_DATE, vehicleId: day.vehicleIds[vehicle]!, jobIds };
      const prepared = await prepareItinerary(test.database, straightRoads, day.organisationId, wish);
      return (await day.transact((work) => writeArrangement(work, prepared)))[0]!;
    };
    itinerary = await make(0, day.jobIds.slice(0, 4));
    await make(1, day.jobIds.slice(4));
    await day.transact((work) => dispatchItineraries(work, [itinerary.id], undefined));
    const operatorId = itinerary.crew[0]!.operatorId;
    const { code } = await day.transact((work) => createPairingCode(work, operatorId));
    const { letters } = await readPairingCode(test.database, code);
    const paired = await day.transact((work) => pairDevice(work, { letters, deviceName: 'Phone', userAgent: null }));
    device = { id: paired.deviceId, operatorId };
  });
  afterAll(() => test?.close());

  const read = <T>(run: Parameters<TestDatabase['database']['read']>[1]) =>
    test.database.read(day.organisationId, run) as Promise<T>;
  const job = (at: number) => read<Awaited<ReturnType<typeof presentJob>>>((work) => presentJob(work, day.jobIds[at]!));
  const settle = (at: number, wish: Settlement) =>
    day.transact((work) => settleAtDesk(work, day.jobIds[at]!, wish, null));
  const outcomes = (at: number) =>
    day.transact((work) =>
      work.db.select().from(jobOutcomes).where(eq(jobOutcomes.jobId, day.jobIds[at]!)).orderBy(asc(jobOutcomes.number)),
    );
  const command = (kind: Command['kind'], at: number | null, payload: Command['payload'] = {}) => {
    const stopId = at === null ? null : itinerary.stops.find(({ jobId }) => jobId === day.jobIds[at])!.id;
    const when = { happenedAt: itinerary.departure, deviceAt: itinerary.departure, monotonicMilliseconds: null };
    const one = { id: newId(), deviceSeq: ++seq, kind, itineraryId: itinerary.id, stopId, ...when, fix: null, payload };
    const scope = { organisationId: day.organisationId, actor: { kind: 'device', id: device.id } } as const;
    return test.database.transact(scope, (work) => takeCommand(work, device, one, 0));
  };

  it('is done with all its lines, the words kept with the outcome, and its crew told by a new revision', async () => {
    const before = await read<Itinerary>((work) => getItinerary(work, itinerary.id));
    await settle(0, { as: 'complete', reason: 'The phone fell into the lake' });
    expect(await job(0)).toMatchObject({ state: 'completed', actions: [{ state: 'completed' }] });
    expect(await outcomes(0)).toMatchObject([
      { outcome: 'completed', byKind: 'member', note: 'The phone fell into the lake', reasonId: null, commandId: null },
    ]);
    const after = await read<Itinerary>((work) => getItinerary(work, itinerary.id));
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(after.stops.find(({ jobId }) => jobId === day.jobIds[0])).toMatchObject({ state: 'done' });
  });

  it('comes to what its lines say, which have to add up', async () => {
    const [line] = (await job(1)).actions;
    const said = (completed: number, missing: number) => ({
      as: 'complete' as const,
      reason: 'NOT_HOME',
      lines: [{ lineId: line!.id, completed, refused: 0, damaged: 0, missing }],
    });
    await expect(settle(1, said(2, 2))).rejects.toMatchObject({ status: 422, code: 'quantities_wrong' });
    await settle(1, said(1, 1));
    expect(await job(1)).toMatchObject({ state: 'partially_completed', actions: [{ reason: 'NOT_HOME' }] });
    expect((await outcomes(1))[0]).toMatchObject({ note: null, reasonId: expect.any(String) });
  });

  it('gives way to what the crew’s device still sends, and both stay on record', async () => {
    await settle(2, { as: 'fail', reason: 'Nobody answers' });
    expect(await job(2)).toMatchObject({ state: 'incomplete' });
    await command('start', null);
    expect(await command('complete', 2)).toMatchObject({ outcome: 'conflict' });
    expect(await job(2)).toMatchObject({ state: 'completed', actions: [{ state: 'completed' }] });
    expect(await outcomes(2)).toMatchObject([
      { outcome: 'incomplete', byKind: 'member' },
      { outcome: 'completed', byKind: 'device', correctedFrom: 'incomplete' },
    ]);
    // The same word twice is no conflict, and a device's own word stands.
    expect(await command('complete', 0)).toMatchObject({ outcome: 'applied' });
    expect(await command('fail', 2, { reason: 'NOT_HOME' })).toMatchObject({ outcome: 'conflict' });
    expect(await job(2)).toMatchObject({ state: 'completed' });
    const open = await read<Awaited<ReturnType<typeof listConflicts>>>((work) => listConflicts(work, true));
    expect(open.map(({ kind }) => kind).toSorted()).toEqual(['already_settled', 'job_changed_at_desk']);
  });

  it('is corrected, whoever ended it: every word stays on record, when the crew was there too', async () => {
    const correct = (at: number, wish: Settlement) =>
      day.transact((work) => correctOutcome(work, day.jobIds[at]!, wish, null));
    const finishedAt = async () => {
      const text = 'SELECT finished_at FROM stops WHERE job_id = $1 AND itinerary_id = $2';
      return (await test.pool.query(text, [day.jobIds[2], itinerary.id])).rows;
    };
    const before = await finishedAt();
    expect(before).toEqual([{ finished_at: expect.any(Date) }]);
    const happenedAt = '2027-03-10T04:30:00Z';
    await correct(2, { as: 'fail', reason: 'The customer rang: nothing came', happenedAt });
    expect(await job(2)).toMatchObject({ state: 'incomplete', actions: [{ state: 'incomplete' }] });
    expect((await outcomes(2)).at(-1)).toMatchObject({
      outcome: 'incomplete',
      correctedFrom: 'completed',
      byKind: 'member',
      note: 'The customer rang: nothing came',
    });
    expect(await finishedAt()).toEqual(before);
    const [line] = (await job(1)).actions;
    const lines = [{ lineId: line!.id, completed: 1, refused: 1, damaged: 0, missing: 0 }];
    await correct(1, { as: 'complete', reason: 'One was refused, not missing', lines });
    expect((await job(1)).actions).toMatchObject([{ quantities: { completed: 1, refused: 1, missing: 0 } }]);
    expect((await outcomes(1)).at(-1)).toMatchObject({
      outcome: 'partially_completed',
      correctedFrom: 'partially_completed',
      note: 'One was refused, not missing',
    });
    const wordsIn = async (at: number, merchantId: string | null) => {
      const history = await read<Awaited<ReturnType<typeof jobHistory>>>((work) =>
        jobHistory(work, day.jobIds[at]!, merchantId),
      );
      return history.flatMap(({ type, words }) => (words === null ? [] : [[type, words]]));
    };
    expect(await wordsIn(2, null)).toEqual([
      ['job.incomplete', 'Nobody answers'],
      ['job.outcome_corrected', 'The customer rang: nothing came'],
    ]);
    const [nobody, other] = await wordsIn(1, null);
    expect(nobody).toEqual(['job.partially_completed', expect.stringMatching(/home/i)]);
    expect(other).toEqual(['job.changed', 'One was refused, not missing']);
    // The office's own words are not a merchant's; a reason is.
    const { merchantId } = await job(1);
    expect(await wordsIn(1, merchantId)).toEqual([nobody]);
    await expect(correct(1, { as: 'complete', reason: 'x', lines })).rejects.toMatchObject({
      code: 'outcome_unchanged',
    });
    await expect(correct(3, { as: 'fail', reason: 'x' })).rejects.toMatchObject({ status: 409, code: 'not_ended' });
  });

  it('is refused while no crew has it, and once it is over', async () => {
    for (const at of [0, 4])
      await expect(settle(at, { as: 'complete', reason: 'x' })).rejects.toMatchObject({
        status: 409,
        code: 'not_on_the_road',
      });
    expect((await job(3)).state).toBe('dispatched');
  });
});
