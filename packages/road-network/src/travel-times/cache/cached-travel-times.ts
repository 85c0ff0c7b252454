import type { LonLat } from '@roundsman/units';
import { checkMatrixRequest } from '../check-request.ts';
import { FEW, giveWay, isLong, Stretches, takingTurns } from '../give-way.ts';
import type { RoadProfile, TravelMatrix, TravelTimes } from '../travel-times.ts';
import { type KeptPairs, placeName } from './kept-pairs.ts';
import { PairCache } from './pair-cache.ts';

/** 64 MB at most. */
export const DEFAULT_MAX_PAIRS = 2_000_000;

interface CacheOptions {
  readonly maxPairs?: number;
  /** Filled before, and kept for the next process. */
  readonly cache?: PairCache;
  readonly kept?: KeptPairs;
  /** Long questions one after the other, where they share a thread anyway: the second finds what the first has asked for. */
  readonly takesTurns?: boolean;
  /** A new place against many is searched as quickly as all these pairs are looked up and kept; and more than are ever kept leave no trace. */
  readonly searchIsQuick?: boolean;
}

/**
 * Remembers pairs of places, so tomorrow's plan asks only for what is new. Places are equal when they lie within
 * a millionth of a degree (11 cm); the pair of a place with itself is 0 and never asked for.
 */
export function cachedTravelTimes(inner: TravelTimes, options: CacheOptions = {}): TravelTimes {
  const maxPairs = options.maxPairs ?? DEFAULT_MAX_PAIRS;
  const cache = options.cache ?? new PairCache(maxPairs);
  const isAside = (rows: number, columns: number) =>
    options.searchIsQuick === true && (Math.min(rows, columns) <= FEW || rows * columns > maxPairs);

  const inTurn = takingTurns();

  async function matrix(from: readonly LonLat[], to: readonly LonLat[], profile: RoadProfile): Promise<TravelMatrix> {
    checkMatrixRequest(from, to, profile);
    const answer = () =>
      isAside(from.length, to.length) ? inner.matrix(from, to, profile) : answerFrom(from, to, profile);
    return options.takesTurns && isLong(from.length, to.length) ? inTurn(answer) : answer();
  }

  async function answerFrom(
    from: readonly LonLat[],
    to: readonly LonLat[],
    profile: RoadProfile,
  ): Promise<TravelMatrix> {
    cache.makeRoom(from.length + to.length);
    const rows = distinctPlaces(from, profile, cache);
    const columns = distinctPlaces(to, profile, cache);
    const known = await fillDistinct(rows, columns, profile);
    const whole = spread(known, rows, columns);
    return known.lastKnown ? { ...whole, lastKnown: true } : whole;
  }

  /** The matrix between distinct places: from memory first, then the missing part from inside in at most two questions. */
  async function fillDistinct(rows: Places, columns: Places, profile: RoadProfile): Promise<TravelMatrix> {
    const width = columns.numbers.length;
    const seconds = new Int32Array(rows.numbers.length * width);
    const meters = new Int32Array(rows.numbers.length * width);
    const missing = new Uint8Array(rows.numbers.length * width);
    const stretches = new Stretches();
    for (const [i, row] of rows.numbers.entries()) {
      columns.numbers.forEach((column, j) => {
        const pair = i * width + j;
        if (row !== column && !cache.read(row, column, seconds, meters, pair)) missing[pair] = 1;
      });
      if (stretches.isOver(width)) await giveWay();
    }
    let lastKnown = false;
    for (const part of missingParts(missing, rows.numbers.length, width)) {
      const answer = await inner.matrix(
        part.rows.map((row) => rows.points[row]!),
        part.columns.map((column) => columns.points[column]!),
        profile,
      );
      lastKnown ||= answer.lastKnown === true;
      for (const [i, row] of part.rows.entries()) {
        part.columns.forEach((column, j) => {
          const pair = row * width + column;
          if (!missing[pair]) return;
          seconds[pair] = answer.seconds[i * part.columns.length + j]!;
          meters[pair] = answer.meters[i * part.columns.length + j]!;
          // What is only last known is asked again next time.
          if (answer.lastKnown) return;
          cache.write(rows.numbers[row]!, columns.numbers[column]!, seconds[pair]!, meters[pair]!);
          options.kept?.noteChange();
        });
        if (stretches.isOver(width)) await giveWay();
      }
    }
    return { rows: rows.numbers.length, columns: width, seconds, meters, ...(lastKnown && { lastKnown }) };
  }

  return {
    provider: inner.provider,
    matrix,
    shape: (points, profile) => inner.shape(points, profile),
    nearest: (point, profile) => inner.nearest(point, profile),
  };
}

interface Places {
  /** Per distinct place: its number in the cache and a point of it. */
  readonly numbers: number[];
  readonly points: LonLat[];
  /** Per asked point: which distinct place it is. */
  readonly placeOf: Int32Array;
}

function distinctPlaces(points: readonly LonLat[], profile: RoadProfile, cache: PairCache): Places {
  const numbers: number[] = [];
  const distinct: LonLat[] = [];
  const indexOf = new Map<number, number>();
  const placeOf = Int32Array.from(points, (point) => {
    const number = cache.placeNumber(placeName(profile, Math.round(point.lon * 1e6), Math.round(point.lat * 1e6)));
    const known = indexOf.get(number);
    if (known !== undefined) return known;
    indexOf.set(number, numbers.length);
    distinct.push(point);
    return numbers.push(number) - 1;
  });
  return { numbers, points: distinct, placeOf };
}

interface Part {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** Rows that miss more than half of their pairs are asked whole; of the others only the columns that miss something. */
function missingParts(missing: Uint8Array, rowCount: number, columnCount: number): Part[] {
  const wholeRows: number[] = [];
  const partlyRows: number[] = [];
  const columns = new Set<number>();
  for (let row = 0; row < rowCount; row++) {
    const own: number[] = [];
    for (let column = 0; column < columnCount; column++) if (missing[row * columnCount + column]) own.push(column);
    if (own.length * 2 > columnCount) wholeRows.push(row);
    else if (own.length > 0) {
      partlyRows.push(row);
      for (const column of own) columns.add(column);
    }
  }
  const parts: Part[] = [];
  if (wholeRows.length > 0)
    parts.push({ rows: wholeRows, columns: Array.from({ length: columnCount }, (_, column) => column) });
  if (partlyRows.length > 0) parts.push({ rows: partlyRows, columns: [...columns].sort((a, b) => a - b) });
  return parts;
}

function spread(known: TravelMatrix, rows: Places, columns: Places): TravelMatrix {
  const height = rows.placeOf.length;
  const width = columns.placeOf.length;
  if (height === known.rows && width === known.columns) return known;
  const seconds = new Int32Array(height * width);
  const meters = new Int32Array(height * width);
  for (let i = 0; i < height; i++) {
    const base = rows.placeOf[i]! * known.columns;
    for (let j = 0; j < width; j++) {
      const pair = base + columns.placeOf[j]!;
      seconds[i * width + j] = known.seconds[pair]!;
      meters[i * width + j] = known.meters[pair]!;
    }
  }
  return { rows: height, columns: width, seconds, meters };
}
