import type { Command, CrewItinerary, Itinerary } from '@roundsman/api-contract';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../platform/clock/index.ts';
import { readEvents } from '../../platform/event-log/index.ts';
import { newId } from '../../platform/index.ts';
import type { LiveFeed } from '../../platform/live-feed/index.ts';
import { openLog } from '../../platform/log/index.ts';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { createPairingCode, pairDevice, readPairingCode } from '../fleet/index.ts';
import { jobHistory, presentJob } from '../jobs/index.ts';
import { custodyEntries } from '../jobs/schema.ts';
import { createSearchThreads, getPlan, runPlan } from '../plans/index.ts';
import { plans } from '../plans/schema.ts';
import {
  applyPlan,
  cancelVisit,
  dispatchItineraries,
  keptDays,
  listConflicts,
  listItineraries,
  markChatRead,
  moveOnDay,
  planDay,
  prepareCancel,
  prepareDayMove,
  readCrewItineraries,
  readUnreadChat,
  takeCommand,
} from './index.ts';
import { conflicts, deviceCommands } from './schema.ts';
import { makeSmallDay, SERVICE_DATE, type SmallDay } from './testing/small-day.ts';
import { straightRoads } from './testing/straight-roads.ts';

/** A reading that nothing of this day concerns: with it the log is looked through from question to question. */
const NO_PART_OF_IT = { jobIds: new Set<string>(), itineraryIds: new Set<string>(), goodUntil: null };

const silent: LiveFeed = { publish: () => {}, subscribe: () => () => {}, snapshot: () => [], close: async () => {} };

