import type { Itinerary } from '@roundsman/api-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { deleteJob, holdJob, presentJob } from '../jobs/index.ts';
import { drawRoutes } from '../plans/index.ts';
import {
  changeVehicle,
  dispatchItineraries,
  getItinerary,
  itineraryGeoJson,
  itineraryPolyline,
  listItineraries,
  markChatRead,
  prepareBreaks,
  prepareItinerary,
  prepareJobs,
  prepareOrder,
  prepareReversal,
  prepareVehicle,
  previewOrders,
  readChat,
  readOperatorChat,
  removeItinerary,
  routeOfItinerary,
  setBreaks,
  writeArrangement,
  writeToCrew,
} from './index.ts';
import { makeSmallDay, SERVICE_DATE, type SmallDay } from './testing/small-day.ts';
import { straightRoads } from './testing/straight-roads.ts';

describe('itineraries made and changed from outside', () => {
  let test: TestDatabase;
  let day: SmallDay;
  let first: Itinerary;

  beforeAll(async () => {
    test = await openTestDatabase();
    day = await makeSmallDay(test);
  });
  afterAll(() => test?.close());

  const read = <T>(run: Parameters<TestDatabase['database']['read']>[1]) =>
    test.database.read(day.organisationId, run) as Promise<T>;
  const again = (id: string) => read<Itinerary>((work) => getItinerary(work, id));
  const visits = ({ stops }: Itinerary) => stops.flatMap(({ kind, jobId }) => (kind === 'job' ? [jobId!] : []));
  const stateOf = async (jobId: string) =>
    (await read<Awaited<ReturnType<typeof presentJob>>>((work) => presentJob(work, jobId))).state;
  const world = () => [test.database, straightRoads, day.organisationId] as const;
  const make = (vehicle: number, jobs: readonly number[]) =>
    prepareItinerary(...world(), {
      serviceDate: SERVICE_DATE,
      vehicleId: day.vehicleIds[vehicle]!,
      jobIds: jobs.map((at) => day.jobIds[at]!),
    });
  const move = (jobs: readonly number[], vehicle: number | null, behind?: string | null) =>
    prepareJobs(...world(), {
      serviceDate: SERVICE_DATE,
      vehicleId: vehicle === null ? null : day.vehicleIds[vehicle]!,
      jobIds: jobs.map((at) => day.jobIds[at]!),
      behind,
    });
  const write = (prepared: Awaited<ReturnType<typeof make>>) =>
    day.transact((work) => writeArrangement(work, prepared));

  it('are timed by the roads in the order given, and take the vehicle’s usual crew', async () => {
    [first] = (await write(await make(0, [2, 1, 3]))) as [Itinerary];
    expect(visits(first)).toEqual([2, 1, 3].map((at) => day.jobIds[at]));
    expect(first.crew).toHaveLength(1);
    expect(first.stops.every(({ driveMeters, arrival, departure }) => driveMeters > 0 && departure > arrival)).toBe(
      true,
    );
    expect(await stateOf(day.jobIds[2]!)).toBe('scheduled');
    await expect(make(0, [4])).rejects.toMatchObject({ status: 409, code: 'vehicle_has_itinerary' });
  });

  it('say before what an order would break, and change nothing by it', async () => {
    const orders = [{ vehicleId: day.vehicleIds[1]!, jobIds: [3, 0].map((at) => day.jobIds[at]!) }];
    const preview = await previewOrders(...world(), { serviceDate: SERVICE_DATE, orders });
    expect(preview.routes.map(({ vehicleId }) => vehicleId).toSorted()).toEqual([...day.vehicleIds].toSorted());
    expect((await again(first.id)).revision).toBe(first.revision);
    expect(await stateOf(day.jobIds[0]!)).toBe('new');
  });

  it('swap jobs between two vehicles in one go, whoever gives and takes', async () => {
    await write(await make(1, [4, 5]));
    const before = await read<Itinerary[]>((work) => listItineraries(work, SERVICE_DATE));
    expect(before).toHaveLength(2);
    const list = await write(await move([2, 3], 1, null));
    const second = list.find(({ vehicleId }) => vehicleId === day.vehicleIds[1])!;
    expect(visits(second)).toEqual([2, 3, 4, 5].map((at) => day.jobIds[at]));
    const behind = second.stops.find(({ jobId }) => jobId === day.jobIds[2])!.id;
    await write(await move([5], 1, behind));
    expect(visits(await again(second.id))).toEqual([2, 5, 3, 4].map((at) => day.jobIds[at]));
    expect(visits(await again(first.id))).toEqual([day.jobIds[1]]);
    await write(await move([3], null));
    expect(await stateOf(day.jobIds[3]!)).toBe('new');
  });

  it('refuse what nobody may plan, and a day that changed meanwhile', async () => {
    await day.transact((work) => holdJob(work, day.jobIds[3]!, { reason: 'Waiting', until: null }, null));
    await expect(move([3], 0)).rejects.toMatchObject({ status: 409, code: 'job_not_ready' });
    await day.transact((work) => holdJob(work, day.jobIds[3]!, null, null));
    const [one, other] = [await move([3], 0), await move([0], 0)];
    await write(one);
    await expect(write(other)).rejects.toMatchObject({ status: 409, code: 'day_changed' });
    await expect(move([3], 0, '01900000-0000-7000-8000-00000000beef')).rejects.toMatchObject({ code: 'stop_unknown' });
  });

  it('turn round, take an order of their own, and another break', async () => {
    const itinerary = await again(first.id);
    expect(visits(itinerary)).toEqual([1, 3].map((at) => day.jobIds[at]));
    await write(await prepareReversal(...world(), itinerary));
    expect(visits(await again(first.id))).toEqual([3, 1].map((at) => day.jobIds[at]));
    await expect(prepareOrder(...world(), itinerary, [day.jobIds[1]!])).rejects.toMatchObject({
      code: 'order_incomplete',
    });
    await write(
      await prepareOrder(
        ...world(),
        await again(first.id),
        [1, 3].map((at) => day.jobIds[at]!),
      ),
    );
    const breaks = [{ earliest: '07:17', latest: '07:20', durationSeconds: 1800 }];
    const prepared = await prepareBreaks(...world(), await again(first.id), breaks);
    await day.transact((work) => setBreaks(work, first.id, breaks, prepared));
    const rested = await again(first.id);
    expect(rested.stops.filter(({ kind }) => kind === 'break')).toHaveLength(1);
    // They stay its own when a job comes later.
    await write(await move([2], 0));
    expect((await again(first.id)).stops.filter(({ kind }) => kind === 'break')).toHaveLength(1);
    expect((await again(first.id)).breaks).toEqual(breaks);
    // And the vehicle’s usual ones again: it has none.
    const usual = await prepareBreaks(...world(), await again(first.id), null);
    expect(await day.transact((work) => setBreaks(work, first.id, null, usual))).toMatchObject({ breaks: null });
    expect((await again(first.id)).stops.filter(({ kind }) => kind === 'break')).toEqual([]);
  });

  it('are drawn as GeoJSON and as polylines along the same legs', async () => {
    const itinerary = await again(first.id);
    const [shape] = await drawRoutes(straightRoads, [routeOfItinerary(itinerary)!], new Map());
    const { features } = itineraryGeoJson(itinerary, shape!.legs);
    const stops = features.filter(({ properties }) => properties.kind === 'stop');
    expect(stops).toHaveLength(3);
    expect(features).toHaveLength(stops.length + shape!.legs.length);
    expect(features[0]!.geometry.coordinates[0]).toEqual([itinerary.start.lon, itinerary.start.lat]);
    const { legs, polyline } = itineraryPolyline(shape!.legs);
    expect(legs.map(({ toStopId }) => toStopId)).toEqual(shape!.legs.map(({ toStopId }) => toStopId));
    expect(polyline.startsWith(legs[0]!.polyline)).toBe(true);
  });

  it('go to another vehicle that is free, and off the day with their jobs let go', async () => {
    const itinerary = await again(first.id);
    await expect(prepareVehicle(...world(), itinerary, day.vehicleIds[1]!)).rejects.toMatchObject({
      code: 'vehicle_has_itinerary',
    });
    const second = (await read<Itinerary[]>((work) => listItineraries(work, SERVICE_DATE))).find(
      ({ vehicleId }) => vehicleId === day.vehicleIds[1],
    )!;
    await day.transact((work) => removeItinerary(work, second.id));
    expect(await stateOf(day.jobIds[4]!)).toBe('new');
    const prepared = await prepareVehicle(...world(), itinerary, day.vehicleIds[1]!);
    const moved = await day.transact((work) => changeVehicle(work, first.id, day.vehicleIds[1]!, prepared));
    expect(moved).toMatchObject({ id: first.id, vehicleId: day.vehicleIds[1] });
    expect(visits(moved)).toEqual(visits(itinerary));
  });

  it('carry words between desk and crew, each side seeing what the other has read', async () => {
    await day.transact((work) => dispatchItineraries(work, [first.id], undefined));
    const told = await day.transact((work) => writeToCrew(work, first.id, { words: 'Gate is shut', jobId: null }));
    expect(told).toMatchObject({ from: 'desk', readAt: null });
    const operatorId = (await again(first.id)).crew[0]!.operatorId;
    const seen = await read<Awaited<ReturnType<typeof readChat>>>((work) => readOperatorChat(work, operatorId));
    expect(seen.map(({ words }) => words)).toEqual(['Gate is shut']);
    expect(await day.transact((work) => markChatRead(work, { operatorId }))).toBe(1);
    const [now] = await read<Awaited<ReturnType<typeof readChat>>>((work) => readChat(work, first.id));
    expect(now!.readAt).not.toBeNull();
  });

  it('that are out already dispatch what is added, and are cancelled on record', async () => {
    await write(await move([4], 1));
    expect(await stateOf(day.jobIds[4]!)).toBe('dispatched');
    await expect(day.transact((work) => deleteJob(work, day.jobIds[4]!, null))).rejects.toMatchObject({
      code: 'job_has_history',
    });
    await day.transact((work) => removeItinerary(work, first.id));
    expect(await again(first.id)).toMatchObject({ state: 'cancelled' });
    expect(await stateOf(day.jobIds[4]!)).toBe('new');
    // A crew may have seen it: what was on an itinerary that was out is not deleted.
    await expect(day.transact((work) => deleteJob(work, day.jobIds[4]!, null))).rejects.toMatchObject({
      code: 'job_has_history',
    });
    await day.transact((work) => deleteJob(work, day.jobIds[5]!, null));
    await expect(stateOf(day.jobIds[5]!)).rejects.toMatchObject({ code: 'job_unknown' });
  });
});
