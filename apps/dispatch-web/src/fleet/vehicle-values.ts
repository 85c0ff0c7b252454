import { type BodyOf, type fleetEndpoints, NO_PIECE_LIMIT, type Vehicle } from '@roundsman/api-contract';
import { hoursText, isTime } from '../calendars/calendar-words.ts';
import type { Faults } from '../forms/form-faults.ts';
import {
  CENTIMETERS_A_METER,
  GRAMS_A_KILOGRAM,
  GRAMS_A_TONNE,
  isEmpty,
  LITRES_A_CUBIC_METER,
  readMoney,
  readScaled,
  SECONDS_A_MINUTE,
  SECONDS_AN_HOUR,
  type Typed,
  typedMoney,
  typedOf,
} from '../forms/typed-numbers.ts';
import { readShift } from './read-shift.ts';

/** A vehicle as its form holds it: in the units that people say. */
export interface VehicleValues {
  readonly branchId: string;
  readonly name: string;
  readonly kind: string;
  readonly plate: string;
  /** null: the next one in turn, for a new vehicle. */
  readonly hue: number | null;
  readonly drivingProfile: Vehicle['drivingProfile'];
  readonly lengthMeters: Typed;
  readonly widthMeters: Typed;
  readonly heightMeters: Typed;
  readonly grossTonnes: Typed;
  readonly kilograms: Typed;
  readonly cubicMeters: Typed;
  /** Empty: as many as fit. */
  readonly pieces: Typed;
  readonly equipment: readonly string[];
  readonly shift: string;
  readonly breaks: readonly BreakValues[];
  readonly startLocationId: string | null;
  /** null: its day ends where its last job is. */
  readonly endLocationId: string | null;
  readonly mostJobs: Typed;
  /** Of each beyond the most; empty: never. */
  readonly moreJobsPrice: Typed;
  readonly moreDrivingPrice: Typed;
  readonly mostLoadings: Typed;
  readonly mostDrivingHours: Typed;
  readonly stretchMinutes: Typed;
  readonly restMinutes: Typed;
  readonly overtimeAfterHours: Typed;
  readonly overtimePerHour: Typed;
  readonly areas: readonly string[];
  readonly outsidePrice: Typed;
  readonly perDay: Typed;
  readonly perKilometer: Typed;
  readonly perHour: Typed;
  readonly crew: Vehicle['crew'];
  readonly active: boolean;
}

export interface BreakValues {
  /** For the form alone: rows have no id of their own. */
  readonly key: number;
  readonly earliest: string;
  readonly latest: string;
  readonly minutes: Typed;
}

export type VehicleInput = Omit<Vehicle, 'id' | 'code' | 'hue'> & BodyOf<typeof fleetEndpoints.createVehicle>;

/** The fields of the API that the form has a place for. */
export const VEHICLE_FIELDS = [
  'hue',
  ...['branchId', 'name', 'kind', 'plate', 'drivingProfile', 'capacity.weightGrams', 'capacity.volumeLitres'],
  ...['capacity.pieces', 'dimensions.lengthCentimeters', 'dimensions.widthCentimeters', 'dimensions.heightCentimeters'],
  ...['dimensions.grossMassGrams', 'equipment', 'shifts', 'breaks', 'startLocationId', 'endLocationId', 'mostJobs'],
  ...[
    'mostJobsPriceMinor',
    'mostDrivingPriceMinor',
    'mostLoadings',
    'mostDrivingSeconds',
    'drivingBreak',
    'overtime',
    'areas',
    'outsideAreasPriceMinor',
  ],
  ...['costs.fixedMinor', 'costs.perKilometreMinor', 'costs.perHourMinor', 'crew', 'active'],
] as const;

