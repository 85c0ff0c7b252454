import { NEVER } from '../model/model.ts';
import type { Problem } from '../problem.ts';
import type { FaultList } from './fault-list.ts';

/** Instants are kept as 32-bit offsets from the first shift: everything must lie within about four years of it. */
export function validateTimeSpan({ vehicles }: Problem, list: FaultList): void {
  let earliest = Number.POSITIVE_INFINITY;
  for (const vehicle of vehicles) for (const shift of vehicle.shifts) earliest = Math.min(earliest, shift.startSeconds);
  for (const [index, vehicle] of vehicles.entries()) {
    for (const [at, shift] of vehicle.shifts.entries()) {
      if (shift.endSeconds - earliest > NEVER / 2) {
        list.add(
          `vehicles[${index}].shifts[${at}].endSeconds`,
          'out_of_range',
          `Shift end ${shift.endSeconds} lies more than ${NEVER / 2} seconds after the first shift's start ${earliest}.`,
        );
      }
    }
  }
}
