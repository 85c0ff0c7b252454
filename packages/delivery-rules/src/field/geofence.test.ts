import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isInArea } from './geofence.ts';

const square = [
  { lon: 9, lat: 47 },
  { lon: 10, lat: 47 },
  { lon: 10, lat: 48 },
  { lon: 9, lat: 48 },
];

it('has a point in a circle when it is no further from the centre than the radius', () => {
  const area = { kind: 'circle', center: { lon: 9.52, lat: 47.14 }, radiusMeters: 200 } as const;
  expect(isInArea(area, { lon: 9.5215, lat: 47.1405 })).toBe(true);
  expect(isInArea(area, { lon: 9.53, lat: 47.14 })).toBe(false);
});

it('has a point in a ring whichever way round and wherever it begins', () =>
  fc.assert(
    fc.property(
      fc.double({ min: 8.5, max: 10.5, noNaN: true }),
      fc.double({ min: 46.5, max: 48.5, noNaN: true }),
      fc.nat({ max: 3 }),
      fc.boolean(),
      (lon, lat, begin, reversed) => {
        fc.pre(![9, 10].includes(lon) && ![47, 48].includes(lat));
        const turned = [...square.slice(begin), ...square.slice(0, begin)];
        const area = { kind: 'polygon', ring: reversed ? turned.toReversed() : turned } as const;
        expect(isInArea(area, { lon, lat })).toBe(lon > 9 && lon < 10 && lat > 47 && lat < 48);
      },
    ),
  ));
