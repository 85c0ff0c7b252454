import { expect, it } from 'vitest';
import { areaFactorAt, areaFactorsAround, areaOf } from './area-factors.ts';

const VADUZ = { lon: 9.521, lat: 47.141 };
const SOUTH_WEST = { lon: -70.65, lat: -33.45 };

it('places a few streets apart share a square, places ten kilometres apart do not', () => {
  expect(areaOf({ lon: VADUZ.lon + 0.002, lat: VADUZ.lat + 0.002 })).toBe(areaOf(VADUZ));
  expect(areaOf({ lon: VADUZ.lon, lat: VADUZ.lat + 0.1 })).not.toBe(areaOf(VADUZ));
  expect(areaOf({ lon: VADUZ.lon - 0.15, lat: VADUZ.lat })).not.toBe(areaOf(VADUZ));
});

it('squares west of Greenwich and south of the equator are squares too', () => {
  expect(areaOf(SOUTH_WEST)).not.toBe(areaOf({ lon: 70.65, lat: 33.45 }));
  expect(areaOf({ lon: -0.01, lat: -0.01 })).not.toBe(areaOf({ lon: 0.01, lat: 0.01 }));
});

it('a place without a factor, and no place at all, are as on the roads', () => {
  const factors = { [areaOf(VADUZ)]: 1.2 };
  expect([VADUZ, SOUTH_WEST, null].map((place) => areaFactorAt(factors, place))).toEqual([1.2, 1, 1]);
  expect(areaFactorAt(null, VADUZ)).toBe(1);
});

it('only the squares of the places that are asked about are taken along', () => {
  const factors = { [areaOf(VADUZ)]: 1.2, [areaOf(SOUTH_WEST)]: 0.9 };
  expect(areaFactorsAround(factors, [VADUZ, null])).toEqual({ [areaOf(VADUZ)]: 1.2 });
  expect(areaFactorsAround(factors, [{ lon: 0, lat: 0 }])).toBeNull();
});
