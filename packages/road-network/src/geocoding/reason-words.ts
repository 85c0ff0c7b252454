import type { GeocodeReason } from './geocoder.ts';

/** Why an answer is as sure as it is, for people. */
export const REASON_WORDS: Record<GeocodeReason, string> = {
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
