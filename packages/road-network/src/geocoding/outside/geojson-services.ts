import type { OutsideDialect, OutsideHit } from './outside-hit.ts';
import { firstText, kindOf, pathOf } from './outside-hit.ts';

type Feature = { geometry?: { coordinates?: unknown }; properties?: Record<string, unknown> };

/** Photon's /api and /reverse: made for typing, so the beginning of a word is enough. */
export const photon: OutsideDialect = {
  name: 'photon',
  prefersNear: true,
  searchPath: ({ text, limit, near, bounds }) =>
    pathOf('api', { q: text, limit, bbox: bounds.join(','), lon: near?.lon ?? null, lat: near?.lat ?? null }),
  reversePath: ({ lon, lat }) => pathOf('reverse', { lon, lat, limit: 1 }),
  readHits: (body) =>
    featuresOf(body).map((feature) => {
      const { properties, point } = partsOf(feature);
      const isStreet = properties.osm_key === 'highway' || properties.type === 'street';
      const street = firstText(properties, 'street') ?? (isStreet ? firstText(properties, 'name') : null);
      const houseNumber = firstText(properties, 'housenumber');
      const isPlace = street === null && properties.osm_key === 'place';
      return {
        kind: kindOf(street, houseNumber),
        street,
        houseNumber,
        postcode: firstText(properties, 'postcode'),
        city:
          (isPlace ? firstText(properties, 'name') : null) ??
          firstText(properties, 'city', 'locality', 'district', 'name'),
        country: firstText(properties, 'countrycode')?.toUpperCase() ?? null,
        point,
      };
    }),
};

/** Pelias' /v1/search, /v1/autocomplete and /v1/reverse. Its own confidence is not looked at: ours means the same for all. */
export const pelias: OutsideDialect = {
  name: 'pelias',
  prefersNear: true,
  searchPath: ({ text, limit, near, beginning, bounds: [west, south, east, north] }) =>
    pathOf(beginning ? 'v1/autocomplete' : 'v1/search', {
      text,
      size: limit,
      'boundary.rect.min_lon': west,
      'boundary.rect.min_lat': south,
      'boundary.rect.max_lon': east,
      'boundary.rect.max_lat': north,
      'focus.point.lon': near?.lon ?? null,
      'focus.point.lat': near?.lat ?? null,
    }),
  reversePath: ({ lon, lat }) => pathOf('v1/reverse', { 'point.lon': lon, 'point.lat': lat, size: 1 }),
  readHits: (body) =>
    featuresOf(body).map((feature) => {
      const { properties, point } = partsOf(feature);
      const street =
        firstText(properties, 'street') ?? (properties.layer === 'street' ? firstText(properties, 'name') : null);
      const houseNumber = firstText(properties, 'housenumber');
      return {
        kind: kindOf(street, houseNumber),
        street,
        houseNumber,
        postcode: firstText(properties, 'postalcode'),
        city: firstText(properties, 'locality', 'localadmin', 'county', 'name'),
        country: firstText(properties, 'country_code')?.toUpperCase() ?? null,
        point,
      };
    }),
};

function featuresOf(body: unknown): Feature[] {
  const { features } = (body ?? {}) as { features?: unknown };
  if (!Array.isArray(features)) throw new TypeError('no list of features');
  return features as Feature[];
}

function partsOf({
  geometry,
  properties = {},
}: Feature): Pick<OutsideHit, 'point'> & { properties: Record<string, unknown> } {
  const [lon, lat] = (geometry?.coordinates ?? []) as unknown[];
  if (typeof lon !== 'number' || typeof lat !== 'number') throw new TypeError('a feature without coordinates');
  return { properties, point: { lon, lat } };
}
