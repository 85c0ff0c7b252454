import { expect, it } from 'vitest';
import { measureTravel } from '../day-travel.ts';
import { createLayOut } from './lay-out.ts';
import { layOutDay } from './lay-out-day.ts';
import { countedRoads, dayOf, given, job, van } from './testing/days-on-a-road.ts';
import { createTravelTable } from './travel-table.ts';

it('lays a large day out in its thread just as it would be here, and says there what is wrong with one', async () => {
  const jobs = Array.from({ length: 230 }, (_, at) => job(`job ${at}`, 9.01 + (at % 20) / 100));
  const day = dayOf(jobs, [van('one'), van('two'), van('three')]);
  const travel = createTravelTable(day, await measureTravel(countedRoads().roads, day)).travelOf(day)!;
  const layOut = createLayOut();
  const wish = { given: given(day), travel, before: null };
  const expected = layOutDay(given(day), travel);
  expect(expected.orders.flatMap(({ stops }) => stops).length).toBeGreaterThan(50);
  expect(await layOut(wish)).toEqual(expected);
  const torn = { ...travel, matrix: { ...travel.matrix, size: 3 } };
  await expect(layOut({ ...wish, travel: torn })).rejects.toThrow('matrix.seconds');
  expect(await layOut({ ...wish, before: expected.orders })).toEqual(layOutDay(given(day), travel, expected.orders));
});
