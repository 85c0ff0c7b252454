import type { Geocoder } from '@roundsman/road-network';
import { readAddresses } from './addresses.ts';
import { cigoColumns, cigoRows } from './cigo-file.ts';
import { csvFile } from './csv.ts';
import { inventPeople } from './invented-people.ts';
import { goodRows, type MorningInput, type MorningRow, morningColumns, unplaceableRows } from './morning.ts';
import { type KnownAddress, sampleOrganisation } from './organisation.ts';
import { SeededRandom } from './seeded-random.ts';
import { type WrongKind, wrongRows } from './wrong-rows.ts';

export const DEFAULT_SEED = 20_150_728;

export interface Sample {
  readonly organisation: ReturnType<typeof sampleOrganisation>;
  readonly morning: readonly MorningRow[];
  readonly wrong: readonly { readonly kind: WrongKind; readonly row: MorningRow }[];
  /** File name → content. */
  readonly files: Readonly<Record<string, string>>;
}

/** The sample day as files: the same seed, date and extract give the same bytes. */
export async function makeSample(
  geocoder: Geocoder,
  options: { seed?: number; serviceDate?: string } = {},
): Promise<Sample> {
  const random = new SeededRandom(options.seed ?? DEFAULT_SEED);
  const addresses = await readAddresses(new URL('../liechtenstein/addresses.csv', import.meta.url), geocoder);
  const nextPerson = inventPeople(random);
  const depots = {
    schaan: find(addresses, 'Im Alten Riet', '125', 'Schaan'),
    triesen: find(addresses, 'Landstrasse', '347', 'Triesen'),
  };
  const organisation = sampleOrganisation(depots, nextPerson);

  const homes = addresses.filter((address) => address !== depots.schaan && address !== depots.triesen);
  const input: MorningInput = { random, addresses: homes, nextPerson, serviceDate: options.serviceDate ?? '' };
  const good = goodRows(input);
  const unplaceable = unplaceableRows(input);
  const wrong = wrongRows(input, [...good, ...unplaceable]);
  const morning = interleave(random, good, [...unplaceable, ...wrong.map(({ row }) => row)]);
  const cigo = cigoRows(input, morning);

  return {
    organisation,
    morning,
    wrong,
    files: {
      'organisation.json': `${JSON.stringify(organisation, null, 2)}\n`,
      'morning.csv': csvFile(
        morningColumns,
        morning.map((row) => morningColumns.map((column) => row[column])),
      ),
      'morning-cigo.csv': csvFile(cigoColumns, cigo),
    },
  };
}

/** Strews the odd rows between the good ones, in their own order: a duplicate comes after what it repeats. */
function interleave(random: SeededRandom, good: readonly MorningRow[], odd: readonly MorningRow[]): MorningRow[] {
  const rows = [...good];
  let after = Math.floor(rows.length / 3);
  for (const row of odd) {
    after = Math.min(rows.length, after + 1 + random.below(8));
    rows.splice(after, 0, row);
  }
  return rows;
}

function find(addresses: readonly KnownAddress[], street: string, houseNumber: string, city: string): KnownAddress {
  const address = addresses.find(
    (one) => one.street === street && one.houseNumber === houseNumber && one.city === city,
  );
  if (!address) throw new Error(`The extract has no ${street} ${houseNumber}, ${city}.`);
  return address;
}
