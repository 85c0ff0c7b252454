import { type AreaFactors, areaFactorAt } from '@roundsman/delivery-rules';
import type { LonLat } from '@roundsman/units';
import type { DayTravel } from './day-roads.ts';

/** The travel with each drive's time multiplied by the factor of the area that it ends in. @param places those of the day, in its order. */
export function travelByArea(travel: DayTravel, places: readonly LonLat[], factors: AreaFactors): DayTravel {
  const { matrix } = travel;
  const factorOf = new Float64Array(matrix.size).fill(1);
  for (const [at, place] of places.entries()) factorOf[travel.rows?.[at] ?? at] = areaFactorAt(factors, place);
  const endOf = matrix.listed ? (pair: number) => matrix.listed!.to[pair]! : (pair: number) => pair % matrix.size;
  // What has no way keeps its sign.
  const seconds = matrix.seconds.map((value, pair) =>
    value <= 0 ? value : Math.max(1, Math.round(value * factorOf[endOf(pair)]!)),
  );
  return { ...travel, matrix: { ...matrix, seconds } };
}
