import type { Plan, Route, Stop } from '../../plan.ts';
import type { VroomCase } from './read-vroom.ts';
import type { VroomJob, VroomStep } from './vroom-shapes.ts';

/** A plan in VROOM's output JSON (its docs/API.md). Costs are rounded, as VROOM's are whole numbers. */
export function writeVroom(of: VroomCase, plan: Plan) {
  const routes = plan.routes.map((route) => writeRoute(of, route));
  const sum = (pick: (route: (typeof routes)[number]) => number) =>
    routes.reduce((total, each) => total + pick(each), 0);
  const sumAmounts = (pick: (route: (typeof routes)[number]) => readonly number[]) =>
    routes.reduce<number[]>((total, each) => pick(each).map((amount, d) => amount + (total[d] ?? 0)), []);
  return {
    code: 0,
    summary: {
      cost: Math.round(plan.cost.total),
      routes: routes.length,
      unassigned: plan.unassigned.length,
      delivery: sumAmounts(({ delivery }) => delivery),
      pickup: sumAmounts(({ pickup }) => pickup),
      setup: 0,
      service: sum(({ service }) => service),
      duration: sum(({ duration }) => duration),
      waiting_time: sum(({ waiting_time }) => waiting_time),
      priority: sum(({ priority }) => priority),
      distance: sum(({ distance }) => distance),
      violations: [],
    },
    unassigned: plan.unassigned.flatMap(({ jobId, reason, detail }) =>
      stepsOfJob(of, jobId).map(({ step, type }) => ({
        id: step.id,
        type,
        ...placeOf(step),
        ...(step.description !== undefined && { description: step.description }),
        // Not VROOM's: why.
        reason,
        detail,
      })),
    ),
    routes,
  };
}

function writeRoute(of: VroomCase, route: Route) {
  const vehicle = of.input.vehicles.find(({ id }) => String(id) === route.vehicleId)!;
  const jobs = new Map(of.problem.jobs.map((job) => [job.id, job]));
  let duration = 0;
  let distance = 0;
  let previous: Stop | null = null;
  const steps = [];
  for (const stop of route.stops) {
    duration += stop.drivingSeconds;
    distance += metersBetween(of, previous, stop);
    // What was collected is still on board where the vehicle ends.
    const load = stop.kind === 'end' && previous ? previous.load : stop.load;
    previous = stop;
    // A vehicle without a start of its own begins at its first stop.
    if (stop.kind === 'start' && vehicle.start_index === undefined && vehicle.start === undefined) continue;
    steps.push({
      ...describe(of, stop),
      arrival: stop.arrivalSeconds,
      duration,
      distance,
      setup: 0,
      service: stop.departureSeconds - stop.serviceStartSeconds,
      waiting_time: stop.waitingSeconds,
      load,
      violations: [],
    });
  }
  const carried = (
    pick: (job: {
      amounts?: readonly number[];
      collectedAmounts?: readonly number[];
      kind: string;
    }) => readonly number[],
  ) =>
    route.stops
      .filter(({ kind, jobId }) => jobId !== undefined && kind !== 'shipment_pickup')
      .map(({ jobId }) => pick(jobs.get(jobId!)!))
      .reduce<number[]>(
        (total, amounts) => total.map((each, d) => each + (amounts[d] ?? 0)),
        new Array<number>(of.problem.capacityDimensions?.length ?? 0).fill(0),
      );
  return {
    vehicle: vehicle.id,
    ...(vehicle.description !== undefined && { description: vehicle.description }),
    cost: Math.round(route.cost.total),
    delivery: carried(({ kind, amounts = [] }) => (kind === 'pickup' ? [] : amounts)),
    pickup: carried(({ kind, amounts = [], collectedAmounts = [] }) =>
      kind === 'delivery' ? collectedAmounts : amounts,
    ),
    setup: 0,
    service: route.serviceSeconds + route.breakSeconds,
    duration: route.drivingSeconds,
    waiting_time: route.waitingSeconds,
    priority: route.stops.reduce(
      (sum, { kind, jobId }) => sum + (kind === 'shipment_pickup' ? 0 : (jobs.get(jobId ?? '')?.priority ?? 0)),
      0,
    ),
    distance,
    steps,
    violations: [],
  };
}

/** By the file's distances: the problem's meters are VROOM's costs. */
function metersBetween({ travel }: VroomCase, from: Stop | null, to: Stop): number {
  const isInside = (stop: Stop) => stop.placeIndex < travel.size;
  if (!from || !isInside(from) || !isInside(to)) return 0;
  return travel.meters[from.placeIndex * travel.size + to.placeIndex]!;
}

function describe(of: VroomCase, stop: Stop) {
  const at = {
    location_index: stop.placeIndex,
    ...(of.travel.coordinates.has(stop.placeIndex) && { location: of.travel.coordinates.get(stop.placeIndex) }),
  };
  if (stop.kind === 'start' || stop.kind === 'end') return { type: stop.kind, ...at };
  if (stop.kind === 'break') return { type: stop.kind, id: Number(stop.breakId) };
  const steps = stepsOfJob(of, stop.jobId!);
  const { step, type } = stop.kind === 'shipment_delivery' ? steps[1]! : steps[0]!;
  return { type, id: step.id, ...(step.description !== undefined && { description: step.description }), ...at };
}

function stepsOfJob({ input }: VroomCase, jobId: string): { step: VroomStep; type: 'job' | 'pickup' | 'delivery' }[] {
  const job: VroomJob | undefined = input.jobs?.find(({ id }) => `job ${id}` === jobId);
  if (job) return [{ step: job, type: 'job' }];
  const shipment = input.shipments?.find(({ pickup, delivery }) => `shipment ${pickup.id} ${delivery.id}` === jobId);
  return shipment
    ? [
        { step: shipment.pickup, type: 'pickup' },
        { step: shipment.delivery, type: 'delivery' },
      ]
    : [];
}

const placeOf = ({ location, location_index }: VroomStep) => ({
  ...(location && { location }),
  ...(location_index !== undefined && { location_index }),
});
