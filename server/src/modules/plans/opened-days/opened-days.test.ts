import type { PlannedRoute } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../platform/index.ts';
import type { DayRoads } from '../day-roads.ts';
import type { DaySnapshot, SnapshotJob } from '../day-snapshot.ts';
import { askDay, fingerprintDay } from './index.ts';
import { countedRoads, dayOf, draft, EIGHT, given, HOUR, job, van } from './testing/days-on-a-road.ts';

const morning = { from: EIGHT, to: EIGHT + 2 * HOUR };
const evening = { from: EIGHT + 12 * HOUR, to: EIGHT + 14 * HOUR };

describe('an opened day', () => {
  it('serves whoever asks next, whatever they ask about, and asks the roads for the new place alone', async () => {
    const { roads, asked } = countedRoads();
    const ask = (lon: number) => {
      const { visit, ...opened } = fingerprintDay(
        given(dayOf([job('a', 9.01), job('b', 9.02), job(`visit ${lon}`, lon)], [van('van')], { branchId: 'asked' })),
        `visit ${lon}`,
      );
      return askDay(roads, opened, { kind: 'slots', visit: visit!, windows: [morning, evening] });
    };
    const [first, late] = await ask(9.03);
    expect(first).toMatchObject({ vehicleId: 'van', addedMeters: 12_000 });
    expect(first!.serviceStartSeconds).toBeGreaterThanOrEqual(EIGHT);
    expect(late).toBeNull();
    expect(asked).toEqual([9, 3, 3]);
    const [second] = await ask(9.04);
    expect(second).toMatchObject({ addedMeters: 24_000 });
    expect(asked.slice(3)).toEqual([3, 3]);
    // The customer holds what was offered: its place is known by now.
    expect(await ask(9.04)).toEqual([second, null]);
    expect(asked).toHaveLength(5);
  });

  it('goes on from what it was when a job comes or goes: the roads are asked for its place alone', async () => {
    const { roads, asked } = countedRoads();
    const stops = (...lons: number[]) => lons.map((lon) => job(`at ${lon}`, lon));
    const ask = async (jobs: SnapshotJob[]) => {
      const { visit, ...opened } = fingerprintDay(
        given(dayOf([...jobs, job('visit', 9.06)], [van('van')], { branchId: 'going on' })),
        'visit',
      );
      const [best] = await askDay(roads, opened, { kind: 'slots', visit: visit!, windows: [morning] });
      const { busy, unplaced } = await askDay(roads, opened, { kind: 'left' });
      return { added: best?.addedMeters, unplaced, busy: busy.reduce((sum, { from, to }) => sum + to - from, 0) };
    };
    const seconds = (furthest: number, count: number) => 2 * furthest * 600 + count * 600;
    expect(await ask(stops(9.11, 9.12))).toEqual({ added: 0, unplaced: 0, busy: seconds(12, 2) });
    expect(asked).toEqual([9, 3, 3]);
    expect(await ask(stops(9.11, 9.12, 9.13))).toEqual({ added: 0, unplaced: 0, busy: seconds(13, 3) });
    // The new place to and from the three that were known, then the visit's to and from all four.
    expect(asked.slice(3)).toEqual([3, 3, 4, 4]);
    expect(await ask(stops(9.12))).toEqual({ added: 0, unplaced: 0, busy: seconds(12, 1) });
    expect(asked).toHaveLength(7);
    expect(await ask([job('at 9.12', 9.02)])).toEqual({ added: 48_000, unplaced: 0, busy: seconds(2, 1) });
  });

  it('is another day as soon as anything that it is made from changes', () => {
    const key = (day: DaySnapshot, drafts?: PlannedRoute[]) => fingerprintDay(given(day, drafts), 'visit').key;
    const day = dayOf([job('a', 9.01), job('visit', 9.03)]);
    expect(key(dayOf([job('a', 9.01), job('visit', 9.05)]))).toBe(key(day));
    const others = [
      key(dayOf([job('a', 9.01, { serviceSeconds: 900 }), job('visit', 9.03)])),
      key({ ...day, vehicles: [van('van', { mostJobs: 3 })] }),
      key({ ...day, serviceDate: '2026-09-15' }),
      key(day, [draft('van', 'a')]),
    ];
    expect(new Set([key(day), ...others]).size).toBe(5);
    const named = (of: DaySnapshot) => fingerprintDay(given(of), null);
    const fewer = { ...day, vehicles: [van('van', { mostJobs: 3 })] };
    expect(named(dayOf([job('another', 9.08)])).frame).toBe(named(day).frame);
    expect(named(fewer).frame).not.toBe(named(day).frame);
    expect(named(fewer).line).toBe(named(day).line);
    expect(named({ ...day, vehicles: [van('van', { profile: 'truck' })] }).line).not.toBe(named(day).line);
  });

  it('sends a vehicle into a territory that no other job of the day is in, and no other vehicle', async () => {
    const { roads } = countedRoads();
    const vehicles = [van('home', { areas: ['94'] }), van('away', { areas: ['80'] })];
    const whoGoesTo = async (area: string, others = [job('a', 9.01, { area: '9490' })]) => {
      const whole = dayOf([...others, job('visit', 9.02, { area })], vehicles);
      const { visit, ...opened } = fingerprintDay(given(whole), 'visit');
      const places = await askDay(roads, opened, {
        kind: 'places',
        visit: visit!,
        wanted: { ofVehicle: 2, begun: new Map() },
      });
      return new Set(places.map(({ vehicleId }) => vehicleId));
    };
    expect(await whoGoesTo('8001')).toEqual(new Set(['away']));
    // The day stands open by now, and learns of each postcode all the same.
    expect(await whoGoesTo('9491')).toEqual(new Set(['home']));
    expect(await whoGoesTo('8002')).toEqual(new Set(['away']));
    // So does a day that goes on from it with one job more.
    const more = [job('a', 9.01, { area: '9490' }), job('b', 9.03, { area: '9490' })];
    expect(await whoGoesTo('8003', more)).toEqual(new Set(['away']));
    expect(await whoGoesTo('9492', more)).toEqual(new Set(['home']));
  });

  it('offers nothing that would put off a job which another crew waits for', async () => {
    const { roads } = countedRoads();
    const closes = (seconds: number) => [{ from: EIGHT, to: EIGHT + seconds }];
    const jobs = [
      job('leader', 9.02, { windows: closes(4 * HOUR) }),
      // Its window closes when it could just begin.
      job('follower', 9.02, {
        windows: closes(1800),
        follows: { jobId: 'leader', minGapSeconds: 0, maxGapSeconds: null },
      }),
    ];
    const vehicles = [van('first', { mostJobs: 2 }), van('second', { mostJobs: 1 })];
    const routes = [draft('first', 'leader'), draft('second', 'follower')];
    const offer = async (linked: boolean) => {
      const unlinked = jobs.map(({ follows: _, ...each }) => each);
      const whole = dayOf([...(linked ? jobs : unlinked), job('visit', 9.01)], vehicles);
      const { visit, ...opened } = fingerprintDay(given(whole, routes), 'visit');
      // Served before the leader or not at all.
      const [best] = await askDay(roads, opened, {
        kind: 'slots',
        visit: visit!,
        windows: [{ from: EIGHT, to: EIGHT + 1000 }],
      });
      return best;
    };
    expect(await offer(false)).toMatchObject({ vehicleId: 'first', position: 0 });
    expect(await offer(true)).toBeNull();
  });

  describe('offers a visit that hangs together with others', () => {
    const HOURS = [0, 1, 2, 3, 4, 5, 6, 7].map((hour) => ({
      from: EIGHT + hour * HOUR,
      to: EIGHT + (hour + 1) * HOUR,
    }));
    const noon = [{ from: EIGHT + 4 * HOUR, to: EIGHT + 4 * HOUR + 600 }];
    const vehicles = [van('first'), van('second')];
    /** The hours that are offered of the day, and on which vehicles. */
    const offer = async (visit: Partial<SnapshotJob>, other: Partial<SnapshotJob>) => {
      const { roads } = countedRoads();
      const jobs = [job('other', 9.02, { windows: noon, ...other }), job('visit', 9.01, visit)];
      const { visit: asked, ...opened } = fingerprintDay(
        given(dayOf(jobs, vehicles), [draft('first', 'other')]),
        'visit',
      );
      const found = await askDay(roads, opened, { kind: 'slots', visit: asked!, windows: HOURS });
      return {
        hours: found.flatMap((best, hour) => (best ? [hour] : [])),
        starts: found.flatMap((best) => best?.serviceStartSeconds ?? []),
        on: new Set(found.flatMap((best) => best?.vehicleId ?? [])),
      };
    };
    const after = (jobId: string, minGapSeconds: number, maxGapSeconds: number | null = null) => ({
      follows: { jobId, minGapSeconds, maxGapSeconds },
    });
    const ride = (kind: 'together' | 'apart', jobId: string) => ({ rides: [{ kind, jobId, priceMinor: null }] });

    it('after the one that it follows, neither too soon nor too late', async () => {
      expect((await offer({}, {})).hours).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      const { hours, starts } = await offer(after('other', HOUR, 2 * HOUR), {});
      // The other is done at ten past twelve at the earliest, twenty past at the latest.
      expect(hours).toEqual([5, 6]);
      expect(Math.min(...starts)).toBeGreaterThanOrEqual(EIGHT + 5 * HOUR + 600);
    });

    it('before those that follow it', async () => {
      const { hours } = await offer({}, after('visit', HOUR + 1));
      expect(hours).toEqual([0, 1, 2]);
    });

    it('on the vehicle of whom it must ride with, and never on that of whom it must not, whichever of the two says so', async () => {
      expect((await offer(ride('together', 'other'), {})).on).toEqual(new Set(['first']));
      expect((await offer(ride('apart', 'other'), {})).on).toEqual(new Set(['second']));
      expect((await offer({}, ride('together', 'visit'))).on).toEqual(new Set(['first']));
      expect((await offer({}, ride('apart', 'visit'))).on).toEqual(new Set(['second']));
    });

    it('in the span that one which is done on another day leaves', async () => {
      expect((await offer({ windows: [{ from: EIGHT + 2 * HOUR + 1, to: EIGHT + 4 * HOUR - 1 }] }, {})).hours).toEqual([
        2, 3,
      ]);
    });
  });

  it('passes on why the roads do not answer, and is opened once they do', async () => {
    const { roads } = countedRoads();
    const silent: DayRoads = {
      ...roads,
      travelTimes: {
        matrix: () => Promise.reject(new Problem({ status: 503, code: 'roads_unavailable', title: 'No roads' })),
      },
    };
    const opened = fingerprintDay(given(dayOf([job('only', 9.07)], [van('van')], { branchId: 'silent' })), null);
    await expect(askDay(silent, opened, { kind: 'left' })).rejects.toMatchObject({ code: 'roads_unavailable' });
    const { unplaced, busy } = await askDay(roads, opened, { kind: 'left' });
    expect([unplaced, busy.reduce((sum, { from, to }) => sum + to - from, 0)]).toEqual([0, 2 * 7 * 600 + 600]);
  });
});
