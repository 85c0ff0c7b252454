import type { AddressIndex } from './address-index.ts';
import { foldText, placeKey } from './fold-text.ts';
import type { AddressQuery } from './geocoder.ts';
import { type HouseNumber, parseHouseNumber } from './house-number.ts';

/** One way to read what somebody wrote. */
export interface Reading {
  readonly street: string;
  readonly number: HouseNumber | null;
  readonly postcode: string | null;
  readonly city: string | null;
  readonly country: string | null;
}

const MAX_READINGS = 12;
const POSTCODE = /^(?:[a-z]{1,3}[-\s]?)?(\d{4,5})$/i;
const POSTCODE_AND_CITY = /^(?:[a-z]{1,3}[-\s])?(\d{4,5})\s+(\D.*)$/i;
const STREET_AND_NUMBER = /^(.*?\p{L}[\p{L}.)]*)[\s,]*(\d{1,4}\s?[a-z]?(?:\s?[-–/]\s?\d{1,4}\s?[a-z]?)?)$/iu;
const NUMBER_AND_STREET = /^(\d{1,4}[a-z]?)[\s,]+(\p{L}.*)$/iu;

/** The ways to read a query, the plainest first. Empty when there is nothing to read. */
export function readQuery(query: AddressQuery | string, index: AddressIndex): Reading[] {
  const readings = typeof query === 'string' ? readLine(query, index) : [readParts(query)];
  return readings.filter(({ street, city, postcode }) => street || city || postcode).slice(0, MAX_READINGS);
}

/** Parts may hold each other: "Landstrasse 12" as street, "9490 Vaduz" as city. */
function readParts(query: AddressQuery): Reading {
  let street = query.street?.trim() ?? '';
  let numberText = query.houseNumber?.trim() ?? '';
  let postcode = query.postcode?.trim() || null;
  let city = query.city?.trim() || null;
  if (!numberText) ({ street, numberText } = splitStreet(street));
  const cityParts = city ? POSTCODE_AND_CITY.exec(city) : null;
  if (cityParts) {
    postcode ??= cityParts[1]!;
    city = cityParts[2]!;
  }
  postcode = postcode ? (POSTCODE.exec(postcode)?.[1] ?? postcode.replace(/\s+/g, '')) : null;
  return { street, number: parseHouseNumber(numberText), postcode, city, country: query.country?.trim() || null };
}

function splitStreet(text: string): { street: string; numberText: string } {
  const behind = STREET_AND_NUMBER.exec(text);
  if (behind) return { street: behind[1]!.trim(), numberText: behind[2]! };
  const before = NUMBER_AND_STREET.exec(text);
  if (before) return { street: before[2]!.trim(), numberText: before[1]! };
  return { street: text, numberText: '' };
}

function readLine(line: string, index: AddressIndex): Reading[] {
  const segments = line
    .split(/[,;\n\t|]+/)
    .map((segment) => segment.trim().replace(/\s+/g, ' '))
    .filter((segment) => segment !== '');
  const country = takeCountry(segments, index);
  if (segments.length === 0) return [];
  if (segments.length > 1) return [readSegments(segments, country)];
  return readWords(segments[0]!.split(' '), index).map((reading) => ({ ...reading, country }));
}

/** A last segment that names a country, known or not by its two letters. */
function takeCountry(segments: string[], index: AddressIndex): string | null {
  const last = segments.at(-1);
  if (!last || segments.length < 2) return null;
  const folded = foldText(last);
  const known = index.book.countries.some(
    ({ code, names }) => folded === code.toLowerCase() || names.some((name) => foldText(name) === folded),
  );
  const named = known || COUNTRY_WORDS.has(folded);
  return named ? segments.pop()! : null;
}

const COUNTRY_WORDS = new Set(
  'ch at de fr it schweiz suisse switzerland svizzera austria oesterreich germany deutschland france italy italia li liechtenstein'.split(
    ' ',
  ),
);

function readSegments(segments: readonly string[], country: string | null): Reading {
  let street = '';
  let numberText = '';
  let postcode: string | null = null;
  const cities: string[] = [];
  for (const segment of segments) {
    const place = POSTCODE_AND_CITY.exec(segment);
    const alone = POSTCODE.exec(segment);
    const parts = splitStreet(segment);
    if (place && !postcode) {
      postcode = place[1]!;
      cities.push(place[2]!);
    } else if (alone && !postcode) postcode = alone[1]!;
    else if (!street && (parts.numberText || cities.length === 0)) ({ street, numberText } = parts);
    else if (!numberText && /^\d{1,4}\s?[a-z]?$/i.test(segment)) numberText = segment;
    else cities.push(segment);
  }
  return { street, number: parseHouseNumber(numberText), postcode, city: cities[0] ?? null, country };
}

/** Words without commas: every place for the border between street and city that a number or a known place marks. */
function readWords(words: readonly string[], index: AddressIndex): Omit<Reading, 'country'>[] {
  const readings: Omit<Reading, 'country'>[] = [];
  const text = (from: number, to: number) => words.slice(from, to).join(' ');
  const postcodeAt = words.findIndex(
    (word, at) =>
      POSTCODE.test(word) && (at === 0 || index.placesByPostcode.has(POSTCODE.exec(word)![1]!) || word.length > 3),
  );
  const postcode = postcodeAt >= 0 ? POSTCODE.exec(words[postcodeAt]!)![1]! : null;

  if (postcode && postcodeAt > 0) {
    const { street, numberText } = splitStreet(text(0, postcodeAt));
    readings.push({
      street,
      number: parseHouseNumber(numberText),
      postcode,
      city: text(postcodeAt + 1, words.length) || null,
    });
    return readings;
  }
  const rest = postcode ? words.slice(1) : words;
  if (postcode) {
    for (let cityWords = Math.min(4, rest.length); cityWords >= 1; cityWords--) {
      const { street, numberText } = splitStreet(rest.slice(cityWords).join(' '));
      readings.push({
        street,
        number: parseHouseNumber(numberText),
        postcode,
        city: rest.slice(0, cityWords).join(' '),
      });
    }
    return readings;
  }
  const numberAt = rest.findIndex((word, at) => at > 0 && /^\d{1,4}[a-z]?([-/]\d{1,4}[a-z]?)?$/i.test(word));
  if (numberAt > 0) {
    const suffix = /^[a-z]$/i.test(rest[numberAt + 1] ?? '') ? 1 : 0;
    const number = parseHouseNumber(rest.slice(numberAt, numberAt + 1 + suffix).join(''));
    readings.push({
      street: text(0, numberAt),
      number,
      postcode,
      city: text(numberAt + 1 + suffix, rest.length) || null,
    });
    return readings;
  }
  readings.push({ street: text(0, rest.length), number: null, postcode, city: null });
  for (let cityWords = 1; cityWords <= Math.min(3, rest.length - 1); cityWords++) {
    const city = text(rest.length - cityWords, rest.length);
    if (index.localitiesByKey.has(placeKey(city)))
      readings.push({ street: text(0, rest.length - cityWords), number: null, postcode, city });
  }
  if (index.localitiesByKey.has(placeKey(text(0, rest.length))))
    readings.push({ street: '', number: null, postcode, city: text(0, rest.length) });
  return readings;
}
