import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SnapshotJob } from '../day-snapshot.ts';
import { DayLine } from './day-line.ts';
import { layOutDay } from './lay-out-day.ts';
import { countedRoads, dayOf, draft, EIGHT, given, HOUR, job, van } from './testing/days-on-a-road.ts';

const windows = [0, 2, 4, 6].map((hour) => ({ from: EIGHT + hour * HOUR, to: EIGHT + (hour + 2) * HOUR }));
const visit = { job: job('visit', 9.05), areaFactor: 1 };
/** Half of them with a window of two hours; places twenty minutes apart at most. */
const oneJob = fc.record({ id: fc.nat(20), lon: fc.integer({ min: 901, max: 920 }), window: fc.nat(7) });
const asJob = ({ id, lon, window }: { id: number; lon: number; window: number }): SnapshotJob =>
  job(`job ${id}`, lon / 100, { windows: windows[window] ? [windows[window]] : [] });

describe('a day as its jobs come and go', () => {
  it('is laid out as a whole after some changes, beginning from how it is, and goes on from that', async () => {
    const { roads } = countedRoads();
    const begunWith: number[] = [];
    const line = new DayLine(async ({ given: day, travel, before }) => {
      begunWith.push(before?.flatMap(({ stops }) => stops).length ?? -1);
      return layOutDay(day, travel, before);
    });
    const openWith = async (count: number) => {
      const jobs = Array.from({ length: count }, (_, at) => job(`job ${at}`, 9.01 + at / 100));
      const opened = await line.open(roads, { key: String(count), frame: 'frame' }, given(dayOf(jobs)));
      await setImmediate();
      return opened.unplaced;
    };
    for (const count of [2, 3, 4]) expect(await openWith(count)).toBe(0);
    // Its first jobs alone were searched a place for.
    expect(begunWith).toEqual([-1]);
    expect(await openWith(5)).toBe(0);
    expect(begunWith).toEqual([-1, 5]);
    for (const count of [6, 7]) expect(await openWith(count)).toBe(0);
    expect(begunWith).toEqual([-1, 5]);
    expect(await openWith(8)).toBe(0);
    expect(begunWith).toEqual([-1, 5, 8]);
  });

  it('is searched through before anybody hears that there is no room for one that came', async () => {
    const { roads } = countedRoads();
    let searches = 0;
    const line = new DayLine(async ({ given: day, travel, before }) => {
      searches++;
      return layOutDay(day, travel, before);
    });
    const jobs = [job('near', 9.01), job('far', 9.2), job('farther', 9.25)];
    const open = (count: number) =>
      line.open(roads, { key: String(count), frame: 'frame' }, given(dayOf(jobs.slice(0, count))));
    expect((await open(1)).unplaced).toBe(0);
    expect((await open(2)).unplaced).toBe(0);
    expect(searches).toBe(1);
    // More than eight hours there and back.
    expect((await open(3)).unplaced).toBe(1);
    expect(searches).toBe(2);
  });

  it('goes by the orders of crews who are out, and searches only when what is besides has no room among drafts', async () => {
    const { roads } = countedRoads();
    let searches = 0;
    const line = new DayLine(async ({ given: day, travel, before }) => {
      searches++;
      return layOutDay(day, travel, before);
    });
    const jobs = [job('far', 9.05), job('near', 9.01), job('farther', 9.06), job('new', 9.04)];
    // There, nearly back, and out again: a search would order it otherwise. What is new lies on the way.
    const out = { ...given(dayOf(jobs)), running: [draft('van', 'far', 'near', 'farther')] };
    const opened = await line.open(roads, { key: 'out', frame: 'out' }, out);
    expect([opened.unplaced, searches]).toEqual([0, 0]);
    const driving = (5 + 4 + 5 + 6) * 600;
    expect(opened.busy().reduce((sum, { from, to }) => sum + to - from, 0)).toBe(driving + 4 * 600);
    const tooFar = job('too far', 9.25);
    const without = await line.open(roads, { key: 'far', frame: 'far' }, { ...out, day: dayOf([...jobs, tooFar]) });
    // Nobody but crews who are out could take it: there is nothing to search among.
    expect([without.unplaced, searches]).toEqual([1, 0]);
    const vans = [van('van'), van('second')];
    const halfOut = {
      ...{ day: dayOf([...jobs, tooFar], vans), drafts: [draft('second', 'near')], asItStands: false },
      running: [draft('van', 'far', 'farther')],
    };
    expect((await line.open(roads, { key: 'half', frame: 'half' }, halfOut)).unplaced).toBe(1);
    expect(searches).toBe(1);
  });

  it('holds every job at its time or says that there is no room, whatever comes and goes, and offers what it keeps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(oneJob, { maxLength: 12 }), { minLength: 2, maxLength: 6 }), async (days) => {
        const { roads } = countedRoads();
        const line = new DayLine(async ({ given: day, travel, before }) => layOutDay(day, travel, before));
        for (const [at, made] of days.entries()) {
          const jobs = [...new Map(made.map((each) => [each.id, asJob(each)])).values()];
          const day = dayOf(jobs, [van('one'), van('two')]);
          const opened = await line.open(roads, { key: String(at), frame: 'frame' }, given(day));
          // What crews do is driven, served and waited for once each: nobody is served twice or left out unsaid.
          const served = opened.busy().reduce((sum, { from, to }) => sum + Number(to - from === 600), 0);
          expect(served).toBeGreaterThanOrEqual(jobs.length - opened.unplaced);
          const offered = await opened.slots(roads, visit, windows);
          for (const [each, best] of offered.entries()) {
            if (!best) continue;
            expect(best.serviceStartSeconds).toBeGreaterThanOrEqual(windows[each]!.from);
            expect(best.serviceStartSeconds).toBeLessThanOrEqual(windows[each]!.to);
            const held = job('held', 9.05, { windows: [windows[each]!] });
            const next = dayOf([...jobs, held], [van('one'), van('two')]);
            const booked = await line.open(roads, { key: `${at} ${each}`, frame: 'frame' }, given(next));
            expect(booked.unplaced).toBe(opened.unplaced);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
