import { type Model, NodeKind } from '../model/model.ts';
import type { CostBreakdown, Route, Stop, StopKind, Trip } from '../plan.ts';
import { DRIVING_BREAK_ID, type Problem } from '../problem.ts';
import type { Leaving, Scheduler } from '../schedule/schedule.ts';
import { loadsAlong } from './loads.ts';

const STOP_KINDS: Readonly<Record<number, StopKind>> = {
  [NodeKind.delivery]: 'delivery',
  [NodeKind.pickup]: 'pickup',
  [NodeKind.shipmentPickup]: 'shipment_pickup',
  [NodeKind.shipmentDelivery]: 'shipment_delivery',
  [NodeKind.reload]: 'reload',
  [NodeKind.start]: 'start',
  [NodeKind.end]: 'end',
};

/**
 * Times, loads, trips and cost of an order of stops on a route.
 * @param scheduler a soft one of this model: it schedules any order.
 */
export function describeRoute(
  problem: Problem,
  model: Model,
  scheduler: Scheduler,
  route: number,
  nodes: readonly number[],
  leaving: Leaving = 'late',
): Route {
  const vehicle = problem.vehicles[model.vehicle[route]!]!;
  const shiftIndex = model.shift[route]!;
  const breaks = vehicle.shifts[shiftIndex]!.breaks ?? [];
  scheduler.run(route, Int32Array.from(nodes), nodes.length);
  scheduler.settle(leaving);
  const { events, result } = scheduler;
  const loads = loadsAlong(model, nodes);
  const open = vehicle.endPlaceIndex === null;
  const stops: Stop[] = [];
  let stopNumber = 0;
  let tripIndex = 0;
  let serviceSeconds = 0;
  let drivingSeconds = 0;
  let distanceMeters = 0;
  let latenessSeconds = 0;
  let from = events.node[0]!;
  for (let event = 0; event < result.eventCount; event++) {
    const node = events.node[event]!;
    const at = node < 0 ? placeNodeOfBreak(scheduler, event, from) : node;
    const meters = from === at ? 0 : model.arcs[model.slot(model.place[from]!, model.place[at]!)]!;
    const ending = node >= 0 && model.kind[node] === NodeKind.end;
    if (node >= 0 && event > 0 && !ending) stopNumber++;
    if (node >= 0 && model.kind[node] === NodeKind.reload) tripIndex++;
    drivingSeconds += events.travel[event]!;
    distanceMeters += meters;
    // What was promised before the model's first second is late by more than the model knows.
    const promised =
      node < 0 || model.kind[node] === NodeKind.shipmentPickup
        ? undefined
        : problem.jobs[model.job[node]!]?.promisedSeconds;
    if (promised !== undefined) latenessSeconds += Math.max(0, events.start[event]! + model.epochSeconds - promised);
    if (node >= 0 && !ending) serviceSeconds += events.departure[event]! - events.start[event]!;
    from = at;
    if (ending && open) continue;
    const job = node < 0 ? -1 : model.job[node]!;
    stops.push({
      kind: node < 0 ? 'break' : STOP_KINDS[model.kind[node]!]!,
      ...(job >= 0 && { jobId: problem.jobs[job]!.id }),
      ...(node < 0 && { breakId: breaks[-1 - node - model.breakFirst[route]!]?.id ?? DRIVING_BREAK_ID }),
      placeIndex: placeIndexOf(problem, model, route, at),
      arrivalSeconds: events.arrival[event]! + model.epochSeconds,
      waitingSeconds: events.start[event]! - events.arrival[event]!,
      serviceStartSeconds: events.start[event]! + model.epochSeconds,
      departureSeconds: events.departure[event]! + model.epochSeconds,
      drivingSeconds: events.travel[event]!,
      distanceMeters: meters,
      load: ending ? loads[0]!.map(() => 0) : loads[stopNumber]!,
      tripIndex,
    });
  }
  return {
    vehicleId: vehicle.id,
    shiftIndex,
    stops,
    trips: tripsOf(stops, loads, model, nodes, result.endSeconds + model.epochSeconds),
    startSeconds: result.startSeconds + model.epochSeconds,
    endSeconds: result.endSeconds + model.epochSeconds,
    distanceMeters,
    drivingSeconds,
    serviceSeconds,
    waitingSeconds: result.waitingSeconds,
    breakSeconds: result.breakSeconds,
    latenessSeconds,
    cost: costOf(problem, model, route, distanceMeters, result.startSeconds, result.endSeconds),
  };
}

/** A break with a drive before it is taken where the next stop is, any other where the vehicle stands. */
function placeNodeOfBreak({ events }: Scheduler, event: number, from: number): number {
  if (events.travel[event] === 0) return from;
  let next = event;
  while (events.node[next]! < 0) next++;
  return events.node[next]!;
}

function placeIndexOf(problem: Problem, model: Model, route: number, node: number): number {
  const vehicle = problem.vehicles[model.vehicle[route]!]!;
  const job = problem.jobs[model.job[node]!];
  switch (model.kind[node]) {
    case NodeKind.start:
      return vehicle.startPlaceIndex;
    case NodeKind.end:
      return vehicle.endPlaceIndex ?? vehicle.startPlaceIndex;
    case NodeKind.reload:
      return vehicle.reload!.placeIndex;
    case NodeKind.shipmentPickup:
      return job!.pickup!.placeIndex;
    default:
      return job!.placeIndex;
  }
}

function tripsOf(stops: Stop[], loads: number[][], model: Model, nodes: readonly number[], endSeconds: number): Trip[] {
  const trips: Trip[] = [];
  let peak = [...loads[0]!];
  let jobIds: string[] = [];
  let departureSeconds = stops[0]!.departureSeconds;
  let number = 0;
  for (const stop of stops.slice(1)) {
    if (stop.kind === 'break' || stop.kind === 'end') continue;
    number++;
    if (stop.kind === 'reload') {
      trips.push({ jobIds, departureSeconds, returnSeconds: stop.arrivalSeconds, peakLoad: peak });
      peak = [...loads[number]!];
      jobIds = [];
      departureSeconds = stop.departureSeconds;
      continue;
    }
    peak = peak.map((most, d) => Math.max(most, loads[number]![d]!));
    if (model.kind[nodes[number - 1]!] !== NodeKind.shipmentPickup) jobIds.push(stop.jobId!);
  }
  trips.push({ jobIds, departureSeconds, returnSeconds: endSeconds, peakLoad: peak });
  return trips;
}

function costOf(
  problem: Problem,
  model: Model,
  route: number,
  meters: number,
  startSeconds: number,
  endSeconds: number,
): CostBreakdown {
  const rates = problem.vehicles[model.vehicle[route]!]!.cost ?? { perKilometer: 1 };
  const fixed = rates.fixed ?? 0;
  const distance = ((rates.perKilometer ?? 0) * meters) / 1000;
  const time = ((rates.perHour ?? 0) * (endSeconds - startSeconds)) / 3600;
  const overtime = ((rates.overtimePerHour ?? 0) * Math.max(0, endSeconds - model.overtimeFrom[route]!)) / 3600;
  return { fixed, distance, time, overtime, total: fixed + distance + time + overtime };
}
