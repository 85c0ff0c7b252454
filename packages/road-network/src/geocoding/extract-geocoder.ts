import { greatCircleMeters } from '@roundsman/units';
import { checkPoint } from '../travel-times/check-request.ts';
import type { AddressBook } from './address-book.ts';
import { type AddressIndex, buildAddressIndex, type Locality, type Street } from './address-index.ts';
import { checkLimit, checkMany, checkText } from './check-query.ts';
import { type Candidate, geocodeReading, SAME_PLACE_METERS } from './geocode-reading.ts';
import type {
  AddressQuery,
  GeocodeAnswer,
  GeocodeCandidate,
  GeocodeKind,
  GeocodeReason,
  Geocoder,
  MatchedAddress,
} from './geocoder.ts';
import { type Judgement, judgeCandidate } from './judge-candidate.ts';
import type { StatedPlace } from './match-place.ts';
import { cityOf, labelled } from './matched-address.ts';
import { type Reading, readQuery } from './read-query.ts';
import { REASON_WORDS } from './reason-words.ts';
import { ReverseIndex } from './reverse-index.ts';
import { suggestAddresses } from './suggest-addresses.ts';

const MAX_ALTERNATIVES = 5;

/** Offline geocoding over the extract's own addresses, streets and borders. Pure: the same book gives the same answers. */
export function extractGeocoder(book: AddressBook): Geocoder {
  const index = buildAddressIndex(book);
  const reverseIndex = new ReverseIndex(index);
  return {
    provider: { name: 'extract', label: "The map extract's own addresses" },
    async geocode(query) {
      return geocodeQuery(query, index);
    },
    async geocodeMany(queries) {
      checkMany(queries);
      return queries.map((query) => geocodeQuery(query, index));
    },
    async reverse(point) {
      checkPoint(point, 'point');
      return reverseIndex.nearest(point);
    },
    async suggest(text, options = {}) {
      checkText(text, 'text');
      if (options.near) checkPoint(options.near, 'near');
      const limit = checkLimit(options.limit);
      return suggestAddresses(text, index, limit, options.near ?? null);
    },
  };
}

function geocodeQuery(query: AddressQuery | string, index: AddressIndex): GeocodeAnswer {
  if (typeof query === 'string') checkText(query, 'query');
  else for (const [field, value] of Object.entries(query)) if (value) checkText(value, field);
  const readings = readQuery(query, index);
  if (readings.length === 0) return nothing('empty');
  const answers = readings.map((reading) => answerReading(reading, index));
  return answers.reduce((best, answer) => (answer.score > best.score ? answer : best));
}

function answerReading(reading: Reading, index: AddressIndex): GeocodeAnswer {
  const { stated, candidates } = geocodeReading(reading, index);
  if (stated.abroad) return nothing('outside_area');
  const best = candidates[0];
  if (!best) return answerWithPlace(reading, stated, index);
  const judgement = judgeCandidate(best, candidates);
  return {
    point: best.spot.point,
    kind: kindOf(best),
    ...worded(judgement),
    score: round(best.score),
    matched: matchedAddress(best.street, best),
    alternatives: alternativesTo(best, candidates),
  };
}

/** No street reads like this: the middle of the place that was stated, never more than low. */
function answerWithPlace(reading: Reading, stated: StatedPlace, index: AddressIndex): GeocodeAnswer {
  const keys = [...(stated.cities ?? [])].sort((a, b) => b[1] - a[1]).map(([key]) => key);
  const locality = keys.map((key) => index.localitiesByKey.get(key)?.[0]).find((found) => found !== undefined);
  const postcodePoint = reading.postcode ? index.pointsByPostcode.get(reading.postcode) : undefined;
  const judgement: Judgement = { confidence: 'low', reason: reading.street ? 'street_unknown' : 'place_only' };
  if (locality) {
    return {
      point: locality.point,
      kind: 'place',
      ...worded(judgement),
      score: reading.street ? 0.2 : 0.4,
      matched: localityAddress(locality, index),
      alternatives: [],
    };
  }
  if (postcodePoint && !stated.cities) {
    const matched = {
      street: null,
      houseNumber: null,
      postcode: reading.postcode,
      city: null,
      country: null,
      label: reading.postcode!,
    };
    return {
      point: postcodePoint,
      kind: 'postcode',
      ...worded(judgement),
      score: reading.street ? 0.15 : 0.35,
      matched,
      alternatives: [],
    };
  }
  return nothing(stated.cities ? 'outside_area' : 'not_found');
}

function nothing(reason: GeocodeReason): GeocodeAnswer {
  return {
    point: null,
    kind: null,
    ...worded({ confidence: 'none', reason }),
    score: 0,
    matched: null,
    alternatives: [],
  };
}

function worded({ confidence, reason }: Judgement): Pick<GeocodeAnswer, 'confidence' | 'reason' | 'reasonWords'> {
  return { confidence, reason, reasonWords: REASON_WORDS[reason] };
}

function kindOf({ spot }: Candidate): GeocodeKind {
  if (spot.match === 'exact' || spot.match === 'other_suffix') return 'address';
  return spot.match === 'interpolated' || spot.match === 'nearby' ? 'interpolated' : 'street';
}

function alternativesTo(best: Candidate, candidates: readonly Candidate[]): GeocodeCandidate[] {
  return candidates
    .filter((other) => other !== best && greatCircleMeters(other.spot.point, best.spot.point) > SAME_PLACE_METERS / 3)
    .slice(0, MAX_ALTERNATIVES)
    .map((other) => ({
      point: other.spot.point,
      kind: kindOf(other),
      address: matchedAddress(other.street, other),
      score: round(other.score),
    }));
}

/** Street and number as on the map; the number only when the map really has it. */
function matchedAddress(street: Street, { spot }: Candidate): MatchedAddress {
  const house = spot.match === 'exact' || spot.match === 'other_suffix' ? spot.house : null;
  return labelled({
    street: street.name,
    houseNumber: house?.address.number ?? null,
    postcode: (house ?? spot.house)?.postcode ?? null,
    city: cityOf(house?.address.city ?? null, street.municipality),
    country: street.country ?? house?.address.country ?? null,
  });
}

function localityAddress(locality: Locality, index: AddressIndex): MatchedAddress {
  const country = index.book.countries.length === 1 ? index.book.countries[0]!.code : null;
  return labelled({ street: null, houseNumber: null, postcode: null, city: locality.name, country });
}

const round = (score: number) => Math.round(score * 1000) / 1000;
