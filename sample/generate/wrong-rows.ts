import { goods } from './goods.ts';
import { goodsRow, type MorningInput, type MorningRow } from './morning.ts';
import type { KnownAddress } from './organisation.ts';

/** What is wrong with a row, so that a test can look for the fault that the import must show. */
export type WrongKind =
  | 'street_unknown'
  | 'place_outside_area'
  | 'address_missing'
  | 'ambiguous_address'
  | 'number_not_on_map'
  | 'street_misspelt'
  | 'city_misspelt'
  | 'date_in_the_past'
  | 'window_upside_down'
  | 'duplicate_reference'
  | 'duplicate_job'
  | 'phone_missing'
  | 'no_contact'
  | 'email_invalid'
  | 'quantity_unreadable'
  | 'merchant_unknown';

export interface WrongRow {
  readonly kind: WrongKind;
  readonly row: MorningRow;
}

/** Rows with one fault each; misspelt ones can be repaired by the geocoder, the others need a person. */
export function wrongRows(input: MorningInput, good: readonly MorningRow[]): WrongRow[] {
  const used = new Set(good.map(({ street, house_number, city }) => `${street} ${house_number} ${city}`));
  const free = input.random.shuffled(
    input.addresses.filter(({ street, houseNumber, city }) => !used.has(`${street} ${houseNumber} ${city}`)),
  );
  const long = (address: KnownAddress) => address.street.length >= 13 && address.street.endsWith('strasse');
  const misspellable = free.filter(long);
  const plain = free.filter((address) => !long(address));
  const lines = goods.filter(({ operators, skills }) => operators === 1 && skills.length === 0);
  let order = 900;
  const start = (address: KnownAddress): MorningRow => goodsRow(input, lines[order % lines.length]!, address, order++);
  const next = (from: KnownAddress[]) => start(from.pop()!);
  const wrong = (kind: WrongKind, row: MorningRow, change: Partial<MorningRow>): WrongRow => ({
    kind,
    row: { ...row, ...change },
  });

  const rows: WrongRow[] = [
    wrong('street_unknown', next(plain), { street: 'Kirschblütenallee', house_number: '8' }),
    wrong('street_unknown', next(plain), {
      street: 'Am Leuchtturm',
      house_number: '1',
      postcode: '9490',
      city: 'Vaduz',
    }),
    wrong('place_outside_area', next(plain), {
      street: 'Seestrasse',
      house_number: '12',
      postcode: '8002',
      city: 'Zürich',
      country: 'CH',
    }),
    wrong('address_missing', next(plain), { street: '', house_number: '', postcode: '', city: '' }),
    wrong('ambiguous_address', next(plain), { street: 'Landstrasse', house_number: '', postcode: '', city: '' }),
    wrong('number_not_on_map', next(misspellable), { house_number: '487' }),
    ...misspellable.splice(-3).map((address, at) => {
      const row = start(address);
      return wrong('street_misspelt', row, { street: misspell(row.street, at), postcode: '' });
    }),
    wrong('city_misspelt', start(plain.find(({ city }) => city === 'Triesen') ?? plain[0]!), {
      city: 'Triessen',
      postcode: '',
    }),
    wrong('date_in_the_past', next(plain), { service_date: '2015-07-28', window_from: '08:00', window_to: '12:00' }),
    wrong('window_upside_down', next(plain), { window_from: '16:00', window_to: '09:00' }),
    wrong('phone_missing', next(plain), { phone: '' }),
    wrong('phone_missing', next(plain), { phone: '' }),
    wrong('no_contact', next(plain), { phone: '', email: '' }),
    wrong('email_invalid', next(plain), { email: 'kein-at-zeichen.example.org' }),
    wrong('quantity_unreadable', next(plain), { quantity: 'zwei' }),
    wrong('merchant_unknown', next(plain), { merchant: 'XX' }),
  ].map(({ kind, row }, at) => ({
    kind,
    row: { ...row, reference_id: `${row.merchant}-49${String(at).padStart(2, '0')}` },
  }));

  const [first, second] = good.filter(({ job_type }) => job_type === 'delivery');
  rows.push(
    { kind: 'duplicate_reference', row: { ...first! } },
    { kind: 'duplicate_job', row: { ...second!, reference_id: `${second!.merchant}-4990`, order_number: '' } },
  );
  return rows;
}

/** Three slips of the finger: a letter dropped, two swapped, an abbreviation with a doubled letter. */
function misspell(street: string, how: number): string {
  if (how === 0) return street.slice(0, 3) + street.slice(4);
  if (how === 1) return street.slice(0, 4) + street[5] + street[4] + street.slice(6);
  return street.replace(/strasse$/, 'str.').replace(/^(..)(.)/, '$1$2$2');
}
