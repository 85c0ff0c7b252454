import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRoads, type Roads } from '@roundsman/road-network';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSample, type Sample } from './generate/make-sample.ts';
import type { MorningRow } from './generate/morning.ts';
import type { WrongKind } from './generate/wrong-rows.ts';

describe('the sample day', () => {
  let dataDir: string;
  let roads: Roads;
  let sample: Sample;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'roundsman-sample-test-'));
    const extractPath = fileURLToPath(new URL('liechtenstein/liechtenstein.osm.pbf', import.meta.url));
    roads = await createRoads({ extractPath, dataDir, travelTimes: 'straight_line' });
    sample = await makeSample(roads.geocoder);
  }, 60_000);
  afterAll(async () => {
    await roads?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('is what the generator writes, byte for byte', async () => {
    for (const [name, content] of Object.entries(sample.files)) {
      expect(content, name).toBe(await readFile(new URL(name, import.meta.url), 'utf8'));
    }
  });

  it('is another day for another seed, and names the date it is asked for', async () => {
    const other = await makeSample(roads.geocoder, { seed: 2, serviceDate: '2026-11-23' });
    expect(other.files['morning.csv']).not.toBe(sample.files['morning.csv']);
    expect(goodRowsOf(other).every((row) => row.service_date === '2026-11-23')).toBe(true);
  });

  it('has only addresses that the geocoder finds for sure in its good rows', async () => {
    const rows = goodRowsOf(sample);
    expect(rows.length).toBe(240);
    const answers = await roads.geocoder.geocodeMany(rows.map(queryOf));
    expect(answers.filter(({ confidence }) => confidence !== 'high')).toEqual([]);
  });

  const expected: Partial<Record<WrongKind, readonly string[]>> = {
    street_unknown: ['low', 'none'],
    place_outside_area: ['low', 'none'],
    address_missing: ['none'],
    ambiguous_address: ['low', 'medium'],
    number_not_on_map: ['low', 'medium'],
    street_misspelt: ['high', 'medium'],
    city_misspelt: ['high', 'medium'],
  };
  it.each(Object.entries(expected))('has rows where %s, which the geocoder says', async (kind, confidences) => {
    const rows = sample.wrong.filter((wrong) => wrong.kind === kind).map(({ row }) => row);
    expect(rows.length).toBeGreaterThan(0);
    for (const answer of await roads.geocoder.geocodeMany(rows.map(queryOf)))
      expect(confidences).toContain(answer.confidence);
  });

  it('fits into the vehicles of each depot by weight, volume and hours', () => {
    for (const depot of ['DEPOT-SCHAAN', 'DEPOT-TRIESEN']) {
      const rows = goodRowsOf(sample).filter(
        (row) => row.depot === depot && Number(row.weight_kg) < 1000 && row.skills !== 'refrigerant',
      );
      const vehicles = sample.organisation.vehicles.filter(({ startLocation }) => startLocation === depot);
      const total = (value: (row: MorningRow) => number) => rows.reduce((sum, row) => sum + value(row), 0);
      const weightGrams = total((row) => Number(row.quantity) * Number(row.weight_kg) * 1000);
      const volumeLitres = total((row) => Number(row.quantity) * Number(row.volume_m3) * 1000);
      expect(weightGrams).toBeLessThan(vehicles.reduce((sum, { capacity }) => sum + capacity.weightGrams, 0) * 0.85);
      expect(volumeLitres).toBeLessThan(vehicles.reduce((sum, { capacity }) => sum + capacity.volumeLitres, 0) * 0.85);
      const drivingBetweenStops = 5;
      const minutes = total((row) => Number(row.service_minutes) + drivingBetweenStops);
      expect(minutes).toBeLessThan(vehicles.length * (10 * 60 - 60) * 0.85);
    }
  });

  it('asks for a skill that nobody on a vehicle has, and for none that nobody has', () => {
    const { operators } = sample.organisation as { operators: { skills: string[]; usualVehicle: string | null }[] };
    const asked = new Set(sample.morning.flatMap(({ skills }) => skills.split(' ').filter(Boolean)));
    const onDuty = new Set(operators.filter(({ usualVehicle }) => usualVehicle).flatMap(({ skills }) => skills));
    const onTheBooks = new Set(operators.flatMap(({ skills }) => skills));
    expect([...asked].filter((skill) => !onDuty.has(skill))).toEqual(['refrigerant']);
    expect([...asked].filter((skill) => !onTheBooks.has(skill))).toEqual([]);
  });

  it('names nobody real: numbers that are not given out, mail that goes nowhere', () => {
    for (const { phone, email } of sample.morning) {
      expect(phone).toMatch(/^$|^\+423 000 /);
      expect(email).toMatch(/^$|example\.org$/);
    }
  });
});

const goodRowsOf = (sample: Sample) => {
  const wrong = new Set(sample.wrong.map(({ row }) => row));
  return sample.morning.filter((row) => !wrong.has(row));
};

const queryOf = (row: MorningRow) => ({
  street: row.street,
  houseNumber: row.house_number,
  postcode: row.postcode,
  city: row.city,
  country: row.country,
});
