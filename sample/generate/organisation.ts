import type { Person } from './invented-people.ts';
import { fullName } from './invented-people.ts';

/** A real address of the extract. */
export interface KnownAddress {
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string | null;
  readonly city: string;
  readonly lon: number;
  readonly lat: number;
}

interface VehicleKind {
  readonly kind: string;
  readonly drivingProfile: 'van' | 'truck';
  readonly capacity: { weightGrams: number; volumeLitres: number; pieces: number };
  readonly dimensions: {
    lengthCentimeters: number;
    widthCentimeters: number;
    heightCentimeters: number;
    grossMassGrams: number;
  };
  readonly equipment: readonly string[];
  readonly costs: { fixedMinor: number; perKilometreMinor: number; perHourMinor: number };
  readonly crewSize: 1 | 2;
}

const VAN: VehicleKind = {
  kind: 'van',
  drivingProfile: 'van',
  capacity: { weightGrams: 1_200_000, volumeLitres: 11_000, pieces: 120 },
  dimensions: { lengthCentimeters: 600, widthCentimeters: 205, heightCentimeters: 260, grossMassGrams: 3_500_000 },
  equipment: ['hand_truck'],
  costs: { fixedMinor: 6_000, perKilometreMinor: 62, perHourMinor: 4_200 },
  crewSize: 1,
};
const BOX_TRUCK: VehicleKind = {
  kind: 'box_truck',
  drivingProfile: 'van',
  capacity: { weightGrams: 1_050_000, volumeLitres: 19_000, pieces: 120 },
  dimensions: { lengthCentimeters: 680, widthCentimeters: 215, heightCentimeters: 290, grossMassGrams: 3_500_000 },
  equipment: ['hand_truck', 'tail_lift', 'straps'],
  costs: { fixedMinor: 8_500, perKilometreMinor: 74, perHourMinor: 7_900 },
  crewSize: 2,
};
const HEAVY_TRUCK: VehicleKind = {
  kind: 'heavy_truck',
  drivingProfile: 'truck',
  capacity: { weightGrams: 5_500_000, volumeLitres: 42_000, pieces: 300 },
  dimensions: { lengthCentimeters: 900, widthCentimeters: 255, heightCentimeters: 360, grossMassGrams: 12_000_000 },
  equipment: ['hand_truck', 'tail_lift', 'straps', 'pallet_truck'],
  costs: { fixedMinor: 14_000, perKilometreMinor: 118, perHourMinor: 8_600 },
  crewSize: 2,
};

const EARLY = [{ from: '07:00', to: '17:00' }];
const LATE = [{ from: '09:30', to: '19:30' }];

/** Who stands where: vehicle, depot, shift, what the crew can do. */
const FLEET: readonly {
  vehicle: VehicleKind;
  depot: 'schaan' | 'triesen';
  shift: typeof EARLY;
  skills: readonly (readonly string[])[];
}[] = [
  { vehicle: VAN, depot: 'schaan', shift: EARLY, skills: [['carpenter']] },
  { vehicle: VAN, depot: 'schaan', shift: EARLY, skills: [['electrician']] },
  { vehicle: VAN, depot: 'schaan', shift: LATE, skills: [[]] },
  { vehicle: VAN, depot: 'triesen', shift: EARLY, skills: [['electrician', 'carpenter']] },
  { vehicle: VAN, depot: 'triesen', shift: LATE, skills: [[]] },
  { vehicle: BOX_TRUCK, depot: 'schaan', shift: EARLY, skills: [['gas_fitter', 'electrician'], []] },
  { vehicle: BOX_TRUCK, depot: 'schaan', shift: EARLY, skills: [['carpenter'], ['piano']] },
  { vehicle: BOX_TRUCK, depot: 'schaan', shift: LATE, skills: [['electrician'], []] },
  { vehicle: BOX_TRUCK, depot: 'triesen', shift: EARLY, skills: [['gas_fitter', 'electrician'], []] },
  { vehicle: BOX_TRUCK, depot: 'triesen', shift: EARLY, skills: [['carpenter'], []] },
  { vehicle: HEAVY_TRUCK, depot: 'schaan', shift: EARLY, skills: [['electrician'], ['carpenter', 'piano']] },
  { vehicle: HEAVY_TRUCK, depot: 'triesen', shift: EARLY, skills: [['carpenter'], ['electrician']] },
];

