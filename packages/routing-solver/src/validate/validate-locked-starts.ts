import type { Problem } from '../problem.ts';
import type { FaultList } from './fault-list.ts';

const STOP_KINDS = {
  delivery: ['delivery'],
  pickup: ['pickup'],
  shipment: ['shipment_pickup', 'shipment_delivery'],
} as const;

export function validateLockedStarts(problem: Problem, list: FaultList): void {
  const jobs = new Map(problem.jobs.map((job) => [job.id, job]));
  const seen = new Set<string>();
  const onboard = new Map<string, string>();
  for (const [index, start] of (problem.lockedStarts ?? []).entries()) {
    const field = `lockedStarts[${index}]`;
    const vehicle = problem.vehicles.find(({ id }) => id === start.vehicleId);
    const route = `${start.vehicleId}/${start.shiftIndex ?? 0}`;
    if (!vehicle) list.add(`${field}.vehicleId`, 'unknown_reference', `There is no vehicle ${start.vehicleId}.`);
    else list.optionalInteger(`${field}.shiftIndex`, start.shiftIndex, 0, vehicle.shifts.length - 1);
    if (seen.has(route)) list.add(field, 'duplicate', `Two locked starts are for vehicle ${route}.`);
    seen.add(route);
    let reloads = 0;
    for (const [at, stop] of start.stops.entries()) {
      const name = `${field}.stops[${at}]`;
      if (stop.kind === 'reload') {
        if (++reloads > (vehicle?.reload?.maxReloads ?? 0))
          list.add(name, 'impossible', `${name} is one reload too many.`);
        continue;
      }
      const job = jobs.get(stop.jobId ?? '');
      if (!job) list.add(`${name}.jobId`, 'unknown_reference', `There is no job ${stop.jobId}.`);
      else if (!(STOP_KINDS[job.kind] as readonly string[]).includes(stop.kind)) {
        list.add(`${name}.kind`, 'impossible', `Job ${job.id} is a ${job.kind}; it has no stop of kind ${stop.kind}.`);
      } else {
        const key = `${stop.kind}/${job.id}`;
        if (onboard.has(key)) list.add(name, 'duplicate', `The stop is locked twice.`);
        if (stop.kind === 'shipment_delivery' && onboard.get(`shipment_pickup/${job.id}`) !== route) {
          list.add(name, 'impossible', `Job ${job.id} is delivered before its pickup, or by another vehicle.`);
        }
        onboard.set(key, route);
      }
    }
  }
}
