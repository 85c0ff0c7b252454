import type { Problem } from '../problem.ts';
import { firstObstacle } from '../rules/index.ts';
import { compileArcs } from './compile-arcs.ts';
import { compileNodes } from './compile-nodes.ts';
import { objectiveLevels, weighTerms } from './compile-objective.ts';
import { compileRides, compileTold } from './compile-rides.ts';
import { compileRoutes } from './compile-routes.ts';
import { weighSoftLimits } from './compile-soft-limits.ts';
import { inheritLockedStarts } from './inherit-locked-starts.ts';
import { type Arcs, type Guards, LIMITLESS, type Model, NEVER, type Nodes, type Routes } from './model.ts';
import { termBounds } from './term-bounds.ts';

const compiled = new WeakMap<Problem, Model>();

/** Compiles a valid problem, once for each problem object (which must not be changed afterwards). */
export function compileModel(problem: Problem): Model {
  const known = compiled.get(problem);
  if (known) return known;
  const model = compile(problem);
  compiled.set(problem, model);
  return model;
}

/** @param known guards to be set whatever the problem uses: for questions about jobs that are not in it yet. */
export function compile(problem: Problem, known: Partial<Guards> = {}): Model {
  const epochSeconds = earliestInstant(problem);
  const arcs = compileArcs(problem.matrix);
  const nodes = compileNodes(problem, epochSeconds, arcs.openPlace);
  const routes = compileRoutes(problem, nodes, epochSeconds);
  inheritLockedStarts(arcs, nodes, routes, problem.capacityDimensions?.length ?? 0);
  const { eligible, eligibility } = compileEligibility(problem, nodes, routes);

  const levels = objectiveLevels(problem);
  const worth = weighTerms(levels, termBounds(problem, arcs, nodes, routes));
  const plainCost =
    routes.perMeter.every((rate) => rate > 0 && rate === routes.perMeter[0]) &&
    routes.perSecond.every((rate) => rate === 0);
  const moneyPerUnit = plainCost && routes.routeCount > 0 ? routes.perMeter[0]! : 1;
  const perCost = 1 / moneyPerUnit;
  const perOther = perCost / worth.cost;
  const perLateSecond = (worth.lateness / 3600) * perOther;
  const perUsedRoute = worth.vehicles * perOther;
  const perSquareHour = worth.fairness * perOther;
  const priceWorth = { perSoft: worth.soft * perOther, perChange: worth.changes * perOther };
  const rides = compileRides(problem, routes, priceWorth);
  const told = compileTold(problem, nodes, epochSeconds, priceWorth.perChange);
  const inUnits = (money: Float64Array) => money.map((each) => each * perCost);
  const weighed: Routes = {
    ...routes,
    perMeter: inUnits(routes.perMeter),
    perSecond: inUnits(routes.perSecond),
    opening: routes.opening.map((fixed) => fixed * perCost + perUsedRoute),
    perOvertimeSecond: inUnits(routes.perOvertimeSecond),
    softLimits: weighSoftLimits(routes.softLimits, priceWorth.perSoft),
  };
  return {
    ...arcs,
    ...nodes,
    ...weighed,
    jobCount: problem.jobs.length,
    epochSeconds,
    dimensions: problem.capacityDimensions?.length ?? 0,
    eligible,
    unplacedWeight: Int32Array.from(problem.jobs, (job) => 1 + (job.priority ?? 0)),
    perUnplaced: worth.unplaced * perOther,
    perLateSecond,
    perUsedRoute,
    moneyPerUnit,
    perSquareHour,
    ...priceWorth,
    rides,
    told,
    guards: {
      ...guardsOf(problem, arcs, nodes, weighed, {
        plainCost,
        eligibility,
        perLateSecond,
        ridePrices: rides.price.length > 0 || rides.toldVehicle.length > 0,
        company: rides.companion.length > 0,
        together: rides.companyPrice.some(
          (price, at) => price === Number.POSITIVE_INFINITY && rides.isTogether[at] === 1,
        ),
        told: told.vehicle.length > 0,
        fairness: perSquareHour > 0,
      }),
      ...known,
    },
  };
}

function earliestInstant(problem: Problem): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const vehicle of problem.vehicles) {
    for (const shift of vehicle.shifts) earliest = Math.min(earliest, shift.startSeconds);
  }
  return Number.isFinite(earliest) ? earliest : 0;
}

