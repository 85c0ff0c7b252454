import { greatCircleMeters, type LonLat } from '@roundsman/units';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoadErrorCode } from '../road-error.ts';
import { MAX_MATRIX_PAIRS } from './check-request.ts';
import { type RoadProfile, roadProfiles, type TravelTimes } from './travel-times.ts';

/** Places on the sample extract, each beside a road. */
export const samplePlaces = {
  vaduz: { lon: 9.521187, lat: 47.140194 },
  schaan: { lon: 9.5092, lat: 47.1652 },
  balzers: { lon: 9.513645, lat: 47.075749 },
  eschen: { lon: 9.5222, lat: 47.2106 },
  malbun: { lon: 9.6085, lat: 47.1028 },
} satisfies Record<string, LonLat>;

const midAtlantic: LonLat = { lon: -30, lat: 10 };
const places = Object.values(samplePlaces);

/** What every adapter of `TravelTimes` must do. `open` may take a while; it is called once. */
export function describeTravelTimes(
  name: string,
  open: () => Promise<{ travelTimes: TravelTimes; close?: () => Promise<void> }>,
): void {
  describe(`travel times by ${name}`, () => {
    let travelTimes: TravelTimes;
    let close: (() => Promise<void>) | undefined;
    beforeAll(async () => {
      ({ travelTimes, close } = await open());
    }, 120_000);
    afterAll(async () => close?.());

    it('says who answers', () => {
      expect(travelTimes.provider.name).toMatch(/^(valhalla|extract_search|valhalla_http|osrm_http|straight_line)$/);
      expect(travelTimes.provider.label.length).toBeGreaterThan(5);
    });

    it.each(roadProfiles)('gives every pair in row-major order for a %s', async (profile) => {
      const from = places.slice(0, 3);
      const to = places.slice(1);
      const matrix = await travelTimes.matrix(from, to, profile);
      expect([matrix.rows, matrix.columns, matrix.seconds.length, matrix.meters.length]).toEqual([3, 4, 12, 12]);
      for (const [i, origin] of from.entries()) {
        for (const [j, target] of to.entries()) {
          const single = await travelTimes.matrix([origin], [target], profile);
          expect(matrix.seconds[i * 4 + j]).toBe(single.seconds[0]);
          expect(matrix.meters[i * 4 + j]).toBe(single.meters[0]);
        }
      }
    });

    it('takes no time from a place to itself, and never less road than the straight line elsewhere', async () => {
      const { seconds, meters } = await travelTimes.matrix(places, places, 'van');
      places.forEach((from, i) => {
        places.forEach((to, j) => {
          const pair = i * places.length + j;
          if (i === j) {
            expect([seconds[pair], meters[pair]]).toEqual([0, 0]);
            return;
          }
          // Both ends are moved to the nearest road, at most some hundred meters.
          expect(meters[pair]).toBeGreaterThan(greatCircleMeters(from, to) - 400);
          const metersPerSecond = meters[pair]! / seconds[pair]!;
          expect(metersPerSecond).toBeGreaterThan(4);
          expect(metersPerSecond).toBeLessThan(35);
        });
      });
    });

    it('knows that Malbun, up the mountain, is further by road than Balzers', async () => {
      if (travelTimes.provider.approximate) return;
      const { seconds } = await travelTimes.matrix(
        [samplePlaces.vaduz],
        [samplePlaces.balzers, samplePlaces.malbun],
        'van',
      );
      expect(seconds[1]).toBeGreaterThan(seconds[0]!);
    });

    it('answers empty lists with an empty matrix', async () => {
      expect(await travelTimes.matrix([], [], 'van')).toMatchObject({ rows: 0, columns: 0 });
      const noColumns = await travelTimes.matrix(places, [], 'van');
      expect([noColumns.rows, noColumns.columns, noColumns.seconds.length]).toEqual([places.length, 0, 0]);
    });

    it('marks what no road reaches with −1, and still answers the rest', async () => {
      if (travelTimes.provider.approximate) return;
      const points = [samplePlaces.vaduz, midAtlantic, samplePlaces.schaan];
      const { seconds, meters } = await travelTimes.matrix(points, points, 'van');
      expect([seconds[1], meters[1], seconds[3], seconds[5], seconds[7]]).toEqual([-1, -1, -1, -1, -1]);
      expect(seconds[2]).toBeGreaterThan(0);
      expect(seconds[6]).toBeGreaterThan(0);
    });

    it('draws one leg between each two points, along the road', async () => {
      const points = [samplePlaces.vaduz, samplePlaces.schaan, samplePlaces.eschen];
      const { legs } = await travelTimes.shape(points, 'van');
      const { seconds, meters } = await travelTimes.matrix(points, points, 'van');
      expect(legs).toHaveLength(2);
      legs.forEach((leg, index) => {
        const pair = index * 3 + index + 1;
        expect(Math.abs(leg.seconds - seconds[pair]!)).toBeLessThan(15 + seconds[pair]! * 0.1);
        expect(Math.abs(leg.meters - meters[pair]!)).toBeLessThan(100 + meters[pair]! * 0.1);
        const [first, last] = [toPoint(leg.coordinates[0]!), toPoint(leg.coordinates.at(-1)!)];
        expect(greatCircleMeters(first, points[index]!)).toBeLessThan(300);
        expect(greatCircleMeters(last, points[index + 1]!)).toBeLessThan(300);
        if (!travelTimes.provider.approximate) {
          const drawn = drawnMeters(leg.coordinates);
          expect(Math.abs(drawn - leg.meters)).toBeLessThan(20 + leg.meters * 0.02);
        }
      });
    });

    it('draws a straight line marked −1 where there is no way', async () => {
      if (travelTimes.provider.approximate) return;
      const { legs } = await travelTimes.shape([samplePlaces.vaduz, samplePlaces.schaan, midAtlantic], 'van');
      expect(legs[0]!.seconds).toBeGreaterThan(0);
      expect([legs[1]!.seconds, legs[1]!.meters]).toEqual([-1, -1]);
      expect(legs[1]!.coordinates.at(-1)).toEqual([midAtlantic.lon, midAtlantic.lat]);
    });

    it('draws a leg of two positions between a place and itself', async () => {
      const { legs } = await travelTimes.shape([samplePlaces.vaduz, samplePlaces.vaduz], 'car');
      expect(legs[0]!.coordinates.length).toBeGreaterThanOrEqual(2);
      expect(legs[0]!.meters).toBe(0);
    });

    it('snaps a point to the road beside it and says how far it is', async () => {
      const near = await travelTimes.nearest(samplePlaces.vaduz);
      expect(near).not.toBeNull();
      expect(near!.distanceMeters).toBeLessThan(100);
      expect(Math.abs(greatCircleMeters(near!.point, samplePlaces.vaduz) - near!.distanceMeters)).toBeLessThan(3);
      if (!travelTimes.provider.approximate) expect(await travelTimes.nearest(midAtlantic)).toBeNull();
    });

    const bad = (lon: unknown, lat: unknown) => ({ lon, lat }) as LonLat;
    it.each([
      ['a latitude of 91', bad(9.5, 91)],
      ['not a number', bad(Number.NaN, 47)],
      ['infinity', bad(9.5, Number.POSITIVE_INFINITY)],
      ['a text', bad('9.5', 47)],
      ['nothing', undefined as unknown as LonLat],
    ])('refuses %s and names the place in the question', async (_what, point) => {
      await expect(travelTimes.matrix([samplePlaces.vaduz, point], [], 'van')).rejects.toMatchObject(
        refusal('bad_point', 'from[1]'),
      );
      await expect(travelTimes.matrix([], [point], 'van')).rejects.toMatchObject(refusal('bad_point', 'to[0]'));
      await expect(travelTimes.shape([samplePlaces.vaduz, point], 'van')).rejects.toMatchObject(
        refusal('bad_point', 'points[1]'),
      );
      await expect(travelTimes.nearest(point)).rejects.toMatchObject(refusal('bad_point', 'point'));
    });

    it('refuses an unknown profile, a way of one point and a matrix beyond the limit', async () => {
      const tank = 'tank' as RoadProfile;
      await expect(travelTimes.matrix(places, places, tank)).rejects.toMatchObject(refusal('bad_request', 'profile'));
      await expect(travelTimes.shape([samplePlaces.vaduz], 'van')).rejects.toMatchObject(
        refusal('bad_request', 'points'),
      );
      const side = Math.ceil(Math.sqrt(MAX_MATRIX_PAIRS)) + 1;
      const many = Array.from({ length: side }, () => samplePlaces.vaduz);
      await expect(travelTimes.matrix(many, many, 'van')).rejects.toMatchObject({
        code: 'too_large' satisfies RoadErrorCode,
      });
    });
  });
}

const refusal = (code: RoadErrorCode, field: string) => ({ code, field });
const toPoint = ([lon, lat]: readonly [number, number]): LonLat => ({ lon, lat });

function drawnMeters(coordinates: readonly (readonly [number, number])[]): number {
  let meters = 0;
  for (let index = 1; index < coordinates.length; index++) {
    const [from, to] = [coordinates[index - 1]!, coordinates[index]!];
    const eastMeters = (to[0] - from[0]) * 111_195 * Math.cos((from[1] * Math.PI) / 180);
    meters += Math.hypot(eastMeters, (to[1] - from[1]) * 111_195);
  }
  return meters;
}
