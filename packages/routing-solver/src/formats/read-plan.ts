import type { InputFault } from '../plan.ts';
import type { Problem, RouteOrder } from '../problem.ts';

const KINDS = ['start', 'end', 'break', 'reload', 'delivery', 'pickup', 'shipment_pickup', 'shipment_delivery'];
const MOST_FAULTS = 100;

/** The routes of a plan of a problem, from JSON that anybody may have written: as much of it as an order of stops is read from. */
export function readPlan(json: unknown, problem: Problem): { routes: RouteOrder[]; faults: readonly InputFault[] } {
  const faults: InputFault[] = [];
  const add = (field: string, code: InputFault['code'], message: string) => {
    if (faults.length < MOST_FAULTS) faults.push({ field, code, message });
  };
  const routes = partsOf(json, 'routes');
  if (!routes) add('routes', 'missing', 'routes must be a list.');
  const vehicles = new Set(problem.vehicles.map(({ id }) => id));
  const jobs = new Set(problem.jobs.map(({ id }) => id));
  for (const [at, route] of (routes ?? []).entries()) {
    const { vehicleId } = (route ?? {}) as { vehicleId?: unknown };
    const field = `routes[${at}]`;
    if (!vehicles.has(vehicleId as string))
      add(`${field}.vehicleId`, 'unknown_reference', `${field} is of ${String(vehicleId)}, which is no vehicle.`);
    const stops = partsOf(route, 'stops');
    if (!stops) add(`${field}.stops`, 'missing', `${field}.stops must be a list.`);
    for (const [index, stop] of (stops ?? []).entries()) {
      const { kind, jobId } = (stop ?? {}) as { kind?: unknown; jobId?: unknown };
      const name = `${field}.stops[${index}]`;
      if (!KINDS.includes(kind as string))
        add(`${name}.kind`, 'unsupported', `${name}.kind must be one of ${KINDS.join(', ')}.`);
      if (jobId !== undefined && !jobs.has(jobId as string))
        add(`${name}.jobId`, 'unknown_reference', `${name} is of ${String(jobId)}, which is no job.`);
    }
  }
  // With no fault found the value has the shape of orders.
  return { routes: faults.length > 0 ? [] : (routes as RouteOrder[]), faults };
}

function partsOf(value: unknown, name: string): unknown[] | null {
  const part = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return Array.isArray(part) ? part : null;
}
