import { greatCircleMeters } from '@roundsman/units';
import {
  type AssembledPolygon,
  assemblePolygons,
  type Bounds,
  type Extract,
  isWhole,
  polygonHolds,
  type Relation,
  type Tags,
} from '../extract/index.ts';
import type { AddressBook, BookAddress, BookCountry, BookLocality, BookStreet } from './address-book.ts';
import { streetKey } from './fold-text.ts';
import { spellingDistance } from './spelling-distance.ts';

const MUNICIPALITY_LEVEL = '8';
const COUNTRY_LEVEL = '2';
/** A village further away than this does not name an address. */
const PLACE_RANGE_METERS = 3_000;
/** A road this near whose name differs by one letter corrects a misspelt `addr:street`. */
const OWN_STREET_METERS = 250;

const VILLAGES = new Set(['city', 'town', 'village', 'suburb', 'hamlet']);
const COUNTRY_LANGUAGES = ['name', 'int_name', 'official_name', 'name:de', 'name:en', 'name:fr', 'name:it'];

interface Area {
  readonly name: string;
  readonly tags: Tags;
  readonly parts: readonly { readonly polygon: AssembledPolygon; readonly box: Bounds }[];
}

/** Addresses with what their tags leave out filled from borders and neighbours. */
export function collectAddressBook(extract: Extract): AddressBook {
  const municipalities = areasOfLevel(extract, MUNICIPALITY_LEVEL);
  const countries = areasOfLevel(extract, COUNTRY_LEVEL).filter(
    ({ tags }) => tags['ISO3166-1:alpha2'] ?? tags['ISO3166-1'],
  );
  const areaAt = (areas: readonly Area[], lon: number, lat: number) =>
    areas.find(({ parts }) =>
      parts.some(({ polygon, box }) => inBox(box, lon, lat) && polygonHolds(extract, polygon, lon, lat)),
    ) ?? null;
  const municipalityAt = (lon: number, lat: number) => areaAt(municipalities, lon, lat)?.name ?? null;
  const countryAt = (lon: number, lat: number) => countryCode(areaAt(countries, lon, lat)?.tags);

  const localities = collectLocalities(extract, municipalities, municipalityAt);
  const streets = collectStreets(extract, municipalityAt, countryAt);
  const villages = localities.filter(({ kind }) => kind === 'place');
  const roadsByKey = Map.groupBy(streets, (street) => street.municipality);

  const addresses: BookAddress[] = [];
  for (const { tags, lon, lat } of addressObjects(extract)) {
    const street = (tags['addr:street'] ?? tags['addr:place'])?.trim();
    if (!street) continue;
    const municipality = municipalityAt(lon, lat);
    addresses.push({
      street: correctedStreet(street, lon, lat, roadsByKey.get(municipality) ?? []),
      number: tags['addr:housenumber']?.trim() || null,
      postcode: tags['addr:postcode']?.trim() || null,
      city: tags['addr:city']?.trim() || null,
      municipality,
      place: nearestPlace(villages, municipality, lon, lat),
      country: countryAt(lon, lat) ?? tags['addr:country'] ?? null,
      lon: roundDegrees(lon),
      lat: roundDegrees(lat),
    });
  }
  const bookCountries: BookCountry[] = countries.map(({ tags }) => ({
    code: countryCode(tags)!,
    names: [...new Set(COUNTRY_LANGUAGES.map((key) => tags[key]).filter((name) => name !== undefined))],
  }));
  return { countries: bookCountries, localities, streets, addresses };
}

function areasOfLevel(extract: Extract, level: string): Area[] {
  const isArea = ({ tags }: Relation) => tags.boundary === 'administrative' && tags.admin_level === level && tags.name;
  return extract.relations
    .filter((relation) => isArea(relation) && isWhole(extract, relation))
    .map((relation) => ({
      name: relation.tags.name!,
      tags: relation.tags,
      parts: assemblePolygons(extract, relation).map((polygon) => ({ polygon, box: boxOf(extract, polygon.outer) })),
    }))
    .filter(({ parts }) => parts.length > 0);
}

function collectLocalities(
  extract: Extract,
  municipalities: readonly Area[],
  municipalityAt: (lon: number, lat: number) => string | null,
): BookLocality[] {
  const places: BookLocality[] = extract.taggedNodes
    .filter(({ tags }) => tags.name && VILLAGES.has(tags.place ?? ''))
    .map(({ tags, node }) => {
      const [lon, lat] = [extract.nodes.lons[node]!, extract.nodes.lats[node]!];
      return { name: tags.name!, kind: 'place', lon, lat, municipality: municipalityAt(lon, lat) };
    });
  const areas: BookLocality[] = municipalities.map(({ name, parts }) => {
    const seat = places.find((place) => place.name === name);
    const [lon, lat] = seat ? [seat.lon, seat.lat] : middleOf(extract, parts[0]!.polygon.outer);
    return { name, kind: 'municipality', lon, lat, municipality: name };
  });
  return [...areas, ...places];
}

