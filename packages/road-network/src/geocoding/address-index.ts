import { greatCircleMeters, type LonLat } from '@roundsman/units';
import type { AddressBook, BookAddress, BookStreet } from './address-book.ts';
import { bareKey, placeKey, streetKey } from './fold-text.ts';
import { type HouseNumber, parseHouseNumbers } from './house-number.ts';
import { TrigramIndex } from './trigram-index.ts';

/** A street of one municipality with its houses in the order of their numbers. */
export interface Street {
  readonly name: string;
  readonly key: string;
  readonly municipality: string | null;
  readonly country: string | null;
  readonly houses: readonly House[];
  readonly lines: BookStreet['lines'];
  /** Keys of every name the place goes by here: municipality, villages, the cities tagged on its houses. */
  readonly placeKeys: ReadonlySet<string>;
  /** A point on it, about half-way. */
  readonly middle: LonLat;
  /** From end to end, as the crow flies. */
  readonly spanMeters: number;
}

export interface House {
  readonly numbers: readonly HouseNumber[];
  readonly address: BookAddress;
  readonly point: LonLat;
  /** As `placeKeys`, for this house alone. */
  readonly placeKeys: ReadonlySet<string>;
  /** Tagged, or what most of the neighbours with the same place have. */
  readonly postcode: string | null;
}

export interface Locality {
  readonly name: string;
  readonly key: string;
  readonly point: LonLat;
  readonly municipality: string | null;
}

/** The address book arranged for looking up; built in memory at every start. */
export interface AddressIndex {
  readonly book: AddressBook;
  readonly streets: readonly Street[];
  readonly streetsByKey: ReadonlyMap<string, readonly Street[]>;
  readonly streetKeysByBareKey: ReadonlyMap<string, readonly string[]>;
  readonly streetSpellings: TrigramIndex;
  readonly localities: readonly Locality[];
  readonly localitiesByKey: ReadonlyMap<string, readonly Locality[]>;
  readonly localitySpellings: TrigramIndex;
  /** Place keys that each known postcode serves. */
  readonly placesByPostcode: ReadonlyMap<string, ReadonlySet<string>>;
  readonly pointsByPostcode: ReadonlyMap<string, LonLat>;
}

export function buildAddressIndex(book: AddressBook): AddressIndex {
  const postcodes = postcodesByPlace(book);
  const houses = book.addresses.map((address) => houseOf(address, postcodes));
  const streets = joinStreets(book.streets, houses);
  const localities = localitiesOf(book, houses);
  const streetsByKey = Map.groupBy(streets, (street) => street.key);
  const localitiesByKey = Map.groupBy(localities, (locality) => locality.key);
  return {
    book,
    streets,
    streetsByKey,
    streetKeysByBareKey: Map.groupBy(streetsByKey.keys(), bareKey),
    streetSpellings: new TrigramIndex([...streetsByKey.keys()]),
    localities,
    localitiesByKey,
    localitySpellings: new TrigramIndex([...localitiesByKey.keys()]),
    ...indexPostcodes(houses),
  };
}

function houseOf(address: BookAddress, postcodes: ReadonlyMap<string, string>): House {
  const names = [address.city, address.municipality, address.place].filter((name) => name !== null);
  return {
    numbers: address.number ? parseHouseNumbers(address.number) : [],
    address,
    point: { lon: address.lon, lat: address.lat },
    placeKeys: new Set(names.map(placeKey)),
    postcode: address.postcode ?? postcodes.get(placeName(address)) ?? null,
  };
}

const placeName = ({ municipality, place }: BookAddress) => `${municipality} ${place}`;

/** The postcode that at least four of five tagged houses of a place have. */
function postcodesByPlace(book: AddressBook): Map<string, string> {
  const found = new Map<string, string>();
  const tagged = book.addresses.filter(({ postcode }) => postcode !== null);
  for (const [place, addresses] of Map.groupBy(tagged, placeName)) {
    const counts = Map.groupBy(addresses, ({ postcode }) => postcode!);
    const [postcode, having] = [...counts].sort((a, b) => b[1].length - a[1].length)[0]!;
    if (having.length >= addresses.length * 0.8) found.set(place, postcode);
  }
  return found;
}