function compileEligibility(problem: Problem, nodes: Nodes, routes: Routes) {
  const dimensions = problem.capacityDimensions ?? [];
  const { abilityCount, ability } = routes;
  const eligible = new Uint8Array(problem.jobs.length * abilityCount).fill(1);
  const representatives = new Int32Array(abilityCount);
  for (let route = routes.routeCount - 1; route >= 0; route--) representatives[ability[route]!] = route;
  for (const [job, each] of problem.jobs.entries()) {
    for (let of = 0; of < abilityCount; of++) {
      const vehicle = problem.vehicles[routes.vehicle[representatives[of]!]!]!;
      if (firstObstacle(each, vehicle, dimensions)) eligible[job * abilityCount + of] = 0;
    }
  }
  // What a locked start took on board can only be delivered by the same route.
  for (const [route, locked] of routes.locked.entries()) {
    for (const node of locked) {
      const job = nodes.job[node]!;
      if (job < 0) continue;
      eligible.fill(0, job * abilityCount, (job + 1) * abilityCount);
      eligible[job * abilityCount + ability[route]!] = 1;
    }
  }
  return { eligible, eligibility: eligible.includes(0) };
}

function guardsOf(
  problem: Problem,
  { mostSeconds, allReachable }: Arcs,
  nodes: Nodes,
  routes: Routes,
  known: Pick<Guards, 'plainCost' | 'eligibility' | 'ridePrices' | 'company' | 'together' | 'told'> & {
    readonly perLateSecond: number;
    readonly fairness: boolean;
  },
): Guards {
  const kinds = new Set(problem.jobs.map((job) => job.kind));
  const shipments = kinds.has('shipment');
  const reloads = nodes.firstStart > nodes.firstReload;
  const dimensions = problem.capacityDimensions?.length ?? 0;
  const exchanges = nodes.collected.length > 0;
  const drivingBreaks = routes.drivingAfter.length > 0;
  const hourly = routes.hours.profile.some((profile) => profile >= 0);
  const scheduled = hourly || routes.breaks.length > 0 || nodes.release.some((ready) => ready > 0);
  const promised = known.perLateSecond > 0 && nodes.promised.some((promise) => promise < NEVER);
  const paidTime = routes.perSecond.some((rate) => rate > 0) || routes.perOvertimeSecond.some((rate) => rate > 0);
  const { perJob, perSecond, perMeter, perUnit } = routes.softLimits;
  const softLimits = [perJob, perSecond, perMeter, perUnit].some((prices) => prices.some((price) => price > 0));
  const timeCost = promised || paidTime || known.told || known.fairness || softLimits;
  return {
    time: scheduled || timeCost || !allReachable || windowsBind(mostSeconds, nodes, routes),
    plainCost: known.plainCost,
    travelFactors: routes.travelFactor.some((factor) => factor !== 1),
    gaps: nodes.gaps.length > 0,
    capacity: dimensions > 0,
    loadProfile: dimensions > 0 && (shipments || reloads || exchanges || kinds.size > 1),
    exchanges,
    shipments,
    eligibility: known.eligibility,
    drivingBreaks,
    hourly,
    // What is driven on a route is counted along with its limits.
    limits:
      drivingBreaks ||
      [routes.maxJobs, routes.maxDriving, routes.maxMeters].some((most) => most.some((each) => each < LIMITLESS)),
    locked: routes.locked.some((nodesOfRoute) => nodesOfRoute.length > 0),
    reloads,
    scheduled,
    ridePrices: known.ridePrices,
    softLimits,
    company: known.company,
    together: known.together,
    told: known.told,
    timeCost,
  };
}

/** False when no order of all jobs on one vehicle could miss a window or the end of a shift. */
function windowsBind(mostSeconds: number, nodes: Nodes, routes: Routes): boolean {
  for (let node = 0; node < nodes.firstStart; node++) {
    if (nodes.opens[node]! > 0 || nodes.closes[node]! < NEVER) return true;
  }
  const factor = routes.travelFactor.reduce((most, each) => Math.max(most, each), 0);
  const longestService = nodes.service.reduce((most, each) => Math.max(most, each), 0);
  const longest = (nodes.firstStart + 1) * (mostSeconds * factor + longestService);
  for (let route = 0; route < routes.routeCount; route++) {
    const shift = nodes.closes[nodes.firstEnd + route]! - nodes.opens[nodes.firstStart + route]!;
    if (shift < longest) return true;
  }
  return false;
}