/** Roads of one name within one municipality are one street, wherever the map cut them. */
function collectStreets(
  extract: Extract,
  municipalityAt: (lon: number, lat: number) => string | null,
  countryAt: (lon: number, lat: number) => string | null,
): BookStreet[] {
  const streets = new Map<
    string,
    { name: string; municipality: string | null; country: string | null; lines: [number, number][][] }
  >();
  for (const way of extract.ways.values()) {
    if (!way.tags.highway || !way.tags.name || way.nodes.length < 2 || way.nodes.includes(-1)) continue;
    const line = Array.from(way.nodes, (node): [number, number] => [
      roundDegrees(extract.nodes.lons[node]!),
      roundDegrees(extract.nodes.lats[node]!),
    ]);
    const [lon, lat] = line[line.length >> 1]!;
    const municipality = municipalityAt(lon, lat);
    const key = `${streetKey(way.tags.name)} ${municipality}`;
    const street = streets.get(key);
    if (street) street.lines.push(line);
    else streets.set(key, { name: way.tags.name.trim(), municipality, country: countryAt(lon, lat), lines: [line] });
  }
  return [...streets.values()];
}

function* addressObjects(extract: Extract): Generator<{ tags: Tags; lon: number; lat: number }> {
  const hasAddress = (tags: Tags) => tags['addr:street'] !== undefined || tags['addr:place'] !== undefined;
  for (const { tags, node } of extract.taggedNodes) {
    if (hasAddress(tags)) yield { tags, lon: extract.nodes.lons[node]!, lat: extract.nodes.lats[node]! };
  }
  for (const way of extract.ways.values()) {
    if (!hasAddress(way.tags) || way.nodes.includes(-1)) continue;
    const [lon, lat] = middleOf(extract, way.nodes);
    yield { tags: way.tags, lon, lat };
  }
  for (const relation of extract.relations) {
    if (!hasAddress(relation.tags)) continue;
    const [polygon] = assemblePolygons(extract, relation);
    if (!polygon) continue;
    const [lon, lat] = middleOf(extract, polygon.outer);
    yield { tags: relation.tags, lon, lat };
  }
}

/** The map has slips too ("Landstrassse"): the name of the road that passes by is right. */
function correctedStreet(street: string, lon: number, lat: number, roads: readonly BookStreet[]): string {
  const key = streetKey(street);
  const near = roads.filter((road) => {
    const distance = spellingDistance(streetKey(road.name), key, 1);
    return distance <= (key.length >= 8 ? 1 : 0);
  });
  const exact = near.find((road) => streetKey(road.name) === key);
  if (exact) return exact.name;
  const passing = near.find((road) =>
    road.lines.some((line) =>
      line.some(([x, y]) => greatCircleMeters({ lon: x, lat: y }, { lon, lat }) <= OWN_STREET_METERS),
    ),
  );
  return passing?.name ?? street;
}

function nearestPlace(
  villages: readonly BookLocality[],
  municipality: string | null,
  lon: number,
  lat: number,
): string | null {
  let nearest: string | null = null;
  let least = PLACE_RANGE_METERS;
  for (const village of villages) {
    if (village.municipality !== municipality) continue;
    const meters = greatCircleMeters(village, { lon, lat });
    if (meters > least) continue;
    least = meters;
    nearest = village.name;
  }
  return nearest;
}

function middleOf(extract: Extract, ring: Int32Array): [number, number] {
  const closed = ring[0] === ring.at(-1) ? ring.subarray(1) : ring;
  let [lon, lat] = [0, 0];
  for (const node of closed) {
    lon += extract.nodes.lons[node]! / closed.length;
    lat += extract.nodes.lats[node]! / closed.length;
  }
  return [lon, lat];
}

function boxOf(extract: Extract, ring: Int32Array): Bounds {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const node of ring) {
    const [lon, lat] = [extract.nodes.lons[node]!, extract.nodes.lats[node]!];
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}

const inBox = ([west, south, east, north]: Bounds, lon: number, lat: number) =>
  lon >= west && lon <= east && lat >= south && lat <= north;

const countryCode = (tags: Tags | undefined) => tags?.['ISO3166-1:alpha2'] ?? tags?.['ISO3166-1'] ?? null;
const roundDegrees = (degrees: number) => Math.round(degrees * 1e7) / 1e7;
