import { describe, expect, it } from 'vitest';
import { checkPlan } from '../checker/index.ts';
import type { Plan, Route } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { onALine } from '../testing/line.ts';
import { createSearch } from './create-search.ts';

/** Solves a small problem and has the plan checked. */
function solve(problem: Problem, iterations = 200): Plan {
  const search = createSearch(problem);
  search.run({ iterations });
  const plan = search.plan();
  expect(checkPlan(problem, plan)).toEqual([]);
  return plan;
}

const jobsOf = (route: Route | undefined) => route?.stops.flatMap(({ jobId }) => jobId ?? []);

describe('exchange at one stop', () => {
  const kilograms = { capacityDimensions: ['kilograms'] };

  it('takes the old along only once there is room for it, even where that is a detour', () => {
    const exchange = { at: 1, amounts: [4], collectedAmounts: [8] };
    const problem = onALine([exchange, { at: 2, amounts: [6] }], [{ capacities: [10], endPlaceIndex: 5 }], kilograms);
    expect(jobsOf(solve(problem).routes[0])).toEqual(['j1', 'j0']);
    const roomy = { ...problem, vehicles: [{ ...problem.vehicles[0]!, capacities: [14] }] };
    expect(jobsOf(solve(roomy).routes[0])).toEqual(['j0', 'j1']);
  });

  it('fills a vehicle that brings ten and takes ten to the brim, both ways', () => {
    const swaps = Array.from({ length: 5 }, (_, index) => ({ at: index + 1, amounts: [2], collectedAmounts: [2] }));
    const plan = solve(onALine(swaps, [{ capacities: [10] }], kilograms));
    expect(plan.unassigned).toEqual([]);
    expect(plan.routes[0]!.stops.map(({ load }) => load[0])).toEqual([10, 10, 10, 10, 10, 10, 0]);
  });

  it('has room for what a shipment is exchanged for on the way home', () => {
    const shipment = { kind: 'shipment' as const, pickup: { placeIndex: 1, serviceSeconds: 0 } };
    const swap = { ...shipment, at: 4, amounts: [3], collectedAmounts: [10] };
    const plan = solve(onALine([swap, { at: 2, kind: 'pickup', amounts: [1] }], [{ capacities: [10] }], kilograms));
    expect(plan.unassigned).toHaveLength(1);
    expect(plan.unassigned[0]!.reason).toBe('no_capacity_left');
  });

  it('says that what is taken along is too big for every vehicle', () => {
    const { unassigned } = solve(onALine([{ at: 1, collectedAmounts: [11] }], [{ capacities: [10] }], kilograms));
    expect(unassigned[0]!.reason).toBe('too_big');
  });
});
