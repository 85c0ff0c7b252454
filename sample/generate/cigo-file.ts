import { goods } from './goods.ts';
import { goodsRow, type MorningInput, type MorningRow } from './morning.ts';
import { shops } from './organisation.ts';

/**
 * Cigo's fixed order: columns count, titles do not. The first six are those of its public help page "Import Tool: CSV File
 * Columns"; from the seventh on the order is ours, see sample/README.md.
 */
export const cigoColumns = [
  'First Name',
  'Last Name',
  'Phone Number',
  'Mobile Number',
  'Email Address',
  'Address',
  'Apartment',
  'Delivery Date',
  'Start Time',
  'End Time',
  'Invoice Number',
  'Reference ID',
  'Action Type',
  'Item Description',
  'Quantity',
  'Weight (kg)',
  'Volume (m3)',
  'Service Minutes',
  'Comment',
] as const;

const CIGO_JOBS = 18;

/** A second shop's file of the same morning, sorted by name as Cigo asks for. */
export function cigoRows(input: MorningInput, used: readonly MorningRow[]): string[][] {
  const taken = new Set(used.map(({ street, house_number, city }) => `${street} ${house_number} ${city}`));
  const free = input.addresses.filter(
    ({ street, houseNumber, city }) => !taken.has(`${street} ${houseNumber} ${city}`) && city !== 'Triesenberg',
  );
  const lines = goods.filter(
    ({ operators, merchant, jobType }) => operators === 1 && merchant === 'geraetewelt' && jobType === 'delivery',
  );
  const rows = input.random
    .shuffled(free)
    .slice(0, CIGO_JOBS)
    .map((address, at) => goodsRow(input, lines[at % lines.length]!, address, 700 + at));
  return rows
    .map((row, at) => {
      const [first, ...last] = row.name.split(' ');
      const address = `${row.street} ${row.house_number}, ${[row.postcode, row.city].filter(Boolean).join(' ')}, Liechtenstein`;
      const reference = `${shops.geraetewelt.code}-C${100 + at}`;
      return [
        first!,
        last.join(' '),
        row.phone,
        row.phone,
        row.email,
        address,
        '',
        row.service_date,
        row.window_from,
        row.window_to,
      ]
        .concat([row.order_number, reference, 'delivery', row.description, row.quantity, row.weight_kg, row.volume_m3])
        .concat([row.service_minutes, row.notes]);
    })
    .sort((a, b) => `${a[0]} ${a[1]}`.localeCompare(`${b[0]} ${b[1]}`, 'de'));
}
