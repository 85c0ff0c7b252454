import type { Problem } from '../problem.ts';
import { mostRidePrice, ridePrice } from '../rules/index.ts';
import { NEVER, type Nodes, type Rides, type Routes, type TellTales } from './model.ts';

/** What one unit of money of a soft rule, and of a change, adds to the objective. */
export interface PriceWorth {
  readonly perSoft: number;
  readonly perChange: number;
}

export function compileRides(problem: Problem, routes: Routes, { perSoft, perChange }: PriceWorth): Rides {
  return {
    price: compileRidePrices(problem, routes, perSoft),
    ...compileToldVehicles(problem, perChange),
    ...compileCompany(problem, perSoft),
  };
}

function compileRidePrices({ jobs, vehicles }: Problem, routes: Routes, perSoft: number): Float64Array {
  const { abilityCount, ability, routeCount, vehicle: vehicleOf } = routes;
  const none = new Float64Array(0);
  const leaveAreas = vehicles.some(({ outsideAreasPrice = 0 }) => outsideAreasPrice > 0);
  if (!leaveAreas && !jobs.some((job) => mostRidePrice(job) > 0)) return none;
  const price = new Float64Array(jobs.length * abilityCount);
  const representatives = new Int32Array(abilityCount);
  for (let route = routeCount - 1; route >= 0; route--) representatives[ability[route]!] = route;
  for (const [job, each] of jobs.entries()) {
    for (let of = 0; of < abilityCount; of++)
      price[job * abilityCount + of] = perSoft * ridePrice(each, vehicles[vehicleOf[representatives[of]!]!]!);
  }
  return price.some((each) => each > 0) ? price : none;
}

/** One vehicle for each job, not a price for each pair of them: thousands of jobs were told hundreds of vehicles when a day is planned again. */
function compileToldVehicles({ jobs, vehicles, changePrices }: Problem, perChange: number) {
  const perOtherVehicle = perChange * (changePrices?.vehicle ?? 0);
  if (perOtherVehicle === 0 || !jobs.some(({ told }) => told?.vehicleId !== undefined))
    return { toldVehicle: new Int32Array(0), perOtherVehicle: 0 };
  const indexOf = new Map(vehicles.map(({ id }, index) => [id, index]));
  const toldVehicle = Int32Array.from(jobs, ({ told }) =>
    told?.vehicleId === undefined ? -1 : (indexOf.get(told.vehicleId) ?? -2),
  );
  return { toldVehicle, perOtherVehicle };
}

/** Every pair from both sides, so that whoever comes second or goes first sees it. */
function compileCompany(problem: Problem, perSoft: number): Omit<Rides, 'price' | 'toldVehicle' | 'perOtherVehicle'> {
  const indexOf = new Map(problem.jobs.map(({ id }, index) => [id, index]));
  const pairs: { job: number; other: number; together: boolean; price: number }[] = [];
  for (const together of [true, false]) {
    for (const { jobIds, price } of (together ? problem.together : problem.apart) ?? []) {
      const weight = price === undefined ? Number.POSITIVE_INFINITY : price * perSoft;
      if (weight === 0) continue;
      const members = jobIds.map((id) => indexOf.get(id)!);
      for (const job of members) {
        for (const other of members) if (other !== job) pairs.push({ job, other, together, price: weight });
      }
    }
  }
  pairs.sort((a, b) => a.job - b.job);
  const companyFirst = new Int32Array(problem.jobs.length + 1);
  for (const { job } of pairs) companyFirst[job + 1]!++;
  for (let job = 0; job < problem.jobs.length; job++) companyFirst[job + 1]! += companyFirst[job]!;
  return {
    companyFirst,
    companion: Int32Array.from(pairs, ({ other }) => other),
    isTogether: Uint8Array.from(pairs, ({ together }) => (together ? 1 : 0)),
    companyPrice: Float64Array.from(pairs, ({ price }) => price),
  };
}

export function compileTold(problem: Problem, nodes: Nodes, epochSeconds: number, perChange: number): TellTales {
  const { order = 0, window = 0 } = problem.changePrices ?? {};
  const perOrder = order * perChange;
  const perWindow = window * perChange;
  const uses =
    (perOrder > 0 && problem.jobs.some(({ told }) => told?.position !== undefined)) ||
    (perWindow > 0 && problem.jobs.some(({ told }) => told?.window !== undefined));
  const length = uses ? nodes.nodeCount : 0;
  const vehicle = new Int32Array(length).fill(-1);
  const position = new Int32Array(length);
  const opens = new Int32Array(length);
  const closes = new Int32Array(length).fill(NEVER);
  const bounded = (seconds: number) => Math.max(-1, Math.min(NEVER, seconds - epochSeconds));
  if (uses) {
    const vehicles = new Map(problem.vehicles.map(({ id }, index) => [id, index]));
    for (const [index, { kind, told }] of problem.jobs.entries()) {
      const node = nodes.firstNode[index]! + (kind === 'shipment' ? 1 : 0);
      if (told?.vehicleId !== undefined && told.position !== undefined) {
        vehicle[node] = vehicles.get(told.vehicleId) ?? -1;
        position[node] = told.position;
      }
      if (told?.window) {
        opens[node] = bounded(told.window.startSeconds);
        closes[node] = bounded(told.window.endSeconds);
      }
    }
  }
  return { vehicle, position, opens, closes, perOrder, perWindow };
}