/** On the books but on no vehicle today: the only one who may open a cooling circuit is among them. */
const SPARE_SKILLS: readonly (readonly string[])[] = [
  ['refrigerant', 'electrician'],
  ['gas_fitter'],
  ['piano'],
  [],
  [],
];

export const shops = {
  wohnkultur: {
    code: 'WK',
    name: 'Wohnkultur Falknis',
    senderName: 'Falknis',
    accentColour: '#7a4d2b',
    email: 'versand@wohnkultur.example.org',
  },
  geraetewelt: {
    code: 'GW',
    name: 'Gerätewelt Samina',
    senderName: 'Samina',
    accentColour: '#0f6b74',
    email: 'liefern@geraetewelt.example.org',
  },
  kuechenwerk: {
    code: 'KW',
    name: 'Küchenwerk Saroja',
    senderName: 'Saroja',
    accentColour: '#8a2f52',
    email: 'logistik@kuechenwerk.example.org',
  },
} as const;

export const depotCodes = { schaan: 'DEPOT-SCHAAN', triesen: 'DEPOT-TRIESEN' } as const;

/** The delivery company of the sample day. Things refer to each other by `code`; ids are made by the platform. */
export function sampleOrganisation(depots: { schaan: KnownAddress; triesen: KnownAddress }, nextPerson: () => Person) {
  const operators: object[] = [];
  const hire = (role: 'driver' | 'helper' | 'installer', skills: readonly string[], vehicle: string | null) => {
    const person = nextPerson();
    const code = `OP-${String(operators.length + 1).padStart(2, '0')}`;
    operators.push({
      code,
      name: fullName(person),
      role,
      phone: person.phone,
      locale: person.language,
      skills,
      usualVehicle: vehicle,
    });
    return code;
  };
  const vehicles = FLEET.map(({ vehicle, depot, shift, skills }, at) => {
    const { crewSize, ...properties } = vehicle;
    const code = `V${at + 1}`;
    const crew = Array.from({ length: crewSize }, (_, seat) => {
      const own = skills[seat] ?? [];
      const role = seat === 0 ? 'driver' : own.length > 0 ? 'installer' : 'helper';
      return { operator: hire(role, own, code), role };
    });
    return {
      code,
      name: `Vehicle ${at + 1}`,
      plate: `FL 000${String(at + 1).padStart(2, '0')}`,
      ...properties,
      shifts: shift,
      breaks: [{ earliest: '11:30', latest: '14:00', durationSeconds: 1_800 }],
      startLocation: depotCodes[depot],
      endLocation: depotCodes[depot],
      mostJobs: null,
      mostDrivingSeconds: 9 * 3_600,
      crew,
    };
  });
  for (const skills of SPARE_SKILLS) hire(skills.length > 0 ? 'installer' : 'helper', skills, null);
  return {
    organisation: {
      name: 'Rheintal Zustelldienst',
      kind: 'sandbox',
      currency: 'CHF',
      locale: 'de',
      timeZone: 'Europe/Vaduz',
      privacyLevel: 'exact',
      senderName: 'Rheintal',
      replyToEmail: 'dispo@rheintal-zustelldienst.example.org',
      supportPhone: '+423 000 00 00',
      accentColour: '#23527c',
    },
    branch: {
      code: 'LI',
      name: 'Liechtenstein',
      timeZone: 'Europe/Vaduz',
      phone: '+423 000 00 00',
      orderIntakeUntil: '18:00',
      // On the evening before, as all three: what comes until 18:00 is for tomorrow.
      planLockAt: '21:00',
      customerChangeUntil: '18:00',
    },
    locations: [
      location(depotCodes.schaan, 'Depot Schaan', depots.schaan, 4),
      location(depotCodes.triesen, 'Depot Triesen', depots.triesen, 2),
    ],
    vehicles,
    operators,
    merchants: Object.values(shops).map((shop, at) => ({ ...shop, phone: `+423 000 01 0${at + 1}` })),
    reasons,
  };
}

function location(code: string, name: string, address: KnownAddress, dockSlots: number) {
  const { street, houseNumber, postcode, city, lon, lat } = address;
  return {
    code,
    name,
    kind: 'depot',
    address: { street, houseNumber, postcode, city, country: 'LI' },
    point: { lon, lat },
    timeZone: 'Europe/Vaduz',
    opening: [{ from: '05:30', to: '20:30' }],
    dockSlots,
    loadSeconds: 900,
  };
}

