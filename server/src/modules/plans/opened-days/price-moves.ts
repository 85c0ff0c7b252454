import { areaOf } from '@roundsman/delivery-rules';
import { buildDayProblem, placesOf } from '../day-problem.ts';
import type { DayRoads, DayTravel } from '../day-roads.ts';
import type { DaySnapshot } from '../day-snapshot.ts';
import { measureTravel } from '../day-travel.ts';
import { onlyTouched } from '../only-touched.ts';
import { type Move, type PricedMove, priceMove } from '../price-move.ts';
import type { DayAsGiven, Reached, VisitOfDay } from './day-as-given.ts';

/** Where a new place stands among the places, and its row among the rows. */
const NEW = -1;

interface Measured extends Pick<DayAsGiven, 'day' | 'drafts'> {
  readonly travel: DayTravel;
  /** Of the visit that the moves are about; null: it is one of the day. */
  readonly reached: Reached | null;
}

/**
 * What each move would do, with the travel times that the day was measured with, as a full matrix.
 * @param day with the visit, last when it is new.
 */
export function priceMoves({ day, drafts, travel, reached }: Measured, moves: readonly Move[]): PricedMove[] {
  const placeOf = new Map(placesOf(day).map(({ id }, place) => [id, place]));
  return moves.map((move) => {
    const touched = onlyTouched(day, drafts, move);
    const places = placesOf(touched).map(({ id }) => (reached && id === move.jobId ? NEW : placeOf.get(id)!));
    return priceMove(touched, buildDayProblem(touched, partOfTravel(travel, places, reached)), drafts, move);
  });
}

/** The same with travel times that are asked for each move. */
export async function priceMeasured(
  roads: DayRoads,
  day: DaySnapshot,
  drafts: DayAsGiven['drafts'],
  moves: readonly Move[],
): Promise<PricedMove[]> {
  const priced: PricedMove[] = [];
  for (const move of moves) {
    const touched = onlyTouched(day, drafts, move);
    priced.push(priceMove(touched, buildDayProblem(touched, await measureTravel(roads, touched)), drafts, move));
  }
  return priced;
}

/** The matrix of these places alone. */
function partOfTravel(
  { matrix, rows: rowOf, profiles }: DayTravel,
  places: readonly number[],
  reached: Reached | null,
): DayTravel {
  const rows = places.map((place) => (place === NEW ? NEW : (rowOf?.[place] ?? place)));
  const gather = (values: ArrayLike<number>, to?: ArrayLike<number>, from?: ArrayLike<number>) =>
    Int32Array.from(
      rows.flatMap((row) =>
        rows.map((column) => {
          if (row === NEW) return column === NEW ? 0 : from![column]!;
          return column === NEW ? to![row]! : values[row * matrix.size + column]!;
        }),
      ),
    );
  const place = reached?.place;
  return {
    matrix: {
      size: rows.length,
      seconds: gather(matrix.seconds, place?.secondsTo, place?.secondsFrom),
      meters: gather(matrix.meters, place?.metersTo, place?.metersFrom),
    },
    profiles: new Map(
      [...profiles].map(([profile, { timeFactor, unreachable }]) => {
        const isLost = (place: number) => (place === NEW ? reached!.away.has(profile) : unreachable.has(place));
        return [profile, { timeFactor, unreachable: new Set([...places.keys()].filter((at) => isLost(places[at]!))) }];
      }),
    ),
  };
}

/** A day that learns of a visit, and of how crews drive where it is. */
export function withVisit({ areaFactors, ...day }: DaySnapshot, { job, areaFactor }: VisitOfDay): DaySnapshot {
  const factors = areaFactor === 1 ? areaFactors : { ...areaFactors, [areaOf(job.point)]: areaFactor };
  return { ...day, jobs: [...day.jobs, job], ...(factors && { areaFactors: factors }) };
}