describe('a day from plan to proof', () => {
  let test: TestDatabase;
  let day: SmallDay;
  let planId: string;
  let device: { id: string; operatorId: string };
  let seq = 0;

  const read = <T>(run: Parameters<TestDatabase['database']['read']>[1]) =>
    test.database.read(day.organisationId, run) as Promise<T>;
  /** Whatever happened since the last look: what is kept of the date is what is written. */
  const itineraries = () =>
    read<Itinerary[]>(async (work) => {
      const kept = await keptDays(work);
      await kept.reading('beside', async () => ({ value: 0, serviceDate: '2027-03-11', ...NO_PART_OF_IT }));
      const written = await listItineraries(work, SERVICE_DATE);
      expect(await kept.itineraries(SERVICE_DATE)).toEqual(written);
      return written;
    });
  const command = (
    kind: Command['kind'],
    itinerary: Itinerary,
    stopId: string | null,
    payload: Command['payload'] = {},
  ): Command => ({
    id: newId(),
    deviceSeq: ++seq,
    kind,
    itineraryId: itinerary.id,
    stopId,
    happenedAt: itinerary.departure,
    deviceAt: itinerary.departure,
    monotonicMilliseconds: null,
    fix: null,
    payload,
  });
  const take = (one: Command) =>
    test.database.transact({ organisationId: day.organisationId, actor: { kind: 'device', id: device.id } }, (work) =>
      takeCommand(work, device, one, 0),
    );

  beforeAll(async () => {
    test = await openTestDatabase();
    day = await makeSmallDay(test);
  });
  afterAll(() => test?.close());

  it('plans every job inside its window, checked by the independent checker', async () => {
    const plan = await day.transact((work) =>
      planDay(work, { serviceDate: SERVICE_DATE, limitSeconds: 1, seed: 1, roads: 'Straight lines' }),
    );
    planId = plan.id;
    await runPlan(
      {
        database: test.database,
        roads: straightRoads,
        liveFeed: silent,
        clock: systemClock,
        threads: createSearchThreads(1),
        log: openLog('silent'),
      },
      day.organisationId,
      planId,
    );
    const done = await read<Awaited<ReturnType<typeof getPlan>>>((work) => getPlan(work, planId));
    expect(done.state).toBe('done');
    expect(done.unplaced).toEqual([]);
    expect(done.figures).toMatchObject({ placed: 6, lateStops: 0, overloads: [] });
    expect(done.stale).toBe(false);
  });

  it('does not apply a plan that the check found fault with before somebody has looked', async () => {
    const [vehicleId] = day.vehicleIds;
    const found = { rule: 'time_window', detail: 'Service starts at 9, outside every window.', vehicleId };
    const findings = (checkerFindings: unknown[]) =>
      day.transact((work) => work.db.update(plans).set({ checkerFindings }).where(eq(plans.id, planId)));
    await findings([found]);
    const words = 'Van of Anna: a customer’s window is not kept.';
    expect(await read((work) => getPlan(work, planId))).toMatchObject({
      findingCount: 1,
      findings: [{ rule: 'time_window', words, vehicleId, jobId: null }],
    });
    await expect(day.transact((work) => applyPlan(work, planId))).rejects.toMatchObject({
      code: 'plan_has_findings',
      detail: words,
    });
    expect(await itineraries()).toEqual([]);
    const undo = new Error('looked only');
    const taken = day.transact(async (work) => {
      await applyPlan(work, planId, { despiteFindings: true });
      throw undo;
    });
    await expect(taken).rejects.toBe(undo);
    await findings([]);
  });

  it('makes the plan’s routes the day’s itineraries', async () => {
    const { itineraryIds } = await day.transact((work) => applyPlan(work, planId));
    const list = await itineraries();
    expect(list.map(({ id }) => id).toSorted()).toEqual(itineraryIds.toSorted());
    const visits = list.flatMap(({ stops }) => stops.filter(({ kind }) => kind === 'job').map(({ jobId }) => jobId));
    expect(visits.toSorted()).toEqual([...day.jobIds].toSorted());
    await expect(day.transact((work) => applyPlan(work, planId))).rejects.toMatchObject({ code: 'wrong_state' });
  });

  it('prices a move without making it, makes it, and says when somebody else was faster', async () => {
    const before = (await itineraries()).find(({ stops }) => stops.some(({ kind }) => kind === 'job'))!;
    const jobId = before.stops.find(({ kind }) => kind === 'job')!.jobId!;
    const other = day.vehicleIds.find((id) => id !== before.vehicleId)!;
    const move = { jobId, vehicleId: other, afterStopId: null, serviceDate: SERVICE_DATE };
    const prepared = await prepareDayMove(test.database, straightRoads, day.organisationId, move);
    const late = await prepareDayMove(test.database, straightRoads, day.organisationId, move);
    expect((await itineraries()).find(({ id }) => id === before.id)?.revision).toBe(before.revision);
    await day.transact((work) => moveOnDay(work, prepared));
    expect(
      (await itineraries()).find(({ vehicleId }) => vehicleId === other)?.stops.some((stop) => stop.jobId === jobId),
    ).toBe(true);
    await expect(day.transact((work) => moveOnDay(work, late))).rejects.toMatchObject({ code: 'day_changed' });
    const job = await read<Awaited<ReturnType<typeof presentJob>>>((work) => presentJob(work, jobId));
    expect(job.state).toBe('scheduled');
  });

  it('dispatches with a promise for every visit, never outside the window that was asked for', async () => {
    const drafts = (await itineraries()).filter(({ state }) => state === 'draft').map(({ id }) => id);
    const results = await day.transact((work) => dispatchItineraries(work, drafts, undefined));
    expect(results.filter(({ done }) => !done)).toEqual([]);
    const stops = (await itineraries()).flatMap((itinerary) => itinerary.stops.filter(({ kind }) => kind === 'job'));
    expect(stops.every(({ promise }) => promise !== null)).toBe(true);
    const windowed = stops.find(({ jobId }) => jobId === day.jobIds[0])!;
    expect(windowed.promise!.from >= windowed.window!.from && windowed.promise!.to <= windowed.window!.to).toBe(true);
    const again = await day.transact((work) => dispatchItineraries(work, drafts, undefined));
    expect(again.every(({ problem }) => problem?.code === 'wrong_state')).toBe(true);
  });

  it('takes a crew’s commands exactly once and in order', async () => {
    const [itinerary] = (await itineraries()).filter(({ state }) => state === 'dispatched');
    const operatorId = itinerary!.crew[0]!.operatorId;
    const { code } = await day.transact((work) => createPairingCode(work, operatorId));
    const { letters } = await readPairingCode(test.database, code);
    const paired = await day.transact((work) => pairDevice(work, { letters, deviceName: 'Phone', userAgent: null }));
    device = { id: paired.deviceId, operatorId };
    const stop = itinerary!.stops.find(({ kind }) => kind === 'job')!;
    const start = command('start', itinerary!, null);
    expect(await take(start)).toMatchObject({ outcome: 'applied' });
    expect(await take(start)).toMatchObject({ outcome: 'applied', deviceSeq: 1 });
    await expect(take({ ...command('arrive', itinerary!, stop.id), deviceSeq: 9 })).rejects.toMatchObject({
      code: 'expected_seq',
      extra: { expectedSeq: 2 },
    });
    seq = 1;
    expect(await take(command('on_my_way', itinerary!, stop.id))).toMatchObject({ outcome: 'applied' });
    expect(await take(command('arrive', itinerary!, stop.id))).toMatchObject({ outcome: 'applied' });
    expect(
      await take(command('complete', itinerary!, stop.id, { handedTo: 'recipient', name: 'A. Muster' })),
    ).toMatchObject({ outcome: 'applied' });
    const job = await read<Awaited<ReturnType<typeof presentJob>>>((work) => presentJob(work, stop.jobId!));
    expect(job).toMatchObject({ state: 'completed' });
    expect(job.actions.every(({ state }) => state === 'completed')).toBe(true);
  });

  it('brings the crew’s words to whoever is at the desk, and says on the log that they came and were read', async () => {
    const itinerary = (await itineraries()).find(({ crew }) => crew[0]?.operatorId === device.operatorId)!;
    const [first] = itinerary.stops;
    await take(command('chat', itinerary, null, { words: 'The bridge is shut' }));
    await take(command('note', itinerary, first!.id, { words: 'Nobody at home' }));
    const unread = (serviceDate: string, branchId?: string) =>
      read<Awaited<ReturnType<typeof readUnreadChat>>>((work) => readUnreadChat(work, { serviceDate, branchId }));
    const written = [
      { words: 'Nobody at home', jobId: first!.jobId, itineraryId: itinerary.id, from: 'crew' },
      { words: 'The bridge is shut', jobId: null, itineraryId: itinerary.id, from: 'crew' },
    ];
    expect((await unread(SERVICE_DATE)).toSorted((a, b) => a.words.localeCompare(b.words))).toMatchObject(written);
    expect(await unread(SERVICE_DATE, itinerary.branchId)).toHaveLength(2);
    expect(await unread(SERVICE_DATE, newId())).toEqual([]);
    expect(await unread('2027-03-11')).toEqual([]);
    // Whoever looks at a job sees what was written about it, and nothing else.
    expect(await day.transact((work) => markChatRead(work, { jobId: first!.jobId! }))).toBe(1);
    expect(await unread(SERVICE_DATE)).toMatchObject(written.slice(1));
    expect(await day.transact((work) => markChatRead(work, { itineraryId: itinerary.id }))).toBe(1);
    expect(await unread(SERVICE_DATE)).toEqual([]);
    // Nothing was unread any more: nobody is told again.
    expect(await day.transact((work) => markChatRead(work, { itineraryId: itinerary.id }))).toBe(0);
    const events = await read<Awaited<ReturnType<typeof readEvents>>>((work) => readEvents(work, 0, 1000));
    const talk = events.filter(({ type }) => type.startsWith('crew.'));
    const subject = { kind: 'itinerary', id: itinerary.id };
    expect(talk).toMatchObject([
      { type: 'crew.wrote', subject, data: { jobId: null } },
      { type: 'crew.wrote', subject, data: { jobId: first!.jobId } },
      { type: 'crew.read', subject },
      { type: 'crew.read', subject },
    ]);
  });

  it('parks what cannot be applied and goes on with the next', async () => {
    const [itinerary] = (await itineraries()).filter(({ state }) => state === 'started');
    const last = itinerary!.stops.findLast(({ kind }) => kind === 'job')!;
    const next = itinerary!.stops.find(({ kind, state }) => kind === 'job' && state === 'planned')!;
    if (last.id !== next.id)
      expect(await take(command('on_my_way', itinerary!, last.id))).toMatchObject({ outcome: 'parked' });
    expect(await take(command('on_my_way', itinerary!, next.id))).toMatchObject({ outcome: 'applied' });
  });

  it('lets the field’s word stand over the desk’s and raises a conflict to be settled', async () => {
    const [itinerary] = (await itineraries()).filter(({ state }) => state === 'started');
    const stop = itinerary!.stops.find(({ kind, state }) => kind === 'job' && state === 'planned')!;
    const other = day.vehicleIds.find((id) => id !== itinerary!.vehicleId)!;
    const prepared = await prepareDayMove(test.database, straightRoads, day.organisationId, {
      jobId: stop.jobId!,
      vehicleId: other,
      afterStopId: null,
      serviceDate: SERVICE_DATE,
    });
    await day.transact((work) => moveOnDay(work, prepared));
    expect(await take(command('complete', itinerary!, stop.id))).toMatchObject({ outcome: 'conflict' });
    const job = await read<Awaited<ReturnType<typeof presentJob>>>((work) => presentJob(work, stop.jobId!));
    expect(job.state).toBe('completed');
    const elsewhere = (await itineraries()).find(({ vehicleId }) => vehicleId === other);
    expect(elsewhere?.stops.some(({ jobId }) => jobId === stop.jobId)).toBe(false);
    const open = await read<Awaited<ReturnType<typeof listConflicts>>>((work) => listConflicts(work, true));
    expect(open).toHaveLength(1);
    expect(await day.transact((work) => work.db.$count(conflicts))).toBe(1);
  });

  it('takes a cancelled visit off its itinerary', async () => {
    const list = await itineraries();
    const stop = list.flatMap(({ stops }) => stops).find(({ kind, state }) => kind === 'job' && state === 'planned')!;
    const prepared = await prepareCancel(test.database, straightRoads, day.organisationId, stop.jobId!);
    const cancelled = await day.transact((work) =>
      cancelVisit(work, stop.jobId!, 'Not wanted any more', null, prepared),
    );
    expect(cancelled.state).toBe('cancelled');
    const left = (await itineraries()).flatMap(({ stops }) => stops.map(({ jobId }) => jobId));
    expect(left).not.toContain(stop.jobId);
  });

  it('gets back what was loaded for a visit that was called off', async () => {
    const [itinerary] = (await itineraries()).filter(({ state }) => state === 'started');
    const stop = itinerary!.stops.find(({ kind, state }) => kind === 'job' && state === 'on_route')!;
    const job = await read<Awaited<ReturnType<typeof presentJob>>>((work) => presentJob(work, stop.jobId!));
    const [line] = job.actions;
    const aboard = async () => {
      const own = await read<CrewItinerary[]>((work) => readCrewItineraries(work, device.operatorId, SERVICE_DATE));
      return own.find(({ id }) => id === itinerary!.id)!.aboard;
    };
    expect(await take(command('load', itinerary!, null, { actionId: line!.id }))).toMatchObject({ outcome: 'applied' });
    const prepared = await prepareCancel(test.database, straightRoads, day.organisationId, job.id);
    await day.transact((work) => cancelVisit(work, job.id, 'Not wanted any more', null, prepared));
    expect(await aboard()).toEqual([
      { actionId: line!.id, jobCode: job.code, description: line!.description, quantity: line!.quantity },
    ]);
    expect(await take(command('drop_off', itinerary!, null))).toMatchObject({ outcome: 'applied' });
    expect(await aboard()).toEqual([]);
    const history = await read<Awaited<ReturnType<typeof jobHistory>>>((work) => jobHistory(work, job.id, null));
    expect(history.map(({ type }) => type).slice(-3)).toEqual(['piece.loaded', 'job.cancelled', 'piece.returned']);
    const chain = await day.transact((work) => work.db.select().from(custodyEntries).orderBy(custodyEntries.number));
    const own = chain.filter(({ commandId }) => commandId !== null).slice(-2 * line!.quantity);
    expect(own.filter(({ kind, holderKind }) => kind === 'returned' && holderKind === 'location')).toHaveLength(
      line!.quantity,
    );
  });

  it('leaves a log without gaps in which every job was completed once', async () => {
    const events = await read<Awaited<ReturnType<typeof readEvents>>>((work) => readEvents(work, 0, 1000));
    expect(events.map(({ seq: number }) => number)).toEqual(events.map((_, index) => index + 1));
    const completed = events.filter(({ type }) => type === 'job.completed').map(({ subject }) => subject.id);
    expect(new Set(completed).size).toBe(completed.length);
    const taken = await day.transact((work) => work.db.$count(deviceCommands, eq(deviceCommands.deviceId, device.id)));
    expect(taken).toBe(seq);
  });
});
