import { expect, it } from 'vitest';
import { packPoints, unpackPoints } from './pack-points.ts';

it('points are the same when they come out again, wrong ones too', () => {
  const points = [
    { lon: 9.5215, lat: 47.141 },
    { lon: -180, lat: 0 },
    { lon: Number.NaN, lat: 91 },
  ];
  expect(unpackPoints(packPoints(points))).toEqual(points);
  expect(unpackPoints(packPoints([]))).toEqual([]);
});