/** What stands in the form of a vehicle that is there. */
export function vehicleValues(vehicle: Vehicle, currency: string): VehicleValues {
  const { capacity, dimensions, drivingBreak, overtime, costs } = vehicle;
  return {
    branchId: vehicle.branchId,
    name: vehicle.name,
    kind: vehicle.kind,
    plate: vehicle.plate ?? '',
    hue: vehicle.hue,
    drivingProfile: vehicle.drivingProfile,
    lengthMeters: typedOf(dimensions.lengthCentimeters, CENTIMETERS_A_METER),
    widthMeters: typedOf(dimensions.widthCentimeters, CENTIMETERS_A_METER),
    heightMeters: typedOf(dimensions.heightCentimeters, CENTIMETERS_A_METER),
    grossTonnes: typedOf(dimensions.grossMassGrams, GRAMS_A_TONNE),
    kilograms: typedOf(capacity.weightGrams, GRAMS_A_KILOGRAM),
    cubicMeters: typedOf(capacity.volumeLitres, LITRES_A_CUBIC_METER),
    pieces: capacity.pieces >= NO_PIECE_LIMIT ? '' : capacity.pieces,
    equipment: vehicle.equipment,
    shift: hoursText(vehicle.shifts),
    breaks: vehicle.breaks.map(({ earliest, latest, durationSeconds }, key) => ({
      ...{ key, earliest, latest, minutes: typedOf(durationSeconds, SECONDS_A_MINUTE) },
    })),
    startLocationId: vehicle.startLocationId,
    endLocationId: vehicle.endLocationId,
    mostJobs: typedOf(vehicle.mostJobs),
    moreJobsPrice: typedMoney(vehicle.mostJobsPriceMinor, currency),
    moreDrivingPrice: typedMoney(vehicle.mostDrivingPriceMinor, currency),
    mostLoadings: vehicle.mostLoadings,
    mostDrivingHours: typedOf(vehicle.mostDrivingSeconds, SECONDS_AN_HOUR),
    stretchMinutes: typedOf(drivingBreak?.afterSeconds, SECONDS_A_MINUTE),
    restMinutes: typedOf(drivingBreak?.durationSeconds, SECONDS_A_MINUTE),
    overtimeAfterHours: typedOf(overtime?.afterSeconds, SECONDS_AN_HOUR),
    overtimePerHour: typedMoney(overtime?.perHourMinor, currency),
    areas: vehicle.areas,
    outsidePrice: typedMoney(vehicle.outsideAreasPriceMinor, currency),
    perDay: typedMoney(costs.fixedMinor, currency),
    perKilometer: typedMoney(costs.perKilometreMinor, currency),
    perHour: typedMoney(costs.perHourMinor, currency),
    crew: vehicle.crew,
    active: vehicle.active,
  };
}

/**
 * What the form says, in the API's units: grams, litres, seconds, minor units of the currency. `body` is null while a field
 * is wrong; `faults` then says which. Hours that were left as they are stay as its calendar has them.
 */
