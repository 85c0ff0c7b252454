import type { BodyOf, fleetEndpoints, Location, LonLatDto } from '@roundsman/api-contract';
import { hoursText, readHours } from '../calendars/calendar-words.ts';
import type { Faults } from '../forms/form-faults.ts';
import {
  isEmpty,
  readMoney,
  readScaled,
  SECONDS_A_MINUTE,
  type Typed,
  typedMoney,
  typedOf,
} from '../forms/typed-numbers.ts';

/** A place as its form holds it. */
export interface LocationValues {
  readonly branchId: string;
  readonly name: string;
  readonly kind: Location['kind'];
  readonly addressLine: string;
  /** null: nobody has said yet where it is. */
  readonly point: LonLatDto | null;
  /** Empty: always open. */
  readonly opening: string;
  /** Empty: as many as come. */
  readonly docks: Typed;
  readonly loadMinutes: Typed;
  /** Empty: more than fit, or outside of the hours, must not happen. */
  readonly price: Typed;
}

export type LocationInput = Required<BodyOf<typeof fleetEndpoints.createLocation>>;

/** The fields of the API that the form has a place for. */
export const LOCATION_FIELDS = [
  ...['branchId', 'name', 'kind', 'addressLine', 'point', 'opening', 'dockSlots', 'loadSeconds', 'dockPriceMinor'],
] as const;

export const KIND_WORDS = {
  depot: 'Depot',
  store: 'Store',
  distribution_centre: 'Distribution centre',
  hub: 'Hub',
} as const satisfies Record<Location['kind'], string>;

const FIRST_LOAD_MINUTES = 15;

/** A depot that is always open, to be put right. */
export const firstLocation = (branchId: string): LocationValues => ({
  ...{ branchId, name: '', kind: 'depot', addressLine: '', point: null, opening: '', docks: '' },
  ...{ loadMinutes: FIRST_LOAD_MINUTES, price: '' },
});

export const locationValues = (location: Location, currency: string): LocationValues => ({
  branchId: location.branchId,
  name: location.name,
  kind: location.kind,
  addressLine: location.addressLine,
  point: location.point,
  opening: hoursText(location.opening),
  docks: location.dockSlots === 0 ? '' : location.dockSlots,
  loadMinutes: typedOf(location.loadSeconds, SECONDS_A_MINUTE),
  price: typedMoney(location.dockPriceMinor, currency),
});

/** What the form says, in the API's units. `body` is null while a field is wrong; `faults` then says which. */
export function readLocation(
  values: LocationValues,
  currency: string,
  before: Pick<Location, 'opening'> | null = null,
): { body: LocationInput | null; faults: Faults } {
  const isLeft = before !== null && values.opening === hoursText(before.opening);
  const opening = isLeft ? before.opening : readHours(values.opening);
  const wrong: [field: (typeof LOCATION_FIELDS)[number], isWrong: boolean, words: string][] = [
    ['name', values.name.trim() === '', 'What do you call it?'],
    ['addressLine', values.addressLine.trim() === '', 'Type its address and choose it from the list.'],
    // Who has no address yet is asked for that first.
    [
      'point',
      values.point === null && values.addressLine.trim() !== '',
      'Choose an address from the list, or put the pin where it is.',
    ],
    ['opening', opening === null, 'Write it as 06:00–19:00; several with commas.'],
    ['loadSeconds', isEmpty(values.loadMinutes), 'How long does loading take? 0 is an answer.'],
  ];
  const faults = Object.fromEntries(wrong.flatMap(([field, isWrong, words]) => (isWrong ? [[field, words]] : [])));
  if (Object.keys(faults).length > 0 || opening === null || values.point === null) return { body: null, faults };
  const body: LocationInput = {
    branchId: values.branchId,
    name: values.name.trim(),
    kind: values.kind,
    addressLine: values.addressLine.trim(),
    point: values.point,
    opening,
    dockSlots: readScaled(values.docks, 1) ?? 0,
    loadSeconds: readScaled(values.loadMinutes, SECONDS_A_MINUTE) ?? 0,
    dockPriceMinor: readMoney(values.price, currency),
  };
  return { body, faults };
}
