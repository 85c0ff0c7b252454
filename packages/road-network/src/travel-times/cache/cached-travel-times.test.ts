import type { LonLat } from '@roundsman/units';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { straightLineTravelTimes } from '../straight-line.ts';
import type { TravelTimes } from '../travel-times.ts';
import { cachedTravelTimes } from './cached-travel-times.ts';

/** Counts the pairs that really were computed. */
function counted(): { travelTimes: TravelTimes; pairs: () => number } {
  const inner = straightLineTravelTimes();
  let pairs = 0;
  const matrix: TravelTimes['matrix'] = (from, to, profile) => {
    pairs += from.length * to.length;
    return inner.matrix(from, to, profile);
  };
  return { travelTimes: { ...inner, matrix }, pairs: () => pairs };
}

const place = (number: number): LonLat => ({
  lon: 9.5 + (number % 40) / 1000,
  lat: 47.1 + Math.floor(number / 40) / 1000,
});
const places = (...numbers: number[]) => numbers.map(place);
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

describe('the cache of travel times', () => {
  it('gives the same answers as without it, for any questions in any order', async () => {
    const list = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 12 });
    const questions = fc.array(fc.tuple(list, list, fc.constantFrom('car', 'van', 'truck')), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(questions, fc.integer({ min: 1, max: 80 }), async (asked, maxPairs) => {
        const plain = straightLineTravelTimes();
        const cached = cachedTravelTimes(plain, { maxPairs });
        for (const [from, to, profile] of asked) {
          const expected = await plain.matrix(places(...from), places(...to), profile);
          expect(await cached.matrix(places(...from), places(...to), profile)).toEqual(expected);
        }
      }),
    );
  });

  it('computes a matrix once, and of a larger one only what is new', async () => {
    const { travelTimes, pairs } = counted();
    const cached = cachedTravelTimes(travelTimes);
    const today = places(...range(0, 50));
    await cached.matrix(today, today, 'van');
    expect(pairs()).toBe(2500);
    await cached.matrix(today, today, 'van');
    expect(pairs()).toBe(2500);
    const tomorrow = places(...range(0, 51));
    await cached.matrix(tomorrow, tomorrow, 'van');
    expect(pairs()).toBe(2500 + 51 + 50);
  });

  it('keeps profiles apart', async () => {
    const { travelTimes, pairs } = counted();
    const cached = cachedTravelTimes(travelTimes);
    const [van, truck] = [
      await cached.matrix(places(1), places(2), 'van'),
      await cached.matrix(places(1), places(2), 'truck'),
    ];
    expect(pairs()).toBe(2);
    expect(truck.seconds[0]).toBeGreaterThan(van.seconds[0]!);
  });

  it('asks once for places that come several times', async () => {
    const { travelTimes, pairs } = counted();
    const matrix = await cachedTravelTimes(travelTimes).matrix(places(1, 2, 1, 2), places(3, 3), 'van');
    expect(pairs()).toBe(2);
    expect([matrix.rows, matrix.columns]).toEqual([4, 2]);
  });

  it('asks again, where searching is quick, for few against many, and for more than are ever kept', async () => {
    const { travelTimes, pairs } = counted();
    const cached = cachedTravelTimes(travelTimes, { searchIsQuick: true, maxPairs: 250 });
    const asked = async (from: LonLat[], to: LonLat[]) => {
      const before = pairs();
      await cached.matrix(from, to, 'van');
      return pairs() - before;
    };
    const ten = places(...range(0, 10));
    expect([await asked(ten, ten), await asked(ten, ten)]).toEqual([100, 0]);
    expect([await asked(places(1, 2), ten), await asked(ten, places(1, 2))]).toEqual([20, 20]);
    const more = places(...range(0, 16));
    expect([await asked(more, more), await asked(more, more)]).toEqual([256, 256]);
  });

  it('asks once for what two long questions want at the same time, where they take turns', async () => {
    const { travelTimes, pairs } = counted();
    const cached = cachedTravelTimes(travelTimes, { takesTurns: true });
    const many = places(...range(0, 140));
    const [first, second] = await Promise.all([cached.matrix(many, many, 'van'), cached.matrix(many, many, 'van')]);
    expect(pairs()).toBe(140 * 140);
    expect(second).toEqual(first);
  });

  it('stays within its bound', async () => {
    const { travelTimes, pairs } = counted();
    const cached = cachedTravelTimes(travelTimes, { maxPairs: 200 });
    for (let round = 0; round < 20; round++) {
      await cached.matrix(
        places(...range(round * 10, round * 10 + 10)),
        places(...range(round * 10, round * 10 + 10)),
        'van',
      );
    }
    const before = pairs();
    await cached.matrix(places(...range(0, 10)), places(...range(0, 10)), 'van');
    expect(pairs() - before).toBe(100);
  });
});
