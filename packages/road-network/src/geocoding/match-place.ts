import type { AddressIndex } from './address-index.ts';
import { foldText, placeKey } from './fold-text.ts';
import type { Reading } from './read-query.ts';
import { allowedSlips, spellingDistance } from './spelling-distance.ts';

/** Which places a reading speaks of. */
export interface StatedPlace {
  /** Place keys with how sure the spelling is (0 … 1); empty when the city is unknown; null when none was stated. */
  readonly cities: ReadonlyMap<string, number> | null;
  readonly postcode: string | null;
  /** Place keys that the stated postcode serves; null when the map does not know it. */
  readonly postcodePlaces: ReadonlySet<string> | null;
  /** A country was stated that is not in the extract. */
  readonly abroad: boolean;
}

/**
 * confirmed: what was stated holds here · doubtful: one part holds, another does not · contradicted: the place stated is
 * another one · unknown: a place was stated that the map does not know · unstated: nothing was said.
 */
export type PlaceAgreement = 'confirmed' | 'doubtful' | 'contradicted' | 'unknown' | 'unstated';

export function readPlace(reading: Reading, index: AddressIndex): StatedPlace {
  const { postcode } = reading;
  return {
    cities: reading.city ? citiesLike(reading.city, index) : null,
    postcode,
    postcodePlaces: postcode ? (index.placesByPostcode.get(postcode) ?? null) : null,
    abroad: isAbroad(reading.country, index),
  };
}

export function agreement(
  stated: StatedPlace,
  here: { placeKeys: ReadonlySet<string>; postcode: string | null },
  streetIsAlsoAtPostcode: () => boolean,
): { agreement: PlaceAgreement; score: number } {
  const { cities, postcode, postcodePlaces } = stated;
  const postcodeHere =
    postcode !== null &&
    (here.postcode === postcode || (here.postcode === null && overlaps(postcodePlaces, here.placeKeys)));
  if (cities) {
    const city = Math.max(0, ...[...here.placeKeys].map((key) => cities.get(key) ?? 0));
    if (city > 0) {
      if (postcode === null || postcodeHere || postcodePlaces === null) return { agreement: 'confirmed', score: city };
      const sameTown = overlaps(postcodePlaces, here.placeKeys);
      if (sameTown) return { agreement: 'confirmed', score: city * 0.95 };
      return streetIsAlsoAtPostcode()
        ? { agreement: 'doubtful', score: 0.6 }
        : { agreement: 'confirmed', score: city * 0.85 };
    }
    if (postcodeHere) return { agreement: 'doubtful', score: 0.6 };
    if (cities.size > 0 || postcodePlaces !== null) return { agreement: 'contradicted', score: 0.1 };
    return { agreement: 'unknown', score: 0.2 };
  }
  if (postcode === null) return { agreement: 'unstated', score: 0.5 };
  if (postcodeHere) return { agreement: 'confirmed', score: 0.95 };
  return postcodePlaces ? { agreement: 'contradicted', score: 0.1 } : { agreement: 'unknown', score: 0.3 };
}

function citiesLike(city: string, index: AddressIndex): Map<string, number> {
  const found = new Map<string, number>();
  const key = placeKey(city);
  if (index.localitiesByKey.has(key)) found.set(key, 1);
  for (const part of foldText(city).split(' ')) {
    if (part.length >= 4 && index.localitiesByKey.has(part) && !found.has(part)) found.set(part, 0.95);
  }
  if (found.size > 0) return found;
  const slips = allowedSlips(key.length);
  for (const similar of index.localitySpellings.similar(key, 0.3, 8)) {
    const distance = spellingDistance(key, similar, slips);
    if (distance <= slips) found.set(similar, 1 - distance / Math.max(key.length, similar.length));
  }
  const best = Math.max(0, ...found.values());
  for (const [similar, sureness] of found) if (sureness < best) found.delete(similar);
  return found;
}

/** A country the map does not hold at all, e.g. "Germany" on an extract of Liechtenstein. */
function isAbroad(country: string | null, index: AddressIndex): boolean {
  if (!country || index.book.countries.length === 0) return false;
  const asked = foldText(country);
  const known = index.book.countries.some(
    ({ code, names }) => code.toLowerCase() === asked || names.some((name) => foldText(name) === asked),
  );
  const onSomeAddress = index.book.addresses.some((address) => address.country?.toLowerCase() === asked);
  return !known && !onSomeAddress && asked !== 'fl';
}

function overlaps(places: ReadonlySet<string> | null, here: ReadonlySet<string>): boolean {
  return places !== null && [...here].some((key) => places.has(key));
}
