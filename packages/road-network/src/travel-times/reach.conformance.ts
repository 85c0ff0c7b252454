import type { LonLat } from '@roundsman/units';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReachArea, ReachSearch } from './road-search.ts';
import { samplePlaces } from './travel-times.conformance.ts';

/** What every adapter of `ReachSearch` must do. `open` is called once. */
export function describeReach(name: string, open: () => Promise<ReachSearch>): void {
  describe(`areas within reach by ${name}`, () => {
    let search: ReachSearch;
    beforeAll(async () => {
      search = await open();
    }, 120_000);

    it('hold the place itself and its neighbours, and none that is too far', async () => {
      const [near, far] = await search.reach(samplePlaces.vaduz, [7, 30], 'van');
      expect([near!.minutes, far!.minutes]).toEqual([7, 30]);
      expect([samplePlaces.vaduz, samplePlaces.schaan].map((place) => isWithin(place, near!))).toEqual([true, true]);
      expect([samplePlaces.malbun, samplePlaces.balzers].map((place) => isWithin(place, near!))).toEqual([
        false,
        false,
      ]);
      for (const place of Object.values(samplePlaces)) expect(isWithin(place, far!)).toBe(true);
    });

    it('come in the order asked, and grow with the minutes', async () => {
      const areas = await search.reach(samplePlaces.eschen, [20, 5, 10], 'van');
      expect(areas.map(({ minutes }) => minutes)).toEqual([20, 5, 10]);
      const [twenty, five, ten] = areas.map(squareKilometers);
      expect(five).toBeGreaterThan(0.5);
      expect(ten).toBeGreaterThan(five! * 1.5);
      expect(twenty).toBeGreaterThan(ten! * 1.2);
    });

    it('are rings that close, with at least four positions', async () => {
      const [area] = await search.reach(samplePlaces.schaan, [10], 'van');
      for (const ring of area!.coordinates.flat()) {
        expect(ring.length).toBeGreaterThan(3);
        expect(ring.at(-1)).toEqual(ring[0]);
      }
    });

    it('are empty where no road is near', async () => {
      expect(await search.reach({ lon: -30, lat: 10 }, [10], 'van')).toEqual([{ minutes: 10, coordinates: [] }]);
    });

    it.each([
      [{ lon: 200, lat: 0 }, [10], 'bad_point', 'from'],
      [samplePlaces.vaduz, [], 'bad_request', 'minutes'],
      [samplePlaces.vaduz, [0], 'bad_request', 'minutes'],
      [samplePlaces.vaduz, [121], 'bad_request', 'minutes'],
      [samplePlaces.vaduz, [1, 2, 3, 4, 5], 'bad_request', 'minutes'],
    ])('refuse what cannot be asked: %j within %j', async (from, minutes, code, field) => {
      await expect(search.reach(from, minutes, 'van')).rejects.toMatchObject({ code, field });
    });
  });
}

export function isWithin({ lon, lat }: LonLat, { coordinates }: ReachArea): boolean {
  let inside = false;
  for (const ring of coordinates.flat()) {
    for (let at = 0; at + 1 < ring.length; at++) {
      const [[ax, ay], [bx, by]] = [ring[at]!, ring[at + 1]!];
      if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

function squareKilometers({ coordinates }: ReachArea): number {
  return coordinates.reduce((sum, [outer, ...holes]) => {
    const [whole, ...out] = [outer!, ...holes].map(ringArea);
    return sum + whole! - out.reduce((a, b) => a + b, 0);
  }, 0);
}

function ringArea(ring: readonly (readonly [number, number])[]): number {
  const east = 111.195 * Math.cos((ring[0]![1] * Math.PI) / 180);
  let twice = 0;
  for (let at = 0; at + 1 < ring.length; at++)
    twice += (ring[at]![0] * ring[at + 1]![1] - ring[at + 1]![0] * ring[at]![1]) * east * 111.195;
  return Math.abs(twice) / 2;
}
