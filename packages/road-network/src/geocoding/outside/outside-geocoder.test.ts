import type { LonLat } from '@roundsman/units';
import { afterEach, describe, expect, it } from 'vitest';
import { readExtract } from '../../extract/index.ts';
import { openStandIn, type StandIn, type StandInAnswer } from '../../outside-service/stand-in.ts';
import { sampleExtractPath } from '../../sample-extract.ts';
import { collectAddressBook } from '../collect-address-book.ts';
import { extractGeocoder } from '../extract-geocoder.ts';
import { describeGeocoder } from '../geocoder.conformance.ts';
import type { GeocodeKind, Geocoder, MatchedAddress } from '../geocoder.ts';
import { type OutsideGeocoderName, outsideGeocoder } from './index.ts';

const sampleBounds = [9.47, 47.04, 9.64, 47.28] as const;

interface Found {
  readonly address: MatchedAddress;
  readonly point: LonLat;
  readonly kind: GeocodeKind;
}

/** How each service writes what it found, as its documentation has it. */
const WRITERS: Record<OutsideGeocoderName, (found: readonly Found[], reverse: boolean) => unknown> = {
  nominatim(found, reverse) {
    const places = found.map(({ address, point, kind }) => ({
      place_id: 1,
      licence: 'Data © OpenStreetMap contributors, ODbL 1.0.',
      lat: String(point.lat),
      lon: String(point.lon),
      addresstype: kind === 'address' ? 'building' : kind === 'street' ? 'road' : 'village',
      display_name: address.label,
      address: {
        ...(address.houseNumber ? { house_number: address.houseNumber } : {}),
        ...(address.street ? { road: address.street } : {}),
        ...(address.city ? { village: address.city } : {}),
        ...(address.postcode ? { postcode: address.postcode } : {}),
        country: 'Liechtenstein',
        country_code: 'li',
      },
    }));
    return reverse ? (places[0] ?? { error: 'Unable to geocode' }) : places;
  },
  photon: (found) => ({
    type: 'FeatureCollection',
    features: found.map(({ address, point, kind }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [point.lon, point.lat] },
      properties: {
        osm_key: kind === 'address' ? 'building' : kind === 'street' ? 'highway' : 'place',
        ...(kind === 'address' ? { street: address.street, housenumber: address.houseNumber } : {}),
        ...(kind === 'street' ? { name: address.street } : {}),
        ...(kind === 'place' ? { name: address.city } : { city: address.city }),
        ...(address.postcode ? { postcode: address.postcode } : {}),
        country: 'Liechtenstein',
        countrycode: 'LI',
      },
    })),
  }),
  pelias: (found) => ({
    geocoding: { version: '0.2' },
    type: 'FeatureCollection',
    features: found.map(({ address, point, kind }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [point.lon, point.lat] },
      properties: {
        layer: kind === 'place' ? 'locality' : kind,
        name: kind === 'place' ? address.city : address.label,
        ...(address.street ? { street: address.street } : {}),
        ...(address.houseNumber ? { housenumber: address.houseNumber } : {}),
        ...(address.postcode ? { postalcode: address.postcode } : {}),
        locality: address.city,
        country_code: 'LI',
        confidence: 1,
        match_type: 'exact',
        label: address.label,
      },
    })),
  }),
};

const asKind = (kind: GeocodeKind): GeocodeKind => (kind === 'interpolated' ? 'street' : kind);

/** A service with the sample's addresses that speaks as documented. */
async function openService(name: OutsideGeocoderName) {
  const engine = extractGeocoder(collectAddressBook(await readExtract(sampleExtractPath)));
  const standIn = await openStandIn(async ({ path }) => {
    const url = new URL(path, 'http://stand-in');
    const query = url.searchParams;
    const number = (key: string) => (query.has(key) ? Number(query.get(key)) : null);
    if (url.pathname.endsWith('/reverse')) {
      const found = await engine.reverse({
        lon: number('lon') ?? number('point.lon')!,
        lat: number('lat') ?? number('point.lat')!,
      });
      return { status: 200, body: WRITERS[name](found ? [found] : [], true) };
    }
    return { status: 200, body: WRITERS[name](await search(engine, query), false) };
  });
  return { geocoder: outsideGeocoder(name, standIn.service, sampleBounds), close: () => standIn.close() };
}

/** Full texts and beginnings alike, as these services do. */
async function search(engine: Geocoder, query: URLSearchParams): Promise<Found[]> {
  const text = query.get('q') ?? query.get('text')!;
  const answer = await engine.geocode(text);
  const lon = query.get('lon') ?? query.get('focus.point.lon');
  const lat = query.get('lat') ?? query.get('focus.point.lat');
  const near = lon && lat ? { near: { lon: Number(lon), lat: Number(lat) } } : {};
  const limit = Number(query.get('limit') ?? query.get('size'));
  const typed = limit < 10 ? await engine.suggest(text, { limit, ...near }) : [];
  const best =
    answer.matched && answer.point ? [{ address: answer.matched, point: answer.point, kind: answer.kind! }] : [];
  const found: Found[] = typed.length > 0 || limit < 10 ? [...typed] : [...best, ...answer.alternatives];
  return found.map(({ kind, ...rest }) => ({ ...rest, kind: asKind(kind) })).slice(0, limit);
}

describe.each(['nominatim', 'photon', 'pelias'] as const)('an outside geocoder: %s', (name) => {
  describeGeocoder(name, () => openService(name));

  let standIn: StandIn | undefined;
  afterEach(() => standIn?.close());
  const open = async (answer: StandInAnswer) => {
    standIn = await openStandIn(() => answer);
    return outsideGeocoder(name, standIn.service, sampleBounds);
  };
  const only = (found: Found): StandInAnswer => ({ status: 200, body: WRITERS[name]([found], false) });
  const house = (street: string, lon = 9.52): Found => ({
    kind: 'address',
    point: { lon, lat: 47.14 },
    address: { street, houseNumber: '44', postcode: '9490', city: 'Vaduz', country: 'LI', label: `${street} 44` },
  });

  it('is not sure of a corrected spelling: streets it was not told of may read alike', async () => {
    const geocoder = await open(only(house('Städtle')));
    expect(await geocoder.geocode('Städlte 44, 9490 Vaduz')).toMatchObject({
      confidence: 'medium',
      reason: 'spelling_corrected',
    });
  });

  it('does not believe a service that answers with another street', async () => {
    const geocoder = await open(only(house('Landstrasse')));
    expect(['none', 'low']).toContain((await geocoder.geocode('Kirchweg 44, 9490 Vaduz')).confidence);
  });

  it('leaves out what lies beyond the map', async () => {
    const geocoder = await open(only(house('Städtle', 8.5)));
    expect(await geocoder.geocode('Städtle 44, Vaduz')).toMatchObject({ confidence: 'none', point: null });
  });

  it.each([
    ['a service that is down', { status: 503, body: 'down' }, 'answers with status 503'],
    ['a refusal', { status: 403, body: { error: 'no key' } }, 'refuses with status 403'],
    ['an answer that is not what is documented', { status: 200, body: [{ hello: 1 }] }, 'answers otherwise than'],
  ])('says so with words: %s', async (_what, answer, words) => {
    const geocoder = await open(answer);
    await expect(geocoder.geocode('Städtle 44, Vaduz')).rejects.toMatchObject({
      code: 'provider_failed',
      message: expect.stringContaining(words),
    });
  });
});