/** Coded reasons: what they apply to, whose fault, the evidence they need, what the customer reads, what comes next. */
const reasons = [
  reason(
    'NOT_HOME',
    'Nobody at home',
    'incomplete',
    'customer',
    'retry',
    { needsWaitMinutes: 5, needsCallTries: 2 },
    'Wir haben Sie leider nicht angetroffen.',
    'We did not find you at home.',
  ),
  reason(
    'NO_ACCESS',
    'No access to the building',
    'incomplete',
    'customer',
    'ask_customer',
    { needsPhoto: true },
    'Wir kamen nicht bis zu Ihnen durch.',
    'We could not get to your door.',
  ),
  reason(
    'TOO_LARGE',
    'Does not fit through door or stairs',
    'incomplete',
    'customer',
    'ask_merchant',
    { needsPhoto: true },
    'Die Ware passte nicht hinein.',
    'The goods did not fit inside.',
  ),
  reason(
    'NOT_READY',
    'Connection not prepared',
    'incomplete',
    'customer',
    'retry',
    { needsPhoto: true, billable: true },
    'Der Anschluss war noch nicht bereit.',
    'The connection was not ready yet.',
  ),
  reason(
    'ADDRESS_WRONG',
    'Address is wrong',
    'incomplete',
    'merchant',
    'ask_merchant',
    {},
    'Die Adresse stimmte nicht.',
    'The address was not right.',
  ),
  reason(
    'OUT_OF_TIME',
    'Ran out of time',
    'incomplete',
    'organisation',
    'retry',
    {},
    'Wir haben es heute nicht mehr geschafft.',
    'We did not make it today.',
  ),
  reason(
    'ROAD_CLOSED',
    'Road closed or snow',
    'incomplete',
    'weather',
    'retry',
    { needsPhoto: true },
    'Die Strasse war nicht befahrbar.',
    'The road could not be used.',
  ),
  reason(
    'DAMAGED_TRANSPORT',
    'Damaged on the way',
    'damaged',
    'organisation',
    'ask_merchant',
    { needsPhoto: true },
    'Die Ware wurde auf dem Weg beschädigt.',
    'The goods were damaged on the way.',
  ),
  reason(
    'DAMAGED_PACKED',
    'Damaged before loading',
    'damaged',
    'merchant',
    'ask_merchant',
    { needsPhoto: true },
    'Die Ware war schon beschädigt.',
    'The goods were damaged already.',
  ),
  reason(
    'REFUSED',
    'Refused at the door',
    'refused',
    'customer',
    'return',
    {},
    'Sie haben die Annahme abgelehnt.',
    'You did not accept the goods.',
  ),
  reason(
    'WRONG_ITEM',
    'Wrong item',
    'refused',
    'merchant',
    'ask_merchant',
    { needsPhoto: true },
    'Es war der falsche Artikel.',
    'It was the wrong item.',
  ),
  reason(
    'SHORT',
    'Missing at loading',
    'short',
    'merchant',
    'ask_merchant',
    {},
    'Ein Teil der Ware fehlte.',
    'A part of the goods was missing.',
  ),
  reason(
    'CUSTOMER_CANCELLED',
    'Customer cancelled',
    'cancelled',
    'customer',
    'none',
    {},
    'Der Auftrag wurde storniert.',
    'The order was cancelled.',
  ),
  reason(
    'CUSTOMER_MOVED',
    'Customer asked for another day',
    'rescheduled',
    'customer',
    'retry',
    {},
    'Sie haben einen anderen Tag gewünscht.',
    'You asked for another day.',
  ),
  reason(
    'WRONG_TAP',
    'Recorded by mistake',
    'corrected',
    'organisation',
    'none',
    {},
    'Wir haben den Eintrag berichtigt.',
    'We corrected the entry.',
  ),
];

function reason(
  code: string,
  name: string,
  appliesTo: string,
  fault: string,
  nextStep: string,
  evidence: { needsWaitMinutes?: number; needsCallTries?: number; needsPhoto?: boolean; billable?: boolean },
  de: string,
  en: string,
) {
  const { needsWaitMinutes = null, needsCallTries = null, needsPhoto = false, billable = false } = evidence;
  return {
    code,
    name,
    appliesTo,
    fault,
    needsWaitMinutes,
    needsCallTries,
    needsPhoto,
    billable,
    nextStep,
    wordsForCustomer: { de, en },
  };
}
