import type { InputFault } from '../../plan.ts';
import type { RouteOrder, StopReference } from '../../problem.ts';
import { FaultList } from '../../validate/fault-list.ts';
import type { VroomCase } from './read-vroom.ts';
import type { VroomInput } from './vroom-shapes.ts';

/** A plan that VROOM wrote, as orders of the problem that was read from its input. */
export interface VroomPlan {
  readonly routes: readonly RouteOrder[];
  /** What VROOM says that it costs; null: it does not say. */
  readonly saidCost: number | null;
  readonly faults: readonly InputFault[];
}

/** Reads VROOM's output JSON (its docs/API.md): the order of the steps of each route. Times are left to the solver, breaks too. */
export function readVroomPlan({ input }: Pick<VroomCase, 'input'>, json: unknown): VroomPlan {
  const list = new FaultList();
  const { routes, summary } = (typeof json === 'object' && json !== null ? json : {}) as {
    routes?: unknown;
    summary?: { cost?: unknown };
  };
  if (!Array.isArray(routes)) list.add('routes', 'missing', 'routes must be a list: this is no output of VROOM.');
  const orders = (Array.isArray(routes) ? routes : []).map((route: unknown, at): RouteOrder => {
    const { vehicle, steps } = (route ?? {}) as { vehicle?: unknown; steps?: unknown };
    const field = `routes[${at}]`;
    if (!input.vehicles.some(({ id }) => id === vehicle))
      list.add(
        `${field}.vehicle`,
        'unknown_reference',
        `${field} is of vehicle ${String(vehicle)}, which the input does not have.`,
      );
    return { vehicleId: String(vehicle), stops: readVroomSteps(input, steps, `${field}.steps`, list) };
  });
  const cost = summary?.cost;
  return { routes: orders, saidCost: typeof cost === 'number' ? cost : null, faults: list.faults };
}

/** Steps of an output's route, or of a vehicle in an input. */
export function readVroomSteps(input: VroomInput, steps: unknown, field: string, list: FaultList): StopReference[] {
  if (!Array.isArray(steps)) {
    list.add(field, 'missing', `${field} must be a list.`);
    return [];
  }
  return steps.flatMap((step: unknown, at): StopReference[] => {
    const { type, id } = (step ?? {}) as { type?: unknown; id?: unknown };
    if (type === 'start' || type === 'end' || type === 'break') return [];
    const stop = stopOf(input, type, id);
    if (!stop)
      list.add(
        `${field}[${at}]`,
        'unknown_reference',
        `${field}[${at}] is ${String(type)} ${String(id)}, which the input does not have.`,
      );
    return stop ? [stop] : [];
  });
}

function stopOf({ jobs = [], shipments = [] }: VroomInput, type: unknown, id: unknown): StopReference | null {
  if (type === 'job') {
    const job = jobs.find((each) => each.id === id);
    if (!job) return null;
    const isPickup = (job.delivery ?? job.amount) === undefined && job.pickup !== undefined;
    return { kind: isPickup ? 'pickup' : 'delivery', jobId: `job ${job.id}` };
  }
  if (type !== 'pickup' && type !== 'delivery') return null;
  const shipment = shipments.find((each) => each[type].id === id);
  if (!shipment) return null;
  const kind = type === 'pickup' ? ('shipment_pickup' as const) : ('shipment_delivery' as const);
  return { kind, jobId: `shipment ${shipment.pickup.id} ${shipment.delivery.id}` };
}
