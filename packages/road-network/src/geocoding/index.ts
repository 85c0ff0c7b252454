/** Offline geocoding: an address book collected from the extract, searched in memory. */
export type { AddressBook } from './address-book.ts';
export { collectAddressBook } from './collect-address-book.ts';
export { extractGeocoder } from './extract-geocoder.ts';
export type {
  AddressQuery,
  GeocodeAnswer,
  GeocodeCandidate,
  GeocodeConfidence,
  GeocodeKind,
  GeocodeReason,
  Geocoder,
  MatchedAddress,
  ReverseAnswer,
  Suggestion,
} from './geocoder.ts';
export { type OutsideGeocoderName, outsideGeocoder } from './outside/index.ts';
