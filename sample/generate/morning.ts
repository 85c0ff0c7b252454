import { type Goods, goods, returnedGoods } from './goods.ts';
import { fullName, type Person } from './invented-people.ts';
import { depotCodes, type KnownAddress, shops } from './organisation.ts';
import type { SeededRandom } from './seeded-random.ts';

/** The columns of the morning's file: names that the import maps by itself. Weight and volume are per piece. */
export const morningColumns = [
  'reference_id',
  'order_number',
  'merchant',
  'service_date',
  'job_type',
  'name',
  'phone',
  'email',
  'language',
  'street',
  'house_number',
  'postcode',
  'city',
  'country',
  'window_from',
  'window_to',
  'service_minutes',
  'service_level',
  'description',
  'quantity',
  'weight_kg',
  'volume_m3',
  'barcode',
  'skills',
  'operators',
  'priority',
  'floor',
  'lift',
  'access_note',
  'notes',
  'depot',
  'haul_away',
] as const;

export type MorningRow = Record<(typeof morningColumns)[number], string>;

export interface MorningInput {
  readonly random: SeededRandom;
  readonly addresses: readonly KnownAddress[];
  readonly nextPerson: () => Person;
  /** Empty: the date is chosen at import, so that the file can be planned on any day. */
  readonly serviceDate: string;
}

/** South of Vaduz goods wait in Triesen, elsewhere in Schaan. */
const SOUTH = new Set(['Triesen', 'Triesenberg', 'Balzers']);

/** Triesenberg has most of the mapped addresses; a day that follows them would be one village. */
const MOST_PER_PLACE: Record<string, number> = { Triesenberg: 62, Schaan: 78, Vaduz: 62, Triesen: 34 };
const MOST_ELSEWHERE = 6;

const RETURNS = 14;

/** The good rows of the morning, in the order the shops sent them. */
export function goodRows(input: MorningInput): MorningRow[] {
  const { random } = input;
  const lines = goods.flatMap((line) => Array.from({ length: line.share }, () => line));
  const places = chooseAddresses(input, lines.length + RETURNS);
  const deliveries = random.shuffled(lines).map((line, at) => goodsRow(input, line, places[at]!, at));
  const returns = places.slice(lines.length).map((address, at) => returnRow(input, address, at));
  return random
    .shuffled([...deliveries, ...returns])
    .map((row, at) => ({ ...row, reference_id: `${row.merchant}-${4001 + at}` }));
}

/** Rows that a good plan must leave out, each for a reason that the dispatcher can read. */
export function unplaceableRows(input: MorningInput): MorningRow[] {
  const [first, second, third, fourth] = input.random.shuffled(input.addresses.filter(({ city }) => city === 'Schaan'));
  const goodsOf = (merchant: Goods['merchant'], description: string, more: Partial<Goods>): Goods => ({
    merchant,
    jobType: 'delivery',
    description,
    quantity: 1,
    weightKilograms: 40,
    volumeCubicMeters: 0.5,
    serviceMinutes: 30,
    operators: 2,
    serviceLevel: 'room',
    skills: [],
    share: 1,
    ...more,
  });
  const cooling = goodsOf('geraetewelt', 'Klimagerät, Kältekreis anschliessen', {
    jobType: 'installation',
    skills: ['refrigerant'],
  });
  const safe = goodsOf('wohnkultur', 'Tresor', {
    weightKilograms: 6_200,
    volumeCubicMeters: 2.5,
    serviceLevel: 'kerb',
  });
  const lamp = goodsOf('wohnkultur', 'Bogenlampe', {
    operators: 1,
    weightKilograms: 9,
    volumeCubicMeters: 0.2,
    serviceMinutes: 6,
  });
  const anyTime = { window_from: '', window_to: '' };
  return [
    { ...goodsRow(input, cooling, first!, 801), ...anyTime, notes: 'Nur mit Kältemittel-Schein' },
    { ...goodsRow(input, cooling, second!, 802), ...anyTime },
    { ...goodsRow(input, safe, third!, 803), ...anyTime },
    {
      ...goodsRow(input, lamp, fourth!, 804),
      window_from: '21:00',
      window_to: '22:30',
      notes: 'Erst nach dem Spätdienst',
    },
  ].map((row, at) => ({ ...row, reference_id: `${row.merchant}-48${at}0` }));
}

