import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readExtract } from '../../../extract/index.ts';
import { seededRandom } from '../../../geocoding/slips-of-the-finger.ts';
import { sampleExtractPath } from '../../../sample-extract.ts';
import { describeReach, isWithin } from '../../reach.conformance.ts';
import { samplePlaces } from '../../travel-times.conformance.ts';
import { buildRoadGraph, openSearch, writeRoadGraph } from '../index.ts';
import { type Ring, traceRings } from './trace-rings.ts';

async function openOnSample() {
  const folder = await mkdtemp(join(tmpdir(), 'roundsman-reach-'));
  const graph = buildRoadGraph(await readExtract(sampleExtractPath));
  await writeRoadGraph(join(folder, 'roads.bin'), graph);
  const search = await openSearch(join(folder, 'roads.bin'), join(folder, 'search'));
  return { search, graph, close: () => rm(folder, { recursive: true }) };
}

const opening = openOnSample();
afterAll(async () => (await opening).close());

describeReach('our own search', async () => (await opening).search);

describe('areas within reach', () => {
  it('hold what the matrix says is reached, and little that it says is not', async () => {
    const { search, graph } = await opening;
    const random = seededRandom(7);
    const points = Array.from({ length: 800 }, () => {
      const at = Math.floor(random() * graph.lons.length);
      return { lon: graph.lons[at]!, lat: graph.lats[at]! };
    });
    const nearest = await Promise.all(points.map((point) => search.nearest(point, 'van')));
    const places = points.filter((_, at) => (nearest[at]?.distanceMeters ?? 99) < 20);
    for (const from of [samplePlaces.vaduz, samplePlaces.malbun]) {
      const { seconds } = await search.matrix([from], places, 'van');
      const areas = await search.reach(from, [5, 10, 20], 'van');
      let [within, tooLate] = [0, 0];
      for (const area of areas) {
        const limit = area.minutes * 60;
        for (const [at, place] of places.entries()) {
          if (seconds[at]! < 0) continue;
          const inside = isWithin(place, area);
          // A minute before the limit the strip beside the road is wider than a cell of the grid.
          if (seconds[at]! <= limit - 60) expect(inside).toBe(true);
          within += inside ? 1 : 0;
          tooLate += inside && seconds[at]! > limit + 60 ? 1 : 0;
        }
      }
      expect(within).toBeGreaterThan(200);
      // Beside a road that is reached run others that are not: a forest track, a house behind a fence.
      expect(tooLate / within).toBeLessThan(0.1);
    }
  }, 30_000);
});

describe('rings around what is below zero', () => {
  it('hold every point below zero and no other, on any grid', () => {
    const [columns, rows] = [9, 8];
    const inner = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 42, maxLength: 42 });
    fc.assert(
      fc.property(inner, (given) => {
        const values = new Float32Array(columns * rows).fill(1);
        for (let row = 1; row < rows - 1; row++)
          for (let column = 1; column < columns - 1; column++)
            values[row * columns + column] = given[(row - 1) * 7 + column - 1]!;
        const rings = traceRings(values, columns, rows);
        for (const ring of rings) expect(ring.at(-1)).toEqual(ring[0]);
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            const value = values[row * columns + column]!;
            if (Math.abs(value) > 1e-4) expect(winding(column, row + 1e-9, rings)).toBe(value < 0 ? 1 : 0);
          }
        }
      }),
    );
  });
});

/** How often rings run around a point against the clock, less those with it. */
function winding(x: number, y: number, rings: readonly Ring[]): number {
  let count = 0;
  for (const ring of rings) {
    for (let at = 0; at + 1 < ring.length; at++) {
      const [[ax, ay], [bx, by]] = [ring[at]!, ring[at + 1]!];
      if (ay > y === by > y || x >= ((bx - ax) * (y - ay)) / (by - ay) + ax) continue;
      count += by > ay ? 1 : -1;
    }
  }
  return count;
}
