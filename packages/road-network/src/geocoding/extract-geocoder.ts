import { greatCircleMeters } from '@roundsman/units';
import { RoadError } from '../road-error.ts';
import { checkPoint } from '../travel-times/check-request.ts';
import type { AddressBook } from './address-book.ts';
import { type AddressIndex, buildAddressIndex, type Locality, type Street } from './address-index.ts';
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
import { ReverseIndex } from './reverse-index.ts';
import { suggestAddresses } from './suggest-addresses.ts';

const MAX_TEXT = 300;
const MAX_QUERIES = 10_000;
const MAX_ALTERNATIVES = 5;

const WORDS: Record<GeocodeReason, string> = {
  exact: 'Street and number are on the map.',
  spelling_corrected: 'The spelling of the street was corrected.',
  place_corrected: 'The street was found, but postcode or city say another place.',
  number_interpolated: 'The number is not on the map; the point lies between its neighbours.',
  number_nearby: 'The number is not on the map; the point is the nearest one.',
  number_missing: 'Only the street is known; the point is about its middle.',
  street_unknown: 'The street is not on the map; the point is the middle of the place.',
  ambiguous: 'Several places fit what was written.',
  place_only: 'Only a place was given; the point is its middle.',
  outside_area: 'The city or country is not on this map.',
  empty: 'Nothing was given to look for.',
  not_found: 'Nothing on the map reads like this.',
};

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
      if (queries.length > MAX_QUERIES) {
        throw new RoadError({
          code: 'too_large',
          message: `${queries.length} addresses came; one question may hold ${MAX_QUERIES}.`,
          remedy: 'Ask in smaller parts.',
        });
      }
      return queries.map((query) => geocodeQuery(query, index));
    },
    async reverse(point) {
      checkPoint(point, 'point');
      return reverseIndex.nearest(point);
    },
    async suggest(text, options = {}) {
      checkText(text, 'text');
      if (options.near) checkPoint(options.near, 'near');
      const limit = options.limit ?? 8;
      if (!Number.isInteger(limit) || limit < 1 || limit > 20) {
        throw new RoadError({
          code: 'bad_request',
          field: 'limit',
          message: `${limit} suggestions were asked for.`,
          remedy: 'Ask for 1 … 20.',
        });
      }
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
  return { confidence, reason, reasonWords: WORDS[reason] };
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

function checkText(text: string, field: string): void {
  if (typeof text === 'string' && text.length <= MAX_TEXT) return;
  throw new RoadError({
    code: 'bad_request',
    field,
    message: typeof text === 'string' ? `${field} holds ${text.length} characters.` : `${field} is not a text.`,
    remedy: `Give a text of at most ${MAX_TEXT} characters.`,
  });
}

const round = (score: number) => Math.round(score * 1000) / 1000;
