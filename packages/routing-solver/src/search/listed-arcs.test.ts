import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../checker/index.ts';
import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { makeDeliveryDay } from '../testing/delivery-day.ts';
import { listArcs } from '../testing/list-arcs.ts';
import { makeRegion } from '../testing/region.ts';
import { smallProblem } from '../testing/small-problems.ts';
import { validateProblem } from '../validate/index.ts';
import { createSearch } from './create-search.ts';

function solve(problem: Problem, iterations: number): Plan {
  const search = createSearch(problem, { seed: 1 });
  search.run({ iterations });
  return search.plan();
}

/** Below the number of places from which on they are renumbered, along listed arcs in another order. */
const day = makeDeliveryDay({ jobs: 40, vehicles: 4, seed: 3 });
const hub = day.places[day.vehicles[0]!.startPlaceIndex]!.matrixIndex;

describe('a problem that lists some arcs only', () => {
  it('makes plans that the independent checker finds nothing wrong with, whatever rules and arcs there are', () => {
    fc.assert(
      fc.property(smallProblem, fc.nat(), (problem, draw) => {
        const sparse = listArcs(problem, (from, to) => ((draw >> ((from + 2 * to) % 30)) & 1) === 1);
        expect(checkPlan(sparse, solve(sparse, 40))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('makes the very plan of the full matrix when all are listed', () => {
    // Shipments from one place are neighbours alike, and which of them come first is another matter.
    const alone = { ...day, jobs: day.jobs.filter(({ kind }) => kind !== 'shipment') };
    const all = listArcs(alone, () => true);
    expect(solve(all, 400)).toEqual(solve(alone, 400));
  });

  it('drives what is not listed by way of the hub that makes it quickest', () => {
    const none = listArcs(day, () => false);
    const plan = solve(none, 200);
    expect(checkPlan(none, plan)).toEqual([]);
    expect(checkPlan(day, plan).map(({ rule }) => rule)).toContain('travel');
  });

  it('plans hundreds of places from their nearest neighbours', () => {
    const large = makeDeliveryDay({ jobs: 120, vehicles: 8, seed: 4 });
    const near = (from: number, to: number) => Math.abs(large.matrix.seconds[from * large.matrix.size + to]!) < 600;
    const sparse = listArcs(large, near);
    expect(sparse.matrix.seconds.length).toBeLessThan(large.matrix.seconds.length / 2);
    const plan = solve(sparse, 600);
    expect(checkPlan(sparse, plan)).toEqual([]);
    expect(plan.unassigned.length).toBeLessThan(20);
  });

  it('plans a region that never had a matrix, the same for the same seed', () => {
    const region = makeRegion({ stops: 150, neighbours: 30, seed: 2 });
    expect(makeRegion({ stops: 150, neighbours: 30, seed: 2 })).toEqual(region);
    expect(validateProblem(region)).toEqual([]);
    const plan = solve(region, 300);
    expect(checkPlan(region, plan)).toEqual([]);
    expect(plan.unassigned).toEqual([]);
  });

  it('names what is wrong with the list', () => {
    const { matrix } = listArcs(day, () => false);
    const listed = matrix.listed!;
    const faultsOf = (change: Partial<typeof listed>) =>
      validateProblem({ ...day, matrix: { ...matrix, listed: { ...listed, ...change } } }).map(({ field }) => field);
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ firstArc: [0] })).toEqual(['matrix.listed.firstArc']);
    expect(faultsOf({ firstArc: listed.firstArc.map((arc) => -arc) })).toContain('matrix.listed.firstArc[1]');
    expect(faultsOf({ to: [...listed.to].reverse() })).toContain('matrix.listed.to[1]');
    expect(faultsOf({ to: [...listed.to, 1] })).toEqual(['matrix.listed.to']);
    expect(faultsOf({ hubs: [...listed.hubs, listed.hubs[0]!] })).toEqual(['matrix.listed.hubs[0]']);
    const noHub = day.places.findIndex(({ matrixIndex }) => !listed.hubs.includes(matrixIndex));
    expect(faultsOf({ hubs: [...listed.hubs, day.places[noHub]!.matrixIndex] })).toHaveLength(1);
    expect(faultsOf({ hubs: listed.hubs.filter((each) => each !== hub) })).toContain('vehicles[0].startPlaceIndex');
  });
});
