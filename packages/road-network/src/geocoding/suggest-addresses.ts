import { greatCircleMeters, type LonLat } from '@roundsman/units';
import type { AddressIndex, Street } from './address-index.ts';
import { foldText, streetKey } from './fold-text.ts';
import { streetsLike } from './geocode-reading.ts';
import type { Suggestion } from './geocoder.ts';
import { cityOf, labelled } from './matched-address.ts';

/** Letters typed before anything is suggested. */
const MIN_LETTERS = 2;
const MAX_HOUSES_PER_STREET = 6;

interface Scored {
  readonly suggestion: Suggestion;
  /** Lower is better. */
  readonly cost: number;
}

/** What the typed text may become: streets by the beginning of their name, then with a number, then by like spelling. */
export function suggestAddresses(text: string, index: AddressIndex, limit: number, near: LonLat | null): Suggestion[] {
  const typed = readTyped(text);
  if (typed.street.length < MIN_LETTERS) return [];
  const scored: Scored[] = [];
  for (const [street, cost] of streetsFor(typed.street, index)) {
    if (typed.rest && !placeStartsWith(street, typed.rest)) continue;
    scored.push(
      ...(typed.number ? housesOf(street, typed.number, cost) : [{ suggestion: streetSuggestion(street), cost }]),
    );
  }
  for (const locality of index.localities) {
    if (typed.number || !locality.key.startsWith(typed.street)) continue;
    const address = labelled({ street: null, houseNumber: null, postcode: null, city: locality.name, country: null });
    scored.push({ suggestion: { label: address.label, kind: 'place', address, point: locality.point }, cost: 0.5 });
  }
  const kilometers = (point: LonLat) => (near ? greatCircleMeters(near, point) / 1000 : 0);
  const cost = ({ suggestion, cost: own }: Scored) => own + Math.min(1, kilometers(suggestion.point) / 20);
  scored.sort((a, b) => cost(a) - cost(b) || a.suggestion.label.localeCompare(b.suggestion.label));
  return distinctByLabel(scored.map(({ suggestion }) => suggestion)).slice(0, limit);
}

/** "landstr 1 vad" → street, beginning of a number, beginning of a place. */
function readTyped(text: string): { street: string; number: string; rest: string } {
  const words = foldText(text)
    .split(' ')
    .filter((word) => !/^\d{4,5}$/.test(word));
  const numberAt = words.findIndex((word, at) => at > 0 && /^\d{1,3}[a-z]?$/.test(word));
  if (numberAt < 0) return { street: words.join(''), number: '', rest: '' };
  return {
    street: words.slice(0, numberAt).join(''),
    number: words[numberAt]!,
    rest: words.slice(numberAt + 1).join(''),
  };
}

function streetsFor(typed: string, index: AddressIndex): Map<Street, number> {
  const found = new Map<Street, number>();
  const add = (street: Street, cost: number) => found.set(street, Math.min(cost, found.get(street) ?? cost));
  for (const street of index.streets) {
    const place = [...street.placeKeys].find((key) => (street.key + key).startsWith(typed));
    if (street.key.startsWith(typed) || streetKey(typed) === street.key || place !== undefined)
      add(street, street.houses.length > 0 ? 0 : 0.2);
    else if (street.key.includes(typed) && typed.length >= 4) add(street, 0.8);
  }
  if (found.size < 3) {
    for (const [key, slips] of streetsLike(streetKey(typed), index)) {
      for (const street of index.streetsByKey.get(key)!) add(street, 1 + slips);
    }
  }
  return found;
}

const placeStartsWith = (street: Street, typed: string) => [...street.placeKeys].some((key) => key.startsWith(typed));

function streetSuggestion(street: Street): Suggestion {
  const address = labelled({
    street: street.name,
    houseNumber: null,
    postcode: null,
    city: street.municipality,
    country: street.country,
  });
  return { label: address.label, kind: 'street', address, point: street.middle };
}

function housesOf(street: Street, typed: string, cost: number): Scored[] {
  const fitting = street.houses.filter(
    ({ address }) => address.number && foldText(address.number).replace(/ /g, '').startsWith(typed),
  );
  if (fitting.length === 0) return [{ suggestion: streetSuggestion(street), cost: cost + 2 }];
  return fitting.slice(0, MAX_HOUSES_PER_STREET).map((house) => {
    const { number, city, country } = house.address;
    const address = labelled({
      street: street.name,
      houseNumber: number,
      postcode: house.postcode,
      city: cityOf(city, street.municipality),
      country,
    });
    const whole = number !== null && foldText(number).replace(/ /g, '') === typed;
    return {
      suggestion: { label: address.label, kind: 'address', address, point: house.point },
      cost: cost + (whole ? 0 : 0.3),
    };
  });
}

function distinctByLabel(suggestions: readonly Suggestion[]): Suggestion[] {
  const seen = new Set<string>();
  return suggestions.filter(({ label }) => !seen.has(label) && seen.add(label));
}
