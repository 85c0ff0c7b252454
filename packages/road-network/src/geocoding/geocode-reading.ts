import { greatCircleMeters } from '@roundsman/units';
import type { AddressIndex, Street } from './address-index.ts';
import { bareKey, streetKey } from './fold-text.ts';
import { locateHouse, type Spot } from './locate-house.ts';
import { agreement, type PlaceAgreement, readPlace, type StatedPlace } from './match-place.ts';
import type { Reading } from './read-query.ts';
import { allowedSlips, spellingDistance } from './spelling-distance.ts';

/** A spot that one reading of the query may mean. */
export interface Candidate {
  readonly street: Street;
  readonly spot: Spot;
  /** Letters that differ between the street asked for and the one found. */
  readonly slips: number;
  readonly place: PlaceAgreement;
  /** 0 … 1 */
  readonly score: number;
}

/** Two spots of one street nearer than this are one place to drive to. */
export const SAME_PLACE_METERS = 150;

const MAX_SIMILAR_STREETS = 40;

const NUMBER_SCORE: Record<Spot['match'], number> = {
  exact: 1,
  other_suffix: 0.8,
  interpolated: 0.7,
  not_asked: 0.6,
  nearby: 0.5,
  street: 0.3,
};

/** Every street of a like name, best first. */
export function geocodeReading(
  reading: Reading,
  index: AddressIndex,
): { stated: StatedPlace; candidates: Candidate[] } {
  const stated = readPlace(reading, index);
  const asked = streetKey(reading.street);
  const candidates: Candidate[] = [];
  for (const [key, slips] of streetsLike(asked, index)) {
    const alsoAtPostcode = () =>
      index.streetsByKey
        .get(key)!
        .some(({ placeKeys }) => [...placeKeys].some((place) => stated.postcodePlaces?.has(place)));
    const similarity = 1 - slips / Math.max(asked.length, key.length);
    for (const street of index.streetsByKey.get(key)!) {
      for (const spot of locateHouse(street, reading.number)) {
        const here = spot.house ?? { placeKeys: street.placeKeys, postcode: null };
        const place = agreement(stated, here, alsoAtPostcode);
        const score = 0.5 * similarity + 0.3 * place.score + 0.2 * NUMBER_SCORE[spot.match];
        candidates.push({ street, spot, slips, place: place.agreement, score });
      }
    }
  }
  candidates.sort((a, b) => b.score - a.score || a.slips - b.slips);
  return { stated, candidates: withoutNeighbours(candidates) };
}

/** Keys of streets that read like this one, with the number of letters that differ. */
export function streetsLike(asked: string, index: AddressIndex): Map<string, number> {
  const found = new Map<string, number>();
  if (asked === '') return found;
  if (index.streetsByKey.has(asked)) found.set(asked, 0);
  for (const key of index.streetKeysByBareKey.get(bareKey(asked)) ?? []) if (!found.has(key)) found.set(key, 0.5);
  const slips = allowedSlips(asked.length);
  if (slips === 0) return found;
  for (const key of index.streetSpellings.similar(asked, 0.3, MAX_SIMILAR_STREETS)) {
    if (found.has(key)) continue;
    const distance = spellingDistance(asked, key, slips);
    if (distance <= slips) found.set(key, distance);
  }
  return found;
}

/** Of several spots of one street at the same place the best stays. */
function withoutNeighbours(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of candidates) {
    const seen = kept.some(
      (other) =>
        other.street === candidate.street &&
        greatCircleMeters(other.spot.point, candidate.spot.point) <= SAME_PLACE_METERS,
    );
    if (!seen) kept.push(candidate);
    if (kept.length >= 50) break;
  }
  return kept;
}
