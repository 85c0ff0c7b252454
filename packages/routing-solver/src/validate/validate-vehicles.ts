import { DRIVING_BREAK_ID, type Problem, type Shift, type Vehicle } from '../problem.ts';
import type { FaultList } from './fault-list.ts';
import { validateWindow } from './validate-windows.ts';

const LIMIT = 0x7fffffff;
const MOST_RELOADS = 20;
const MOST_BREAKS = 8;

export function validateVehicles(problem: Problem, list: FaultList): void {
  const seen = new Set<string>();
  for (const [index, vehicle] of problem.vehicles.entries()) {
    const field = `vehicles[${index}]`;
    if (seen.has(vehicle.id)) list.add(`${field}.id`, 'duplicate', `Two vehicles have the id ${vehicle.id}.`);
    seen.add(vehicle.id);
    validateVehicle(problem, vehicle, field, list);
  }
}

function validateVehicle(problem: Problem, vehicle: Vehicle, field: string, list: FaultList): void {
  const lastPlace = problem.places.length - 1;
  list.integer(`${field}.startPlaceIndex`, vehicle.startPlaceIndex, 0, lastPlace);
  if (vehicle.endPlaceIndex !== null)
    list.optionalInteger(`${field}.endPlaceIndex`, vehicle.endPlaceIndex, 0, lastPlace);
  list.optionalInteger(`${field}.crewSize`, vehicle.crewSize, 0, LIMIT);
  list.optionalInteger(`${field}.maxJobs`, vehicle.maxJobs, 0, LIMIT);
  list.optionalInteger(`${field}.maxDrivingSeconds`, vehicle.maxDrivingSeconds, 0, LIMIT);
  list.optionalInteger(`${field}.maxDistanceMeters`, vehicle.maxDistanceMeters, 0, LIMIT);
  const { drivingBreak } = vehicle;
  if (drivingBreak) {
    list.integer(`${field}.drivingBreak.afterSeconds`, drivingBreak.afterSeconds, 1, LIMIT / 8);
    list.integer(`${field}.drivingBreak.durationSeconds`, drivingBreak.durationSeconds, 1, LIMIT / 8);
  }
  list.optionalFinite(`${field}.travelTimeFactor`, vehicle.travelTimeFactor, 0.1, 4);
  list.optionalFinite(`${field}.serviceTimeFactor`, vehicle.serviceTimeFactor, 0, 10);
  for (const name of ['fixed', 'perKilometer', 'perHour', 'overtimePerHour'] as const) {
    list.optionalFinite(`${field}.cost.${name}`, vehicle.cost?.[name]);
  }
  list.optionalFinite(`${field}.outsideAreasPrice`, vehicle.outsideAreasPrice);
  validateLimitPrices(problem, vehicle, `${field}.limitPrices`, list);
  const dimensions = problem.capacityDimensions?.length ?? 0;
  if (vehicle.capacities && vehicle.capacities.length !== dimensions) {
    list.add(
      `${field}.capacities`,
      'wrong_size',
      `${field} has ${vehicle.capacities.length} capacities; the problem has ${dimensions} dimensions.`,
    );
  }
  for (const [d, capacity] of (vehicle.capacities ?? []).entries()) {
    list.integer(`${field}.capacities[${d}]`, capacity, 0, LIMIT);
  }
  if (vehicle.reload) {
    list.integer(`${field}.reload.placeIndex`, vehicle.reload.placeIndex, 0, lastPlace);
    list.integer(`${field}.reload.serviceSeconds`, vehicle.reload.serviceSeconds, 0, LIMIT / 8);
    for (const [at, window] of (vehicle.reload.windows ?? []).entries())
      validateWindow(`${field}.reload.windows[${at}]`, window, list);
    list.integer(`${field}.reload.maxReloads`, vehicle.reload.maxReloads, 0, MOST_RELOADS);
  }
  if (vehicle.shifts.length === 0) list.add(`${field}.shifts`, 'missing', `${field} has no shift; give at least one.`);
  for (const [at, shift] of vehicle.shifts.entries()) {
    validateShift(shift, `${field}.shifts[${at}]`, list);
    validateApart(vehicle.shifts, at, field, list);
    const same = drivingBreak ? (shift.breaks ?? []).findIndex(({ id }) => id === DRIVING_BREAK_ID) : -1;
    if (same >= 0)
      list.add(
        `${field}.shifts[${at}].breaks[${same}].id`,
        'duplicate',
        `"${DRIVING_BREAK_ID}" is the id of rests that driving asks for.`,
      );
  }
}

function validateLimitPrices(problem: Problem, { limitPrices }: Vehicle, field: string, list: FaultList): void {
  for (const name of ['perJob', 'perDrivingHour', 'perKilometer'] as const)
    list.optionalFinite(`${field}.${name}`, limitPrices?.[name]);
  const dimensions = problem.capacityDimensions ?? [];
  for (const [name, price] of Object.entries(limitPrices?.perUnit ?? {})) {
    list.finite(`${field}.perUnit.${name}`, price);
    if (dimensions.includes(name)) continue;
    const message = `There is no capacity dimension ${name}; there are: ${dimensions.join(', ') || 'none'}.`;
    list.add(`${field}.perUnit.${name}`, 'unknown_reference', message);
  }
}

/** A vehicle is on one route at a time: no other shift begins while this one lasts. One may begin as another ends. */
function validateApart(shifts: readonly Shift[], at: number, field: string, list: FaultList): void {
  const { startSeconds, endSeconds } = shifts[at]!;
  const before = shifts.findIndex(
    (other, index) =>
      index !== at &&
      other.startSeconds < endSeconds &&
      other.endSeconds > startSeconds &&
      (other.startSeconds < startSeconds || (other.startSeconds === startSeconds && index < at)),
  );
  if (before < 0) return;
  const other = `${field}.shifts[${before}]`;
  const message = `${field}.shifts[${at}] starts at ${startSeconds}, before ${other} ends at ${shifts[before]!.endSeconds}.`;
  list.add(`${field}.shifts[${at}].startSeconds`, 'impossible', message);
}

function validateShift(shift: Shift, field: string, list: FaultList): void {
  validateWindow(field, shift, list);
  const { overtimeFromSeconds: overtime } = shift;
  list.optionalInteger(`${field}.overtimeFromSeconds`, overtime, Number.MIN_SAFE_INTEGER);
  if (overtime !== undefined && overtime > shift.endSeconds) {
    list.add(
      `${field}.overtimeFromSeconds`,
      'upside_down',
      `Overtime from ${overtime} would begin after the shift's end ${shift.endSeconds}.`,
    );
  }
  if ((shift.breaks?.length ?? 0) > MOST_BREAKS) {
    list.add(`${field}.breaks`, 'out_of_range', `A shift can have at most ${MOST_BREAKS} breaks.`);
  }
  for (const [index, each] of (shift.breaks ?? []).entries()) {
    const name = `${field}.breaks[${index}]`;
    const window = { startSeconds: each.earliestStartSeconds, endSeconds: each.latestStartSeconds };
    validateWindow(name, window, list);
    list.integer(`${name}.durationSeconds`, each.durationSeconds, 0, LIMIT / 8);
    const before = shift.breaks?.[index - 1];
    if (before && each.earliestStartSeconds < before.earliestStartSeconds) {
      list.add(`${name}.earliestStartSeconds`, 'upside_down', `${name} may start before the break listed before it.`);
    }
  }
}
