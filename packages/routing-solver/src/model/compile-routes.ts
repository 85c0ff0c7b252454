import type { Problem, Vehicle } from '../problem.ts';
import { compileHours } from './compile-hours.ts';
import { serviceProfiles } from './compile-nodes.ts';
import { compileSoftLimits } from './compile-soft-limits.ts';
import { LIMITLESS, NEVER, type Nodes, type Routes } from './model.ts';

const NO_COST = { fixed: 0, perKilometer: 0, perHour: 0, overtimePerHour: 0 };

/** One route for each shift of each vehicle. Costs are still in money. */
export function compileRoutes(problem: Problem, nodes: Nodes, epochSeconds: number): Routes {
  const { ofVehicle } = serviceProfiles(problem);
  const routes = problem.vehicles.flatMap((vehicle, vehicleIndex) =>
    vehicle.shifts.map((shift, shiftIndex) => ({ vehicle, vehicleIndex, shift, shiftIndex })),
  );
  const ints = (of: (route: (typeof routes)[number]) => number) => Int32Array.from(routes, of);
  const floats = (of: (route: (typeof routes)[number]) => number) => Float64Array.from(routes, of);
  const hard = (price: 'perJob' | 'perDrivingHour' | 'perKilometer', of: (vehicle: Vehicle) => number | undefined) =>
    ints(({ vehicle }) => (vehicle.limitPrices?.[price] === undefined ? (of(vehicle) ?? LIMITLESS) : LIMITLESS));
  const costOf = ({ vehicle }: (typeof routes)[number]) => ({ ...NO_COST, ...(vehicle.cost ?? { perKilometer: 1 }) });

  const breakFirst = new Int32Array(routes.length + 1);
  const reloadFirst = new Int32Array(routes.length + 1).fill(nodes.firstReload);
  const breaks: number[] = [];
  for (const [index, { vehicle, shift }] of routes.entries()) {
    for (const each of shift.breaks ?? []) {
      const { earliestStartSeconds, latestStartSeconds, durationSeconds } = each;
      breaks.push(earliestStartSeconds - epochSeconds, latestStartSeconds - epochSeconds, durationSeconds);
    }
    breakFirst[index + 1] = breaks.length / 3;
    reloadFirst[index + 1] = reloadFirst[index]! + (vehicle.reload?.maxReloads ?? 0);
  }

  const firstDrivingBreak = breaks.length / 3;
  const withRests = routes.some(({ vehicle }) => vehicle.drivingBreak);
  if (withRests)
    for (const { vehicle } of routes) breaks.push(-NEVER, NEVER, vehicle.drivingBreak?.durationSeconds ?? 0);

  const locked = routes.map(({ vehicle, shiftIndex }) => lockedNodes(problem, nodes, vehicle.id, shiftIndex));
  const classKeys = new Map<string, number>();
  const routeClass = ints((route) => {
    const { id: _id, shifts: _shifts, ...vehicle } = route.vehicle;
    const named = isNamed(problem, route.vehicle.id) ? route.vehicle.id : null;
    const index = routes.indexOf(route);
    const key = JSON.stringify([vehicle, route.shift, named, locked[index]!.length > 0 ? index : null]);
    return classKeys.get(key) ?? classKeys.set(key, classKeys.size).size - 1;
  });

  const abilityKeys = new Map<string, number>();
  const ability = ints((route) => {
    const { id, skills, crewSize, capacities, areas, outsideAreasPrice, limitPrices } = route.vehicle;
    const index = locked[routes.indexOf(route)]!.length > 0 ? routes.indexOf(route) : null;
    const named = isNamed(problem, id) ? id : null;
    const holds = [capacities, limitPrices?.perUnit];
    const key = JSON.stringify([skills, crewSize, holds, areas, outsideAreasPrice, named, index]);
    return abilityKeys.get(key) ?? abilityKeys.set(key, abilityKeys.size).size - 1;
  });
  const firstRoute = new Int32Array(problem.vehicles.length + 1);
  for (const [index, { shifts }] of problem.vehicles.entries())
    firstRoute[index + 1] = firstRoute[index]! + shifts.length;

  const { hours, quickest, slowest } = compileHours(
    problem,
    routes.map(({ vehicle }) => vehicle),
    epochSeconds,
  );
  const vehicleFactor = floats(({ vehicle }) => vehicle.travelTimeFactor ?? 1);
  return {
    routeCount: routes.length,
    vehicle: ints(({ vehicleIndex }) => vehicleIndex),
    shift: ints(({ shiftIndex }) => shiftIndex),
    firstRoute,
    ability,
    abilityCount: abilityKeys.size,
    routeClass,
    classCount: classKeys.size,
    serviceProfile: ints(({ vehicleIndex }) => ofVehicle[vehicleIndex]!),
    capacity: Int32Array.from(
      routes.flatMap(({ vehicle }) =>
        (problem.capacityDimensions ?? []).map((name, dimension) =>
          vehicle.limitPrices?.perUnit?.[name] === undefined
            ? (vehicle.capacities?.[dimension] ?? LIMITLESS)
            : LIMITLESS,
        ),
      ),
    ),
    overloaded: new Uint8Array(routes.length),
    maxJobs: hard('perJob', ({ maxJobs }) => maxJobs),
    maxDriving: hard('perDrivingHour', ({ maxDrivingSeconds }) => maxDrivingSeconds),
    maxMeters: hard('perKilometer', ({ maxDistanceMeters }) => maxDistanceMeters),
    softLimits: compileSoftLimits(
      problem,
      routes.map(({ vehicle }) => vehicle),
    ),
    travelFactor: vehicleFactor.map((factor, route) => factor * quickest[route]!),
    slowestFactor: vehicleFactor.map((factor, route) => factor * slowest[route]!),
    vehicleFactor,
    hours,
    perMeter: floats((route) => costOf(route).perKilometer / 1000),
    perSecond: floats((route) => costOf(route).perHour / 3600),
    opening: floats((route) => costOf(route).fixed),
    perOvertimeSecond: floats((route) => costOf(route).overtimePerHour / 3600),
    overtimeFrom: ints(({ shift }) => Math.min(NEVER, (shift.overtimeFromSeconds ?? shift.endSeconds) - epochSeconds)),
    breakFirst,
    breaks: Int32Array.from(breaks),
    drivingAfter: withRests ? ints(({ vehicle }) => vehicle.drivingBreak?.afterSeconds ?? NEVER) : new Int32Array(0),
    drivingRest: withRests ? ints(({ vehicle }) => vehicle.drivingBreak?.durationSeconds ?? 0) : new Int32Array(0),
    firstDrivingBreak,
    reloadFirst,
    locked,
  };
}

