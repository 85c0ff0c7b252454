import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LonLat } from '@roundsman/units';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RoadError } from '../../road-error.ts';
import { straightLineTravelTimes } from '../straight-line.ts';
import type { TravelTimes } from '../travel-times.ts';
import { cachedTravelTimes } from './cached-travel-times.ts';
import { keepPairs, pairsPath } from './kept-pairs.ts';
import { lastKnownTravelTimes } from './last-known.ts';
import { PairCache } from './pair-cache.ts';

const places: LonLat[] = Array.from({ length: 6 }, (_, at) => ({ lon: 9.5 + at / 100, lat: 47.1 - at / 200 }));
const NEVER_BY_ITSELF = 3_600_000;

/** Straight lines from somewhere else, which may be down, and counts what it is asked. */
function outside() {
  const inner = straightLineTravelTimes();
  const state = { isDown: false, pairs: 0 };
  const travelTimes: TravelTimes = {
    ...inner,
    matrix: async (from, to, profile) => {
      if (state.isDown) throw new RoadError({ code: 'provider_failed', message: 'It is down.', remedy: 'Wait.' });
      state.pairs += from.length * to.length;
      return inner.matrix(from, to, profile);
    },
  };
  return { travelTimes, state };
}

describe('pairs that outlive the process', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'roundsman-pairs-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  async function open(inner: TravelTimes, version = '1') {
    const cache = new PairCache(1000);
    const kept = await keepPairs(cache, pairsPath(home, 'valhalla', version), NEVER_BY_ITSELF);
    return { travelTimes: cachedTravelTimes(inner, { cache, kept }), kept };
  }

  it('are there for the next process, by profile, and not for another version', async () => {
    const { travelTimes: service, state } = outside();
    const first = await open(service);
    const matrix = await first.travelTimes.matrix(places, places, 'van');
    await first.travelTimes.matrix(places.slice(0, 2), places.slice(0, 2), 'truck');
    await first.kept.flush();
    const asked = state.pairs;
    const second = await open(service);
    expect(await second.travelTimes.matrix(places, places, 'van')).toEqual(matrix);
    expect(state.pairs).toBe(asked);
    await second.travelTimes.matrix(places, places, 'truck');
    expect(state.pairs).toBe(asked + 36);
    await (await open(service, '2')).travelTimes.matrix(places, places, 'van');
    expect(state.pairs).toBe(asked + 72);
    expect((await readdir(home)).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it('are forgotten when their file is damaged, and written anew', async () => {
    const { travelTimes: service, state } = outside();
    await writeFile(pairsPath(home, 'valhalla', '1'), 'ROUNDSMAN ARRAYS 1 {"nothing": true}\n');
    const first = await open(service);
    await first.travelTimes.matrix(places, places, 'van');
    await first.kept.flush();
    const asked = state.pairs;
    await (await open(service)).travelTimes.matrix(places, places, 'van');
    expect(state.pairs).toBe(asked);
  });

  it('stand in for a service that is down, and say that they are last known; what was never asked stays a fault', async () => {
    const { travelTimes: service, state } = outside();
    const memory = new PairCache(1000);
    const path = pairsPath(home, 'osrm_http', 'OSRM at roads.example');
    const kept = await keepPairs(memory, path, NEVER_BY_ITSELF);
    const told = await lastKnownTravelTimes(service, memory, kept).matrix(places, places, 'van');
    expect(told.lastKnown).toBeUndefined();
    await kept.flush();
    // The next process, with the service down from the start.
    state.isDown = true;
    const later = new PairCache(1000);
    const restored = lastKnownTravelTimes(service, later, await keepPairs(later, path, NEVER_BY_ITSELF));
    const travelTimes = cachedTravelTimes(restored);
    expect(await travelTimes.matrix(places, places.slice(1), 'van')).toMatchObject({
      lastKnown: true,
      rows: 6,
      columns: 5,
    });
    expect((await travelTimes.matrix(places, places, 'van')).seconds).toEqual(told.seconds);
    await expect(travelTimes.matrix(places, [{ lon: 9.9, lat: 47.4 }], 'van')).rejects.toMatchObject({
      code: 'provider_failed',
    });
    // As soon as it answers again, it is asked: nothing last known was taken for its word.
    state.isDown = false;
    const before = state.pairs;
    expect((await travelTimes.matrix(places, places, 'van')).lastKnown).toBeUndefined();
    expect(state.pairs).toBeGreaterThan(before);
  });
});
