import type { Concession, Route, SoftRideRule } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { ridePrices, vehicleToldPrice } from '../rules/index.ts';
import { dockConcessions } from './judge-docks.ts';
import { limitConcessions } from './limit-concessions.ts';

/** Every wish that the routes do not keep and that has a price. */
export function findConcessions(problem: Problem, routes: readonly Route[]): Concession[] {
  const jobs = new Map(problem.jobs.map((job) => [job.id, job]));
  const vehicles = new Map(problem.vehicles.map((vehicle) => [vehicle.id, vehicle]));
  const { changePrices } = problem;
  const found: Concession[] = [];
  const add = (kind: Concession['kind'], price: number, at: Omit<Concession, 'kind' | 'price'>) => {
    if (price > 0) found.push({ kind, price, ...at });
  };
  for (const { vehicleId, stops } of routes) {
    const vehicle = vehicles.get(vehicleId)!;
    let before = Number.NEGATIVE_INFINITY;
    for (const stop of stops) {
      const job = jobs.get(stop.jobId ?? '');
      if (!job || stop.kind === 'shipment_pickup') continue;
      const at = { jobId: job.id, vehicleId };
      for (const [kind, price] of Object.entries(ridePrices(job, vehicle))) add(kind as SoftRideRule, price, at);
      add('vehicle_told', vehicleToldPrice(job, vehicle, changePrices), at);
      const { window, position, vehicleId: told } = job.told ?? {};
      const start = stop.serviceStartSeconds;
      if (window && (start < window.startSeconds || start > window.endSeconds))
        add('window_told', changePrices?.window ?? 0, at);
      if (told !== vehicleId || position === undefined) continue;
      if (position < before) add('order_told', changePrices?.order ?? 0, at);
      before = position;
    }
  }
  return [
    ...found,
    ...limitConcessions(problem, routes),
    ...companyConcessions(problem, routes),
    ...dockConcessions(problem, routes),
  ];
}

function companyConcessions({ together, apart }: Problem, routes: readonly Route[]): Concession[] {
  const found: Concession[] = [];
  if (!together && !apart) return found;
  const rideOf = ridesOf(routes);
  for (const [kind, groups] of [
    ['together', together ?? []],
    ['apart', apart ?? []],
  ] as const) {
    for (const { jobIds, price } of groups) {
      if (!price) continue;
      for (const [jobId, otherJobId] of brokenPairs(jobIds, rideOf, kind === 'together'))
        found.push({ kind, price, jobId, otherJobId, vehicleId: routes[rideOf.get(jobId)!]!.vehicleId });
    }
  }
  return found;
}

/** Which route each planned job rides on. */
export function ridesOf(routes: readonly Route[]): Map<string, number> {
  return new Map(
    routes.flatMap(({ stops }, route) =>
      stops.flatMap(({ kind, jobId }) =>
        jobId === undefined || kind === 'shipment_pickup' ? [] : [[jobId, route] as const],
      ),
    ),
  );
}

/** Pairs of planned jobs that ride otherwise than they should. */
export function brokenPairs(
  jobIds: readonly string[],
  rideOf: ReadonlyMap<string, number>,
  together: boolean,
): [string, string][] {
  const planned = jobIds.filter((id) => rideOf.has(id));
  return planned.flatMap((one, index) =>
    planned
      .slice(index + 1)
      .filter((other) => (rideOf.get(one) === rideOf.get(other)) !== together)
      .map((other): [string, string] => [one, other]),
  );
}
