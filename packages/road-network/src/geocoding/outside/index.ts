/** Geocoders that somebody else runs, over HTTP. */
export { type OutsideGeocoderName, outsideGeocoder } from './outside-geocoder.ts';
