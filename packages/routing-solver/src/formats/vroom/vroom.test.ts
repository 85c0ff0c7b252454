import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../checker/index.ts';
import { evaluatePlan } from '../../evaluate/evaluate-plan.ts';
import { createSearch } from '../../search/create-search.ts';
import { validateProblem } from '../../validate/index.ts';
import { readVroom, readVroomPlan, writeVroom } from '../index.ts';

/** Four places on a road, 100 s and 1 km apart. */
const durations = [0, 1, 2, 3].map((from) => [0, 1, 2, 3].map((to) => 100 * Math.abs(from - to)));
const distances = durations.map((row) => row.map((each) => 10 * each));
const matrices = { car: { durations, distances } };

const day = {
  vehicles: [
    { id: 7, start_index: 0, end_index: 0, capacity: [6], skills: [1], time_window: [0, 5000], description: 'van' },
  ],
  jobs: [
    { id: 1, location_index: 1, service: 60, delivery: [2], pickup: [3], description: 'swap', priority: 5 },
    { id: 2, location_index: 3, service: 30, delivery: [2], skills: [1], time_windows: [[400, 900]] },
    { id: 3, location_index: 2, skills: [9] },
  ],
  shipments: [
    { amount: [1], pickup: { id: 4, location_index: 1, service: 10 }, delivery: { id: 5, location_index: 2 } },
  ],
  matrices,
};

function solve(json: unknown, options = {}) {
  const vroom = readVroom(json, options);
  expect(vroom.faults).toEqual([]);
  expect(validateProblem(vroom.problem)).toEqual([]);
  const search = createSearch(vroom.problem);
  search.run({ iterations: 300 });
  const plan = search.plan();
  expect(checkPlan(vroom.problem, plan)).toEqual([]);
  return writeVroom(vroom, plan);
}