/** Nodes of the locked start of a route, its k-th reload standing for the k-th `reload` in the list. */
function lockedNodes(problem: Problem, nodes: Nodes, vehicleId: string, shiftIndex: number): Int32Array {
  const start = problem.lockedStarts?.find(
    (each) => each.vehicleId === vehicleId && (each.shiftIndex ?? 0) === shiftIndex,
  );
  if (!start) return new Int32Array(0);
  let reload = reloadsBefore(problem, nodes, vehicleId, shiftIndex);
  return Int32Array.from(start.stops, (stop) => {
    if (stop.kind === 'reload') return reload++;
    const job = problem.jobs.findIndex(({ id }) => id === stop.jobId);
    return nodes.firstNode[job]! + (stop.kind === 'shipment_delivery' ? 1 : 0);
  });
}

function reloadsBefore(problem: Problem, nodes: Nodes, vehicleId: string, shiftIndex: number): number {
  let node = nodes.firstReload;
  for (const vehicle of problem.vehicles) {
    if (vehicle.id === vehicleId) return node + shiftIndex * (vehicle.reload?.maxReloads ?? 0);
    node += vehicle.shifts.length * (vehicle.reload?.maxReloads ?? 0);
  }
  return node;
}

const namedVehicles = new WeakMap<Problem, Set<string>>();

/** True when some job must or must not ride on this very vehicle, so that it cannot share a class with its likes. What was told has a price only. */
function isNamed(problem: Problem, vehicleId: string): boolean {
  let named = namedVehicles.get(problem);
  if (!named) {
    named = new Set(
      problem.jobs.flatMap((job) => [...(job.allowedVehicleIds ?? []), ...(job.forbiddenVehicleIds ?? [])]),
    );
    namedVehicles.set(problem, named);
  }
  return named.has(vehicleId);
}