export function readVehicle(
  values: VehicleValues,
  currency: string,
  before: Pick<Vehicle, 'shifts'> | null = null,
): { body: VehicleInput | null; faults: Faults } {
  const isLeft = before !== null && values.shift === hoursText(before.shifts);
  const shifts = isLeft ? before.shifts : readShift(values.shift);
  const faults = faultsOf(values, shifts);
  if (Object.keys(faults).length > 0 || shifts === null || values.startLocationId === null)
    return { body: null, faults };
  const stretch = readScaled(values.stretchMinutes, SECONDS_A_MINUTE);
  const rest = readScaled(values.restMinutes, SECONDS_A_MINUTE);
  const normal = readScaled(values.overtimeAfterHours, SECONDS_AN_HOUR);
  const dearer = readMoney(values.overtimePerHour, currency);
  const body: VehicleInput = {
    branchId: values.branchId,
    name: values.name.trim(),
    kind: values.kind.trim(),
    plate: values.plate.trim() || null,
    ...(values.hue !== null && { hue: values.hue }),
    drivingProfile: values.drivingProfile,
    dimensions: {
      lengthCentimeters: readScaled(values.lengthMeters, CENTIMETERS_A_METER),
      widthCentimeters: readScaled(values.widthMeters, CENTIMETERS_A_METER),
      heightCentimeters: readScaled(values.heightMeters, CENTIMETERS_A_METER),
      grossMassGrams: readScaled(values.grossTonnes, GRAMS_A_TONNE),
    },
    capacity: {
      weightGrams: readScaled(values.kilograms, GRAMS_A_KILOGRAM) ?? 0,
      volumeLitres: readScaled(values.cubicMeters, LITRES_A_CUBIC_METER) ?? 0,
      pieces: readScaled(values.pieces, 1) ?? NO_PIECE_LIMIT,
    },
    equipment: [...values.equipment],
    shifts,
    breaks: values.breaks.map(({ earliest, latest, minutes }) => ({
      ...{ earliest, latest, durationSeconds: readScaled(minutes, SECONDS_A_MINUTE) ?? 0 },
    })),
    startLocationId: values.startLocationId,
    endLocationId: values.endLocationId,
    mostJobs: readScaled(values.mostJobs, 1),
    mostJobsPriceMinor: isEmpty(values.mostJobs) ? null : readMoney(values.moreJobsPrice, currency),
    mostDrivingPriceMinor: isEmpty(values.mostDrivingHours) ? null : readMoney(values.moreDrivingPrice, currency),
    mostLoadings: readScaled(values.mostLoadings, 1) ?? 1,
    mostDrivingSeconds: readScaled(values.mostDrivingHours, SECONDS_AN_HOUR),
    drivingBreak: stretch === null || rest === null ? null : { afterSeconds: stretch, durationSeconds: rest },
    overtime: normal === null || dearer === null ? null : { afterSeconds: normal, perHourMinor: dearer },
    areas: [...values.areas],
    outsideAreasPriceMinor: values.areas.length === 0 ? null : readMoney(values.outsidePrice, currency),
    costs: {
      fixedMinor: readMoney(values.perDay, currency) ?? 0,
      perKilometreMinor: readMoney(values.perKilometer, currency) ?? 0,
      perHourMinor: readMoney(values.perHour, currency) ?? 0,
    },
    crew: values.crew,
    active: values.active,
  };
  return { body, faults };
}

const BOTH_OR_NONE = 'Both or none.';

function faultsOf(values: VehicleValues, shifts: Vehicle['shifts'] | null): Faults {
  const wrong: [field: (typeof VEHICLE_FIELDS)[number], isWrong: boolean, words: string][] = [
    ['name', values.name.trim() === '', 'What do you call it?'],
    ['kind', values.kind.trim() === '', 'Van, box truck … as you call it.'],
    ['startLocationId', values.startLocationId === null, 'Where does its day begin?'],
    ['capacity.weightGrams', isEmpty(values.kilograms), 'How much may it carry?'],
    ['capacity.volumeLitres', isEmpty(values.cubicMeters), 'How much room has it?'],
    ['shifts', shifts === null, 'Write it as 07:00–17:00; several with commas.'],
    ['breaks', !values.breaks.every(isBreak), 'Times as 11:30, the first before the last, and how long.'],
    ['drivingBreak', isEmpty(values.stretchMinutes) !== isEmpty(values.restMinutes), BOTH_OR_NONE],
    ['overtime', isEmpty(values.overtimeAfterHours) !== isEmpty(values.overtimePerHour), BOTH_OR_NONE],
  ];
  return Object.fromEntries(wrong.flatMap(([field, isWrong, words]) => (isWrong ? [[field, words]] : [])));
}

const isBreak = ({ earliest, latest, minutes }: BreakValues) =>
  isTime(earliest) && isTime(latest) && earliest <= latest && !isEmpty(minutes) && Number(minutes) > 0;
