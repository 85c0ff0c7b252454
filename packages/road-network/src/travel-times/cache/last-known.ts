import type { LonLat } from '@roundsman/units';
import { RoadError } from '../../road-error.ts';
import type { RoadProfile, TravelMatrix, TravelTimes } from '../travel-times.ts';
import { type KeptPairs, placeName } from './kept-pairs.ts';
import type { PairCache } from './pair-cache.ts';

/**
 * A service outside that is down answers as it did before, if it was asked all of it before: the matrix then says that it is last known. What
 * was never asked stays a fault. As long as the service answers, what is remembered is not looked at: its roads may have changed.
 */
export function lastKnownTravelTimes(inner: TravelTimes, memory: PairCache, kept: KeptPairs): TravelTimes {
  async function matrix(from: readonly LonLat[], to: readonly LonLat[], profile: RoadProfile): Promise<TravelMatrix> {
    const nameOf = ({ lon, lat }: LonLat) => placeName(profile, Math.round(lon * 1e6), Math.round(lat * 1e6));
    let answer: TravelMatrix;
    try {
      answer = await inner.matrix(from, to, profile);
    } catch (error) {
      if (!(error instanceof RoadError) || error.code !== 'provider_failed') throw error;
      const known = remembered(from.map(nameOf), to.map(nameOf));
      if (!known) throw error;
      return known;
    }
    memory.makeRoom(from.length + to.length);
    const columns = to.map((point) => memory.placeNumber(nameOf(point)));
    for (const [i, point] of from.entries()) {
      const row = memory.placeNumber(nameOf(point));
      for (const [j, column] of columns.entries()) {
        const pair = i * columns.length + j;
        memory.write(row, column, answer.seconds[pair]!, answer.meters[pair]!);
      }
    }
    kept.noteChange();
    return answer;
  }

  function remembered(from: readonly string[], to: readonly string[]): TravelMatrix | null {
    const seconds = new Int32Array(from.length * to.length);
    const meters = new Int32Array(from.length * to.length);
    const rows = from.map((name) => memory.placeNumber(name));
    const columns = to.map((name) => memory.placeNumber(name));
    for (const [i, row] of rows.entries()) {
      for (const [j, column] of columns.entries()) {
        const pair = i * columns.length + j;
        if (row !== column && !memory.read(row, column, seconds, meters, pair)) return null;
      }
    }
    return { rows: from.length, columns: to.length, seconds, meters, lastKnown: true };
  }

  return {
    provider: inner.provider,
    matrix,
    shape: (points, profile) => inner.shape(points, profile),
    nearest: (point, profile) => inner.nearest(point, profile),
  };
}
