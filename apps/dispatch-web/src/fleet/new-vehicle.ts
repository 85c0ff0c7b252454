import type { Location } from '@roundsman/api-contract';
import { typedMoney } from '../forms/typed-numbers.ts';
import type { VehicleValues } from './vehicle-values.ts';

/** In minor units, so that they are as likely in yen as in francs. */
const FIRST_COSTS = { day: 6000, kilometer: 60, hour: 4000 } as const;

type Place = Pick<Location, 'id' | 'branchId' | 'kind'>;

/** A delivery van with a day of ten hours: what a first vehicle likely is, to be put right. */
export function firstVehicle(
  branchId: string,
  places: readonly Place[],
  taken: readonly string[],
  currency: string,
): VehicleValues {
  const home = homeOf(branchId, places);
  return {
    branchId,
    name: nextName('Vehicle 1', taken),
    kind: 'Van',
    plate: '',
    hue: null,
    drivingProfile: 'van',
    ...{ lengthMeters: '', widthMeters: '', heightMeters: '', grossTonnes: '' },
    ...{ kilograms: 1000, cubicMeters: 10, pieces: '' },
    equipment: [],
    shift: '07:00–17:00',
    breaks: [{ key: 0, earliest: '11:30', latest: '13:30', minutes: 30 }],
    startLocationId: home,
    endLocationId: home,
    ...{ moreJobsPrice: '', moreDrivingPrice: '' },
    ...{ mostJobs: '', mostLoadings: 1, mostDrivingHours: '', stretchMinutes: '', restMinutes: '' },
    ...{ overtimeAfterHours: '', overtimePerHour: '' },
    areas: [],
    outsidePrice: '',
    perDay: typedMoney(FIRST_COSTS.day, currency),
    perKilometer: typedMoney(FIRST_COSTS.kilometer, currency),
    perHour: typedMoney(FIRST_COSTS.hour, currency),
    crew: [],
    active: true,
  };
}

/** Another one alike, under the next name. Its plate, its colour and its people are its own. */
export const anotherLike = (values: VehicleValues, taken: readonly string[]): VehicleValues => ({
  ...values,
  name: nextName(values.name.trim(), taken),
  plate: '',
  hue: null,
  crew: [],
  active: true,
});

/** Where the vehicles of a branch most likely start: its first depot, or else its first place. */
export function homeOf(branchId: string, places: readonly Place[]): string | null {
  const own = places.filter((place) => place.branchId === branchId);
  return (own.find(({ kind }) => kind === 'depot') ?? own[0])?.id ?? null;
}

/** `Truck 7` after `Truck 6`, `Truck 2` after `Truck`: the first number from there on that is free. */
export function nextName(name: string, taken: readonly string[]): string {
  const used = new Set(taken);
  if (!used.has(name)) return name;
  const [, stem = name, digits] = /^(.*?)(\d+)$/.exec(name) ?? [];
  const withNumber = (number: number) =>
    digits === undefined ? `${name} ${number}` : `${stem}${String(number).padStart(digits.length, '0')}`;
  let number = digits === undefined ? 2 : Number(digits) + 1;
  // Ends: of more numbers than there are names one is free.
  while (used.has(withNumber(number))) number += 1;
  return withNumber(number);
}