describe('VROOM files', () => {
  it('are solved at the cost VROOM counts, driving seconds, and answered step by step in its words', () => {
    const output = solve(day);
    expect(output.summary).toMatchObject({ cost: 600, routes: 1, unassigned: 1, distance: 6000, duration: 600 });
    expect(output.summary).toMatchObject({ delivery: [5], pickup: [4], service: 100, priority: 5 });
    const [route] = output.routes;
    expect(route).toMatchObject({ vehicle: 7, cost: 600, description: 'van' });
    expect(route!.steps.map(({ type }) => type).toSorted()).toEqual([
      'delivery',
      'end',
      'job',
      'job',
      'pickup',
      'start',
    ]);
    const last = route!.steps.at(-1)!;
    expect(last).toMatchObject({ type: 'end', location_index: 0, duration: 600, distance: 6000, load: [3] });
    expect(output.unassigned).toMatchObject([{ id: 3, type: 'job', location_index: 2, reason: 'skill_missing' }]);
  });

  it('may price kilometers, vehicles and their use', () => {
    const costs = { fixed: 1000, per_hour: 3600, per_km: 100 };
    const priced = { ...day, vehicles: day.vehicles.map((vehicle) => ({ ...vehicle, costs })) };
    expect(solve(priced).summary.cost).toBe(1000 + 600 + 600);
    const ownCosts = {
      ...day,
      matrices: { car: { durations, costs: durations.map((row) => row.map((each) => 3 * each)) } },
    };
    expect(solve(ownCosts).summary.cost).toBe(1800);
  });

  it('may leave out where a vehicle begins or ends', () => {
    const jobs = [{ id: 2, location_index: 3 }];
    const output = solve({ vehicles: [{ id: 1, end_index: 0 }], jobs, matrices });
    expect(output.routes[0]!.steps.map(({ type }) => type)).toEqual(['job', 'end']);
    expect(output.summary.cost).toBe(300);
    expect(solve({ vehicles: [{ id: 1, start_index: 0 }], jobs, matrices }).summary.cost).toBe(300);
  });

  it('need matrices or the wish for straight lines', () => {
    const far = { vehicles: [{ id: 1, start: [9.5, 47.1] }], jobs: [{ id: 1, location: [9.5, 47.2] }] };
    expect(readVroom(far).faults).toMatchObject([{ field: 'matrices', code: 'missing' }]);
    const output = solve(far, { straightLine: { metersPerSecond: 10, detourFactor: 1 } });
    expect(output.summary.distance).toBe(11_119);
    expect(output.routes[0]!.steps.at(-1)).toMatchObject({ type: 'job', location: [9.5, 47.2] });
  });

  it('are refused by name where the problem cannot say what they mean', () => {
    const two = [
      { id: 1, start_index: 0 },
      { id: 2, start_index: 0, profile: 'truck' },
    ];
    const codes = (json: unknown) => readVroom(json).faults.map(({ field, code }) => `${field} ${code}`);
    expect(codes({ vehicles: two, matrices })).toEqual(['vehicles unsupported']);
    expect(codes({ vehicles: [{ ...two[0], max_distance: 5 }], matrices })).toEqual([
      'vehicles[0].max_distance unsupported',
    ]);
    expect(codes({ vehicles: [{ id: 1, start_index: 4 }], matrices })).toEqual(['vehicles[0].start out_of_range']);
    expect(codes({ jobs: 3 })).toEqual(['jobs missing', 'vehicles missing']);
  });

  it('say what is understood a little differently', () => {
    const jobs = [{ id: 1, location_index: 1, setup: 60 }];
    const { notes, problem } = readVroom({ vehicles: [{ id: 1, start_index: 0 }], jobs, matrices });
    expect(notes).toEqual(['setup counts at every stop, also at the second of two at one place.']);
    expect(problem.jobs[0]!.serviceSeconds).toBe(60);
  });

  const step = (type: string, id?: number) => ({ type, ...(id !== undefined && { id }), arrival: 0, duration: 0 });
  const steps = [step('start'), step('job', 1), step('pickup', 4), step('delivery', 5), step('job', 2), step('end')];
  /** As VROOM's docs/API.md writes an answer, with as much of it as is read. */
  const output = {
    code: 0,
    summary: { cost: 600, routes: 1, unassigned: 1 },
    unassigned: [{ id: 3, type: 'job', location_index: 2 }],
    routes: [{ vehicle: 7, cost: 600, steps }],
  };

  it('may be answers of VROOM, whose plan is priced as it prices them', () => {
    const vroom = readVroom(day);
    const { routes, saidCost, faults } = readVroomPlan(vroom, output);
    expect([faults, saidCost]).toEqual([[], 600]);
    const { plan, broken } = evaluatePlan(vroom.problem, { routes });
    expect([broken, plan.cost.total, plan.unassigned.map(({ jobId }) => jobId)]).toEqual([[], 600, ['job 3']]);
    const wrong = { routes: [{ vehicle: 8, steps: [step('job', 9), step('pickup', 5)] }, { vehicle: 7 }] };
    expect(readVroomPlan(vroom, wrong).faults.map(({ field }) => field)).toEqual([
      'routes[0].vehicle',
      'routes[0].steps[0]',
      'routes[0].steps[1]',
      'routes[1].steps',
    ]);
    expect(readVroomPlan(vroom, { code: 2, error: 'no' }).faults).toMatchObject([{ field: 'routes' }]);
  });

  it('may name the steps of a vehicle, which the search begins with', () => {
    const [vehicle] = day.vehicles;
    const started = readVroom({ ...day, vehicles: [{ ...vehicle, steps }] });
    expect(started.faults).toEqual([]);
    const search = createSearch(started.problem);
    search.run({ iterations: 0 });
    const order = search.plan().routes[0]!.stops.flatMap(({ jobId }) => jobId ?? []);
    expect(order).toEqual(['job 1', 'shipment 4 5', 'shipment 4 5', 'job 2']);
    expect(readVroom({ ...day, vehicles: [{ ...vehicle, steps: [step('job', 12)] }] }).faults).toMatchObject([
      { field: 'vehicles[0].steps[0]' },
    ]);
  });
});