function joinStreets(bookStreets: readonly BookStreet[], houses: readonly House[]): Street[] {
  const id = (key: string, municipality: string | null) => `${key} ${municipality}`;
  const housesById = Map.groupBy(houses, ({ address }) => id(streetKey(address.street), address.municipality));
  const streets: Street[] = [];
  for (const street of bookStreets) {
    const key = streetKey(street.name);
    const own = housesById.get(id(key, street.municipality)) ?? [];
    housesById.delete(id(key, street.municipality));
    streets.push(streetOf(street.name, key, street.municipality, street.country, street.lines, own));
  }
  for (const own of housesById.values()) {
    const { street, municipality, country } = own[0]!.address;
    streets.push(streetOf(street, streetKey(street), municipality, country, [], own));
  }
  return streets.filter(({ key }) => key !== '');
}

function streetOf(
  name: string,
  key: string,
  municipality: string | null,
  country: string | null,
  lines: BookStreet['lines'],
  unordered: readonly House[],
): Street {
  const houses = unordered.toSorted((a, b) => (a.numbers[0]?.number ?? 0) - (b.numbers[0]?.number ?? 0));
  const points = [...houses.map(({ point }) => point), ...lines.flat().map(([lon, lat]) => ({ lon, lat }))];
  const placeKeys = new Set(houses.flatMap((house) => [...house.placeKeys]));
  if (municipality) placeKeys.add(placeKey(municipality));
  return { name, key, municipality, country, houses, lines, placeKeys, ...middleAndSpan(points) };
}

function middleAndSpan(points: readonly LonLat[]): { middle: LonLat; spanMeters: number } {
  const lons = points.map(({ lon }) => lon);
  const lats = points.map(({ lat }) => lat);
  const low = { lon: lons.reduce((a, b) => Math.min(a, b)), lat: lats.reduce((a, b) => Math.min(a, b)) };
  const high = { lon: lons.reduce((a, b) => Math.max(a, b)), lat: lats.reduce((a, b) => Math.max(a, b)) };
  const centre = { lon: (low.lon + high.lon) / 2, lat: (low.lat + high.lat) / 2 };
  const squared = (point: LonLat) => (point.lon - centre.lon) ** 2 + (point.lat - centre.lat) ** 2;
  const middle = points.reduce((best, point) => (squared(point) < squared(best) ? point : best));
  return { middle, spanMeters: greatCircleMeters(low, high) };
}

/** Municipalities and villages of the map, and cities that only addresses name, where their houses are. */
function localitiesOf(book: AddressBook, houses: readonly House[]): Locality[] {
  const localities: Locality[] = book.localities.map(({ name, lon, lat, municipality }) => ({
    name,
    key: placeKey(name),
    point: { lon, lat },
    municipality,
  }));
  const known = new Set(localities.map(({ key }) => key));
  for (const house of houses) {
    const { city, municipality } = house.address;
    if (!city || known.has(placeKey(city))) continue;
    known.add(placeKey(city));
    localities.push({ name: city, key: placeKey(city), point: house.point, municipality });
  }
  return localities.filter(({ key }) => key !== '');
}

function indexPostcodes(houses: readonly House[]): Pick<AddressIndex, 'placesByPostcode' | 'pointsByPostcode'> {
  const placesByPostcode = new Map<string, Set<string>>();
  const pointsByPostcode = new Map<string, LonLat>();
  for (const [postcode, own] of Map.groupBy(houses, (house) => house.postcode)) {
    if (!postcode) continue;
    placesByPostcode.set(postcode, new Set(own.flatMap((house) => [...house.placeKeys])));
    pointsByPostcode.set(postcode, middleAndSpan(own.map(({ point }) => point)).middle);
  }
  return { placesByPostcode, pointsByPostcode };
}
