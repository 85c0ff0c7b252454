import { greatCircleMeters } from '@roundsman/units';
import { beforeAll, describe, expect, it } from 'vitest';
import { readExtract } from '../extract/index.ts';
import { sampleExtractPath } from '../sample-extract.ts';
import type { AddressBook, BookAddress } from './address-book.ts';
import { collectAddressBook } from './collect-address-book.ts';
import { extractGeocoder } from './extract-geocoder.ts';
import { describeGeocoder } from './geocoder.conformance.ts';
import type { AddressQuery, GeocodeAnswer } from './geocoder.ts';
import { misspeltStreet, type Random, seededRandom, slip } from './slips-of-the-finger.ts';

const openBook = async () => collectAddressBook(await readExtract(sampleExtractPath));

describeGeocoder("the extract's own addresses", async () => ({ geocoder: extractGeocoder(await openBook()) }));

describe("how right the extract's addresses are", () => {
  let book: AddressBook;
  let numbered: BookAddress[];
  beforeAll(async () => {
    book = await openBook();
    numbered = book.addresses.filter(({ number }) => number !== null && /^\d/.test(number));
  }, 60_000);

  /** Every address once, misspelt; a tenth at a time, either looked up in the whole book or in one without that tenth. */
  async function geocodeMisspelt(
    random: Random,
    heldOut: boolean,
  ): Promise<{ address: BookAddress; query: AddressQuery; answer: GeocodeAnswer }[]> {
    const results = [];
    const whole = extractGeocoder(book);
    for (let tenth = 0; tenth < 10; tenth++) {
      const asked = numbered.filter(
        (address, at) => at % 10 === tenth && (!heldOut || sameAddresses(address).length === 1),
      );
      const geocoder = heldOut
        ? extractGeocoder({ ...book, addresses: book.addresses.filter((address) => !asked.includes(address)) })
        : whole;
      for (const address of asked) {
        const query = misspelt(address, random);
        results.push({ address, query, answer: await geocoder.geocode(query) });
      }
    }
    return results;
  }
  const sameAddresses = ({ street, number, municipality }: BookAddress) =>
    numbered.filter(
      (other) => other.street === street && other.number === number && other.municipality === municipality,
    );
  /** Meters to the nearest house that has the asked address. */
  const offBy = (address: BookAddress, { point }: GeocodeAnswer) =>
    point
      ? Math.min(...sameAddresses(address).map((house) => greatCircleMeters(house, point)))
      : Number.POSITIVE_INFINITY;

  it.each([1, 2, 3])(
    'finds 95 % of misspelt addresses for sure within 100 m, and is never sure of a wrong one (seed %i)',
    async (seed) => {
      const results = await geocodeMisspelt(seededRandom(seed), false);
      const sure = results.filter(({ answer }) => answer.confidence === 'high');
      const wrong = sure.filter(({ address, answer }) => offBy(address, answer) > 100);
      expect(wrong.map(({ query, answer }) => `${JSON.stringify(query)} → ${answer.matched?.label}`)).toEqual([]);
      expect(sure.length / results.length).toBeGreaterThanOrEqual(0.95);
    },
  );

  it.each([1, 2])(
    'is never sure of a wrong one when the house is not on the map, and mostly near it (seed %i)',
    async (seed) => {
      const results = await geocodeMisspelt(seededRandom(seed), true);
      const sure = results.filter(({ answer }) => answer.confidence === 'high');
      expect(sure.filter(({ address, answer }) => offBy(address, answer) > 100)).toEqual([]);
      const near = results.filter(({ address, answer }) => offBy(address, answer) <= 100);
      expect(near.length / results.length).toBeGreaterThan(0.85);
    },
  );

  it('fills city and country from the borders where the map leaves them out', () => {
    const bare = book.addresses.find(({ city, street }) => city === null && street === 'Rotenbodenstrasse');
    expect(bare).toMatchObject({ municipality: 'Triesenberg', country: 'LI' });
  });

  it('corrects a street that the map itself misspells when a road of that name passes', () => {
    expect(book.addresses.some(({ street }) => street === 'Landstrassse')).toBe(false);
  });

  it('works with an empty book', async () => {
    const empty = extractGeocoder({ countries: [], localities: [], streets: [], addresses: [] });
    expect(await empty.geocode('Städtle 44, Vaduz')).toMatchObject({ confidence: 'none', point: null });
    expect(await empty.suggest('land')).toEqual([]);
    expect(await empty.reverse({ lon: 9.5, lat: 47.1 })).toBeNull();
  });
});

function misspelt(address: BookAddress, random: Random): AddressQuery {
  const city = address.municipality ?? address.city!;
  const spaced = random() < 0.2;
  const [keepPostcode, cityCase] = [random() >= 0.3, random()];
  return {
    street: misspeltStreet(address.street, random),
    houseNumber: spaced ? address.number!.replace(/([a-z])$/, ' $1').toUpperCase() : address.number,
    postcode: keepPostcode ? address.postcode : null,
    city: cityCase < 0.15 ? slip(city, random) : cityCase < 0.25 ? city.toUpperCase() : city,
  };
}
