import { firstText, kindOf, type OutsideDialect, type OutsideHit, pathOf } from './outside-hit.ts';

type Place = {
  lat?: unknown;
  lon?: unknown;
  addresstype?: unknown;
  address?: Record<string, unknown>;
  error?: unknown;
};

/** Nominatim's /search and /reverse (format jsonv2, with address details). It looks for whole words only. */
export const nominatim: OutsideDialect = {
  name: 'nominatim',
  prefersNear: false,
  searchPath: ({ text, limit, bounds }) =>
    pathOf('search', {
      q: text,
      format: 'jsonv2',
      addressdetails: 1,
      limit,
      viewbox: bounds.join(','),
      bounded: 1,
    }),
  reversePath: ({ lon, lat }) => pathOf('reverse', { lon, lat, format: 'jsonv2', addressdetails: 1, zoom: 18 }),
  readHits(body) {
    // A reverse question is answered with one place, or with { error } where there is none.
    const places = (Array.isArray(body) ? body : [body]) as Place[];
    return places.filter((place) => place.error === undefined).map(readPlace);
  },
};

function readPlace({ lat, lon, address = {} }: Place): OutsideHit {
  const point = { lon: Number(lon), lat: Number(lat) };
  if (!Number.isFinite(point.lon) || !Number.isFinite(point.lat)) throw new TypeError('a place without coordinates');
  const street = firstText(address, 'road', 'pedestrian', 'footway', 'path', 'square');
  const houseNumber = firstText(address, 'house_number');
  return {
    kind: kindOf(street, houseNumber),
    street,
    houseNumber,
    postcode: firstText(address, 'postcode'),
    city: firstText(address, 'city', 'town', 'village', 'municipality', 'hamlet', 'suburb'),
    country: firstText(address, 'country_code')?.toUpperCase() ?? null,
    point,
  };
}
