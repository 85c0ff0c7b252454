import type { RoadProfile } from '@roundsman/road-network';
import { type GrowingMatrix, type NewPlace, type TravelMatrix, writeRow } from '@roundsman/routing-solver';
import type { LonLat } from '@roundsman/units';
import { placesOf } from '../day-problem.ts';
import type { DayTravel } from '../day-roads.ts';
import type { DaySnapshot } from '../day-snapshot.ts';
import type { Reached } from './day-as-given.ts';

/** Rows beyond the places that a day was measured with, for those that come while it is open. */
const SPARE_SHARE = 1 / 16;
const LEAST_SPARE = 32;
const NO_WAY = -1;

/** Travel between the places of a day, and of those that join it later: whoever is measured once is not measured again. */
export interface TravelTable {
  /** Rows of its matrix, those to spare included. */
  readonly size: number;
  /** Arcs are listed: nothing can be added. */
  readonly isListed: boolean;
  /** The place at each row that has one. */
  readonly points: readonly LonLat[];
  /** The travel of a day all of whose places have a row, else null. */
  travelOf(day: DaySnapshot): DayTravel | null;
  has(point: LonLat): boolean;
  /** False: there is no row to spare. */
  add(point: LonLat, reached: Reached): boolean;
}

/** @param travel of `day`, in the order of its places. Where arcs are listed nothing can be added. */
export function createTravelTable(day: DaySnapshot, travel: DayTravel): TravelTable {
  const rowOf = new Map<string, number>();
  const points: LonLat[] = [];
  const awayRows = new Map<RoadProfile, Set<number>>();
  for (const [place, { point }] of placesOf(day).entries()) {
    const row = travel.rows?.[place] ?? place;
    points[row] ??= point;
    if (!rowOf.has(nameOf(point))) rowOf.set(nameOf(point), row);
  }
  for (const [profile, { unreachable }] of travel.profiles)
    awayRows.set(profile, new Set([...unreachable].map((place) => travel.rows?.[place] ?? place)));
  const growing = travel.matrix.listed ? null : withSpareRows(travel.matrix);
  const matrix = growing ?? travel.matrix;

  return {
    size: matrix.size,
    isListed: growing === null,
    points,
    travelOf(of) {
      const rows = placesOf(of).map(({ point }) => rowOf.get(nameOf(point)));
      if (!rows.every((row) => row !== undefined)) return null;
      return {
        matrix,
        rows: Int32Array.from(rows),
        profiles: new Map(
          [...travel.profiles].map(([profile, { timeFactor }]) => {
            const away = awayRows.get(profile)!;
            return [
              profile,
              { timeFactor, unreachable: new Set([...rows.keys()].filter((at) => away.has(rows[at]!))) },
            ];
          }),
        ),
        ...(travel.lastKnown !== undefined && { lastKnown: travel.lastKnown }),
      };
    },
    has: (point) => rowOf.has(nameOf(point)),
    add(point, { place, away }) {
      const row = points.length;
      if (!growing || row >= growing.size) return false;
      writeRow(growing, row, place);
      points.push(point);
      rowOf.set(nameOf(point), row);
      for (const profile of away) awayRows.get(profile)?.add(row);
      return true;
    },
  };
}

const nameOf = ({ lon, lat }: LonLat) => `${lon} ${lat}`;

/** The matrix with rows behind its own, in memory that threads share. */
function withSpareRows({ size, seconds, meters }: TravelMatrix): GrowingMatrix {
  const whole = size + Math.max(LEAST_SPARE, Math.ceil(size * SPARE_SHARE));
  const grown = (values: ArrayLike<number>) => {
    const shared = new Int32Array(new SharedArrayBuffer(4 * whole * whole)).fill(NO_WAY);
    for (let pair = 0; pair < values.length; pair++)
      shared[Math.floor(pair / size) * whole + (pair % size)] = values[pair]!;
    return shared;
  };
  return { size: whole, seconds: grown(seconds), meters: grown(meters) };
}

/** What was answered for the rows that have a place, as long as the matrix has rows. */
export function inTable(answer: NewPlace, { size }: Pick<TravelTable, 'size'>): NewPlace {
  const long = (values: ArrayLike<number>) => {
    const whole = new Int32Array(size).fill(NO_WAY);
    whole.set(values);
    return whole;
  };
  return {
    secondsTo: long(answer.secondsTo),
    metersTo: long(answer.metersTo),
    secondsFrom: long(answer.secondsFrom),
    metersFrom: long(answer.metersFrom),
  };
}
