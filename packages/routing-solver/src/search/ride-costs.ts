import type { Model } from '../model/model.ts';
import { createCompany } from './company.ts';

/**
 * What it costs that a job rides on a route, beyond driving and time: against a soft rule between the two, on another vehicle than its customer was told, apart from or
 * together with others.
 * @param routeOfJob where each rides now; negative: nowhere.
 */
export function createRideCosts(model: Model, routeOfJob: (job: number) => number) {
  const { guards, rides, ability, abilityCount, vehicle } = model;
  const { toldVehicle } = rides;
  const withToldVehicles = toldVehicle.length > 0;
  const withPrices = rides.price.length > 0;
  const company = createCompany(model, routeOfJob);

  /** What it adds to the objective that a job rides on a route, everybody else where they are. */
  function rideCost(route: number, job: number): number {
    const own = guards.ridePrices ? ownRideCost(route, job) : 0;
    return guards.company ? own + company.price(route, job) : own;
  }

  function ownRideCost(route: number, job: number): number {
    const broken = withPrices ? rides.price[job * abilityCount + ability[route]!]! : 0;
    if (!withToldVehicles || toldVehicle[job] === -1 || toldVehicle[job] === vehicle[route]) return broken;
    return broken + rides.perOtherVehicle;
  }

  return { company, rideCost };
}
