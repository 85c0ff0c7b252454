import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodePolyline } from './polyline.ts';

it('encodes the example of the format’s own page', () => {
  // Published at precision 5; at 6 the same numbers are a tenth as large.
  const points = [
    { lat: 3.85, lon: -12.02 },
    { lat: 4.07, lon: -12.095 },
    { lat: 4.3252, lon: -12.6453 },
  ];
  expect(encodePolyline(points)).toBe('_p~iF~ps|U_ulLnnqC_mqNvxq`@');
});

it('says where each point is, to a tenth of a meter', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          lon: fc.double({ min: -180, max: 180, noNaN: true }),
          lat: fc.double({ min: -90, max: 90, noNaN: true }),
        }),
      ),
      (points) => {
        const decoded = decode(encodePolyline(points));
        expect(decoded).toHaveLength(points.length);
        for (const [at, { lon, lat }] of points.entries()) {
          expect(Math.abs(decoded[at]!.lat - lat)).toBeLessThan(1e-6);
          expect(Math.abs(decoded[at]!.lon - lon)).toBeLessThan(1e-6);
        }
      },
    ),
  ));

function decode(text: string) {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const letter of text) {
    const bits = letter.charCodeAt(0) - 63;
    value |= (bits & 0x1f) << shift;
    shift += 5;
    if (bits >= 0x20) continue;
    numbers.push(value & 1 ? ~(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  let [lat, lon] = [0, 0];
  return Array.from({ length: numbers.length / 2 }, (_, at) => {
    lat += numbers[2 * at]!;
    lon += numbers[2 * at + 1]!;
    return { lat: lat / 1e6, lon: lon / 1e6 };
  });
}
