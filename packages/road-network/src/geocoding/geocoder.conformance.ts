import { greatCircleMeters, type LonLat } from '@roundsman/units';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Geocoder } from './geocoder.ts';

/** What every adapter of `Geocoder` must do on the sample's area. `open` is called once. */
export function describeGeocoder(
  name: string,
  open: () => Promise<{ geocoder: Geocoder; close?: () => Promise<void> }>,
): void {
  describe(`geocoding by ${name}`, () => {
    let geocoder: Geocoder;
    let close: (() => Promise<void>) | undefined;
    beforeAll(async () => {
      ({ geocoder, close } = await open());
    }, 60_000);
    afterAll(async () => close?.());

    const staedtle44: LonLat = { lon: 9.5221618, lat: 47.1382098 };
    it.each([
      ['its parts', { street: 'Städtle', houseNumber: '44', postcode: '9490', city: 'Vaduz', country: 'LI' }],
      ['no postcode', { street: 'Städtle', houseNumber: '44', city: 'Vaduz' }],
      ['the number in the street', { street: 'Städtle 44', city: '9490 Vaduz' }],
      ['capitals and bare vowels', { street: 'STADTLE', houseNumber: '44', city: 'VADUZ' }],
      ['a written-out umlaut', { street: 'Staedtle', houseNumber: ' 44 ', city: 'Vaduz' }],
      ['one line', 'Städtle 44, 9490 Vaduz'],
      ['one line, place first', '9490 Vaduz, Städtle 44'],
      ['one line without commas', 'Städtle 44 9490 Vaduz'],
      ['one line with the country', 'Städtle 44, Vaduz, Liechtenstein'],
    ])('finds an address given by %s', async (_how, query) => {
      const answer = await geocoder.geocode(query);
      expect(answer).toMatchObject({
        confidence: 'high',
        kind: 'address',
        matched: { street: 'Städtle', houseNumber: '44', city: 'Vaduz' },
      });
      expect(greatCircleMeters(answer.point!, staedtle44)).toBeLessThan(60);
      expect(answer.reasonWords.length).toBeGreaterThan(5);
      expect(answer.alternatives.length).toBeLessThanOrEqual(5);
    });

    it.each([
      ['an empty text', ''],
      ['blanks', '  ,  , '],
      ['empty parts', { street: '', city: null }],
      ['nothing at all', {}],
    ])('answers %s with confidence none', async (_what, query) => {
      expect(await geocoder.geocode(query)).toMatchObject({
        confidence: 'none',
        point: null,
        matched: null,
        reason: 'empty',
      });
    });

    it.each([
      [
        'a place that is not on the map',
        { street: 'Bahnhofstrasse', houseNumber: '1', postcode: '8001', city: 'Zürich' },
      ],
      ['another country', { street: 'Bahnhofstrasse', houseNumber: '1', city: 'Schaan', country: 'Germany' }],
      ['a street that exists nowhere', { street: 'Kirschblütenallee', houseNumber: '3', city: 'Vaduz' }],
      ['noise', 'qwrtz 7 xyv'],
    ])('is never sure of %s', async (_what, query) => {
      expect(['none', 'low']).toContain((await geocoder.geocode(query)).confidence);
    });

    it('is not sure of a street that several places have, and offers them', async () => {
      const answer = await geocoder.geocode({ street: 'Landstrasse', houseNumber: '5' });
      expect(answer.confidence).not.toBe('high');
      expect(answer.reason).toBe('ambiguous');
      expect(answer.alternatives.length).toBeGreaterThan(0);
    });

    it('is not sure when postcode and city contradict each other on a street that both have', async () => {
      const answer = await geocoder.geocode({
        street: 'Landstrasse',
        houseNumber: '347',
        postcode: '9494',
        city: 'Triesen',
      });
      expect(answer.confidence).not.toBe('high');
    });

    it('answers many in their order', async () => {
      const answers = await geocoder.geocodeMany([
        'Städtle 44, Vaduz',
        '',
        { street: 'Landstrasse', houseNumber: '347', city: 'Triesen' },
      ]);
      expect(answers.map(({ matched }) => matched?.city ?? null)).toEqual(['Vaduz', null, 'Triesen']);
      expect(await geocoder.geocodeMany([])).toEqual([]);
    });

    it('tells where a point is, and that it knows nothing far away', async () => {
      expect(await geocoder.reverse(staedtle44)).toMatchObject({
        kind: 'address',
        address: { street: 'Städtle', city: 'Vaduz' },
      });
      expect(await geocoder.reverse({ lon: -30, lat: 10 })).toBeNull();
    });

    it('suggests while somebody types', async () => {
      const [first] = await geocoder.suggest('landstr 347');
      expect(first).toMatchObject({
        kind: 'address',
        address: { street: 'Landstrasse', houseNumber: '347', city: 'Triesen' },
      });
      expect((await geocoder.suggest('vad')).map(({ label }) => label)).toContain('Vaduz');
      expect(await geocoder.suggest('x')).toEqual([]);
      expect((await geocoder.suggest('strasse', { limit: 3 })).length).toBeLessThanOrEqual(3);
    });

    it('suggests first what is near', async () => {
      const [near] = await geocoder.suggest('landstrasse', { near: { lon: 9.525, lat: 47.1035 } });
      expect(near!.address.city).toBe('Triesen');
    });

    it('refuses a text without end, a point off the globe and a silly limit', async () => {
      const long = 'a'.repeat(301);
      await expect(geocoder.geocode(long)).rejects.toMatchObject({ code: 'bad_request', field: 'query' });
      await expect(geocoder.geocode({ street: long })).rejects.toMatchObject({ code: 'bad_request', field: 'street' });
      await expect(geocoder.suggest(long)).rejects.toMatchObject({ code: 'bad_request', field: 'text' });
      await expect(geocoder.reverse({ lon: 9, lat: 99 })).rejects.toMatchObject({ code: 'bad_point', field: 'point' });
      await expect(geocoder.suggest('land', { limit: 0 })).rejects.toMatchObject({
        code: 'bad_request',
        field: 'limit',
      });
    });
  });
}
