import type { LonLat } from '@roundsman/units';

/**
 * Factors on driving by where a drive ends, on top of those by the hour: what takes 100 seconds on the roads takes 120 to places in
 * a square whose factor is 1.2. A square that is not in it has 1.
 */
export type AreaFactors = Readonly<Record<string, number>>;

/** Squares to a degree: five to six kilometres a side in the middle of Europe. */
const [LON_SQUARES, LAT_SQUARES] = [14, 20];

/** Names the square that a place lies in. */
export const areaOf = ({ lon, lat }: LonLat): string =>
  `${Math.floor(lon * LON_SQUARES)}/${Math.floor(lat * LAT_SQUARES)}`;

export const areaFactorAt = (factors: AreaFactors | null | undefined, place: LonLat | null): number =>
  (place && factors?.[areaOf(place)]) || 1;

/** Only the squares that some of the places lie in; null: none of them differs from the roads. */
export function areaFactorsAround(
  factors: AreaFactors | null | undefined,
  places: readonly (LonLat | null)[],
): AreaFactors | null {
  const areas = new Set(places.flatMap((place) => (place ? areaOf(place) : [])));
  const around = Object.entries(factors ?? {}).filter(([area]) => areas.has(area));
  return around.length > 0 ? Object.fromEntries(around) : null;
}
