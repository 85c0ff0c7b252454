import { describe, expect, it } from 'vitest';
import { areaFeatures, cornersOf, crossesItself, middlesOf, squareMetersOf } from './area-shape.ts';

const at = (lon: number, lat: number) => ({ lon, lat });
/** A hundredth of a degree each way at Vaduz: 757 by 1,112 m. */
const SQUARE = [at(9.5, 47.1), at(9.51, 47.1), at(9.51, 47.11), at(9.5, 47.11)];

describe('the shape of an area', () => {
  it('is a ring of corners at the same distance from its middle, the first in the north', () => {
    const corners = cornersOf({ kind: 'circle', center: at(9.5, 47.1), radiusMeters: 1112 });
    expect(corners).toHaveLength(72);
    expect(corners[0]!.lon).toBeCloseTo(9.5, 6);
    expect(corners[0]!.lat).toBeCloseTo(47.11, 4);
    expect(corners[18]!.lon).toBeCloseTo(9.5 + 0.01 / Math.cos((47.1 * Math.PI) / 180), 4);
    expect(cornersOf({ kind: 'polygon', ring: SQUARE })).toBe(SQUARE);
  });

  it('has the extent that it has on the ground, whichever way round it was drawn', () => {
    const ground = squareMetersOf({ kind: 'polygon', ring: SQUARE });
    expect(ground).toBeGreaterThan(0.999 * 756.9 * 1111.9);
    expect(ground).toBeLessThan(1.001 * 756.9 * 1111.9);
    expect(squareMetersOf({ kind: 'polygon', ring: SQUARE.toReversed() })).toBeCloseTo(ground, 3);
    expect(squareMetersOf({ kind: 'circle', center: at(0, 0), radiusMeters: 100 })).toBeCloseTo(31_416, 0);
  });

  it('crosses itself when two sides do, and not where they meet', () => {
    const [a, b, c, d] = SQUARE as [(typeof SQUARE)[0], (typeof SQUARE)[0], (typeof SQUARE)[0], (typeof SQUARE)[0]];
    expect(crossesItself(SQUARE)).toBe(false);
    expect(crossesItself([a, c, b, d])).toBe(true);
    expect(crossesItself([a, b, c])).toBe(false);
    expect(crossesItself([a, b])).toBe(false);
  });

  it('takes a corner more in the middle of each side, the last included', () => {
    expect(middlesOf(SQUARE.slice(0, 2))).toEqual([]);
    const middles = middlesOf(SQUARE);
    expect(middles.map(({ before }) => before)).toEqual([0, 1, 2, 3]);
    expect(middles[1]!.at.lon).toBeCloseTo(9.505, 9);
    expect(middles[0]!.at).toEqual({ lon: 9.5, lat: expect.closeTo(47.105, 9) });
  });

  it('is drawn as a line while it has two corners, and closed from three on', () => {
    const draw = (count: number) =>
      areaFeatures([{ id: 'a', label: 'Yard', kind: 'site', corners: SQUARE.slice(0, count) }]).features.map(
        ({ geometry }) => geometry,
      );
    expect(draw(1)).toEqual([]);
    expect(draw(2)).toMatchObject([{ type: 'LineString' }]);
    expect(draw(3)).toMatchObject([
      {
        type: 'Polygon',
        coordinates: [
          [
            [9.5, 47.1],
            [9.51, 47.1],
            [9.51, 47.11],
            [9.5, 47.1],
          ],
        ],
      },
    ]);
  });
});