export function goodsRow(input: MorningInput, line: Goods, address: KnownAddress, order: number): MorningRow {
  const { random } = input;
  const onlyInSchaan = line.skills.includes('piano');
  const window = line.jobType === 'service' ? { window_from: '08:00', window_to: '12:00' } : chooseWindow(random);
  return {
    ...recipient(input.nextPerson(), address),
    ...access(random, line),
    ...window,
    reference_id: '',
    order_number: `${shops[line.merchant].code}-B${20_000 + order}`,
    merchant: shops[line.merchant].code,
    service_date: input.serviceDate,
    job_type: line.jobType,
    service_minutes: String(line.serviceMinutes),
    service_level: line.serviceLevel,
    description: line.description,
    quantity: String(line.quantity),
    weight_kg: String(line.weightKilograms),
    volume_m3: String(line.volumeCubicMeters),
    barcode: `756${String(1_000_000_000 + order * 7_919).slice(0, 10)}`,
    skills: line.skills.join(' '),
    operators: String(line.operators),
    priority: random.chance(0.06) ? 'high' : 'normal',
    depot: onlyInSchaan || !SOUTH.has(address.city) ? depotCodes.schaan : depotCodes.triesen,
    haul_away: line.jobType === 'exchange' ? 'yes' : '',
  };
}

function returnRow(input: MorningInput, address: KnownAddress, order: number): MorningRow {
  const item = returnedGoods[order % returnedGoods.length]!;
  const line: Goods = {
    ...item,
    jobType: 'delivery',
    quantity: 1,
    operators: 1,
    serviceLevel: 'threshold',
    skills: [],
    share: 1,
  };
  return { ...goodsRow(input, line, address, 500 + order), job_type: 'pickup', notes: 'Rücksendeschein liegt bei' };
}

function chooseAddresses({ random, addresses }: MorningInput, count: number): KnownAddress[] {
  const taken: Record<string, number> = {};
  const chosen = random.shuffled(addresses).filter(({ city }) => {
    taken[city] = (taken[city] ?? 0) + 1;
    return taken[city] <= (MOST_PER_PLACE[city] ?? MOST_ELSEWHERE);
  });
  if (chosen.length < count) throw new Error(`The extract gives ${chosen.length} addresses, the day needs ${count}.`);
  return chosen.slice(0, count);
}

function recipient(person: Person, address: KnownAddress) {
  return {
    name: fullName(person),
    phone: person.phone,
    email: person.email,
    language: person.language,
    street: address.street,
    house_number: address.houseNumber,
    postcode: address.postcode ?? '',
    city: address.city,
    country: 'LI',
  };
}

function access(random: SeededRandom, line: Goods) {
  const floor = line.serviceLevel === 'kerb' ? 0 : random.pick([0, 0, 0, 1, 1, 2, 3, 4]);
  const notes = [
    'Hintereingang benutzen',
    'Parkplatz vor dem Haus',
    'Bitte nicht klingeln, Kind schläft',
    'Enge Zufahrt',
    'Hund im Garten',
  ];
  return {
    floor: String(floor),
    lift: floor >= 2 && random.chance(0.6) ? 'yes' : 'no',
    access_note: random.chance(0.15) ? random.pick(notes) : '',
    notes: random.chance(0.1) ? 'Eine Stunde vorher anrufen' : '',
  };
}

/** What was asked for: two of five customers do not mind, the others want a half day, an evening or two hours. */
function chooseWindow(random: SeededRandom): { window_from: string; window_to: string } {
  const at = random.next();
  if (at < 0.4) return { window_from: '', window_to: '' };
  if (at < 0.64) return { window_from: '08:00', window_to: '12:00' };
  if (at < 0.84) return { window_from: '13:00', window_to: '17:00' };
  if (at < 0.9) return { window_from: '16:00', window_to: '19:00' };
  const hour = random.pick([8, 9, 10, 13, 14]);
  return { window_from: `${String(hour).padStart(2, '0')}:00`, window_to: `${hour + 2}:00` };
}
