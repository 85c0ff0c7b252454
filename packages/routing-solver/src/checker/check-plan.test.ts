import { describe, expect, it } from 'vitest';
import type { Concession, Plan, Route, Stop } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { onALine } from '../testing/line.ts';
import { checkPlan } from './check-plan.ts';

/** A plan written by hand, to the second: 0 → 2 (60 s of service) → break at 2 → 3 → 0. */
const problem: Problem = onALine(
  [
    { at: 2, amounts: [4], windows: [{ startSeconds: 100, endSeconds: 300 }] },
    { at: 3, amounts: [5], kind: 'pickup', promisedSeconds: 500 },
  ],
  [
    {
      capacities: [8],
      cost: { fixed: 5, perKilometer: 2, perHour: 36, overtimePerHour: 36 },
      shifts: [
        {
          startSeconds: 0,
          endSeconds: 2000,
          overtimeFromSeconds: 900,
          breaks: [{ id: 'tea', earliestStartSeconds: 250, latestStartSeconds: 300, durationSeconds: 200 }],
        },
      ],
    },
  ],
  { capacityDimensions: ['kilograms'] },
);

const stop = (kind: Stop['kind'], placeIndex: number, arrival: number, lasting: number, more: Partial<Stop>): Stop => ({
  kind,
  placeIndex,
  arrivalSeconds: arrival,
  waitingSeconds: 0,
  serviceStartSeconds: arrival,
  departureSeconds: arrival + lasting,
  drivingSeconds: 0,
  distanceMeters: 0,
  load: [4],
  tripIndex: 0,
  ...more,
});

const route: Route = {
  vehicleId: 'v0',
  shiftIndex: 0,
  stops: [
    stop('start', 0, 0, 0, {}),
    stop('delivery', 2, 200, 60, { jobId: 'j0', drivingSeconds: 200, distanceMeters: 2000, load: [0] }),
    stop('break', 2, 260, 200, { breakId: 'tea', load: [0] }),
    stop('pickup', 3, 560, 60, { jobId: 'j1', drivingSeconds: 100, distanceMeters: 1000, load: [5] }),
    stop('end', 0, 920, 0, { drivingSeconds: 300, distanceMeters: 3000, load: [0] }),
  ],
  trips: [{ jobIds: ['j0', 'j1'], departureSeconds: 0, returnSeconds: 920, peakLoad: [5] }],
  startSeconds: 0,
  endSeconds: 920,
  distanceMeters: 6000,
  drivingSeconds: 600,
  serviceSeconds: 120,
  waitingSeconds: 0,
  breakSeconds: 200,
  latenessSeconds: 60,
  cost: { fixed: 5, distance: 12, time: 9.2, overtime: 0.2, total: 26.4 },
};
const plan: Plan = {
  routes: [route],
  unassigned: [],
  concessions: [],
  cost: route.cost,
  objective: [0, 26.4 + (100 * 60) / 3600],
};

const rulesIn = (changed: Problem, of: Plan = plan) => new Set(checkPlan(changed, of).map(({ rule }) => rule));
const withRoute = (change: Partial<Route>): Plan => ({ ...plan, routes: [{ ...route, ...change }] });
const withStop = (index: number, change: Partial<Stop>) =>
  withRoute({ stops: route.stops.with(index, { ...route.stops[index]!, ...change }) });
const withJob = (index: number, change: object): Problem => ({
  ...problem,
  jobs: problem.jobs.with(index, { ...problem.jobs[index]!, ...change }),
});
const withVehicle = (change: object): Problem => ({ ...problem, vehicles: [{ ...problem.vehicles[0]!, ...change }] });
const shift = problem.vehicles[0]!.shifts[0]!;

describe('checkPlan', () => {
  it('has nothing against a plan that is right to the second', () => {
    expect(checkPlan(problem, plan)).toEqual([]);
  });

  const wrong: [clause: string, what: string, Problem, Plan][] = [
    [
      'completeness',
      'a job nobody plans',
      { ...problem, jobs: [...problem.jobs, { ...problem.jobs[0]!, id: 'more' }] },
      plan,
    ],
    [
      'completeness',
      'a job planned and unassigned',
      problem,
      { ...plan, unassigned: [{ jobId: 'j0', reason: 'no_time_left', detail: 'x' }] },
    ],
    ['completeness', 'two routes of one shift', problem, { ...plan, routes: [route, route] }],
    ['completeness', 'a job the problem does not have', problem, withStop(1, { jobId: 'other' })],
    ['travel', 'a drive faster than the matrix', problem, withStop(1, { drivingSeconds: 100 })],
    [
      'travel',
      'a drive as fast as at another hour',
      {
        ...withVehicle({ travelProfile: 0 }),
        travelProfiles: [
          {
            steps: [
              { fromSeconds: 0, factor: 1 },
              { fromSeconds: 700, factor: 1.2 },
            ],
          },
        ],
      },
      plan,
    ],
    ['travel', 'a stop at another place', problem, withStop(1, { placeIndex: 3 })],
    ['travel', 'service cut short', withJob(0, { serviceSeconds: 90 }), plan],
    ['travel', 'a sum that is wrong', problem, withRoute({ distanceMeters: 5 })],
    ['travel', 'a route that does not come home', problem, withRoute({ stops: route.stops.slice(0, 4) })],
    ['time_window', 'a missed window', withJob(0, { windows: [{ startSeconds: 0, endSeconds: 199 }] }), plan],
    [
      'time_window',
      'service between two windows',
      withJob(0, {
        windows: [
          { startSeconds: 0, endSeconds: 150 },
          { startSeconds: 250, endSeconds: 300 },
        ],
      }),
      plan,
    ],
    ['shift', 'an end after the shift', withVehicle({ shifts: [{ ...shift, endSeconds: 910 }] }), plan],
    ['shift', 'a start before the shift', withVehicle({ shifts: [{ ...shift, startSeconds: 10 }] }), plan],
    [
      'shifts_apart',
      'a vehicle on two routes at once',
      withVehicle({ shifts: [shift, { startSeconds: 900, endSeconds: 4000 }] }),
      { ...plan, routes: [route, { ...route, shiftIndex: 1, startSeconds: 900, endSeconds: 1820 }] },
    ],
    [
      'break',
      'a break that starts too late',
      withVehicle({ shifts: [{ ...shift, breaks: [{ ...shift.breaks![0]!, latestStartSeconds: 255 }] }] }),
      plan,
    ],
    [
      'break',
      'a break cut short',
      withVehicle({ shifts: [{ ...shift, breaks: [{ ...shift.breaks![0]!, durationSeconds: 201 }] }] }),
      plan,
    ],
    ['break', 'a break left out', problem, withRoute({ stops: route.stops.filter(({ kind }) => kind !== 'break') })],
    ['ready_time', 'a delivery that leaves before it is there', withJob(0, { readySeconds: 1 }), plan],
    ['ready_time', 'a pickup before it is ready', withJob(1, { readySeconds: 561 }), plan],
    ['capacity', 'too much on board', withVehicle({ capacities: [4] }), plan],
    ['capacity', 'no room for what is taken along', withJob(0, { collectedAmounts: [9] }), plan],
    ['load', 'what is taken along forgotten', withJob(0, { collectedAmounts: [1] }), plan],
    ['load', 'a load that does not add up', problem, withStop(3, { load: [4] })],
    ['vehicle', 'a forbidden vehicle', withJob(0, { forbiddenVehicleIds: ['v0'] }), plan],
    ['vehicle', 'a vehicle that is not on the list', withJob(0, { allowedVehicleIds: [] }), plan],
    [
      'area',
      'a job outside of the areas',
      { ...withJob(0, { area: 'north' }), vehicles: withVehicle({ areas: [] }).vehicles },
      plan,
    ],
    ['follows', 'a job before the one it follows', withJob(0, { follows: { jobId: 'j1' } }), plan],
    ['follows', 'a job too long after', withJob(1, { follows: { jobId: 'j0', maxGapSeconds: 299 } }), plan],
    ['apart', 'two that must not ride together', { ...problem, apart: [{ jobIds: ['j0', 'j1'] }] }, plan],
    [
      'concession',
      'a soft rule broken and not told',
      { ...problem, apart: [{ jobIds: ['j0', 'j1'], price: 3 }] },
      plan,
    ],
    [
      'objective',
      'changes left out of the objective',
      { ...withJob(0, { told: { vehicleId: 'v9' } }), changePrices: { vehicle: 7 } },
      plan,
    ],
    [
      'concession',
      'an order told otherwise',
      {
        ...problem,
        jobs: problem.jobs.map((job, at) => ({ ...job, told: { vehicleId: 'v0', position: -at } })),
        changePrices: { order: 1 },
      },
      plan,
    ],
    [
      'concession',
      'a concession that is none',
      problem,
      { ...plan, concessions: [{ kind: 'area', jobId: 'j0', vehicleId: 'v0', price: 1 }] },
    ],
    ['skill', 'a missing skill', withJob(0, { skills: ['gas'] }), plan],
    ['crew_size', 'a small crew', withJob(0, { operators: 2 }), plan],
    ['max_jobs', 'too many jobs', withVehicle({ maxJobs: 1 }), plan],
    ['max_driving', 'too much driving', withVehicle({ maxDrivingSeconds: 599 }), plan],
    ['max_distance', 'too far', withVehicle({ maxDistanceMeters: 5999 }), plan],
    ['cost', 'a cost that is wrong', withVehicle({ cost: { perKilometer: 3 } }), plan],
    ['lateness', 'lateness hidden', withJob(1, { promisedSeconds: 400 }), plan],
    ['objective', 'an objective that is wrong', problem, { ...plan, objective: [0, 1] }],
    [
      'locked_start',
      'a locked start not kept',
      { ...problem, lockedStarts: [{ vehicleId: 'v0', stops: [{ kind: 'pickup', jobId: 'j1' }] }] },
      plan,
    ],
    [
      'reload',
      'a reload the vehicle does not have',
      problem,
      withRoute({ stops: route.stops.toSpliced(3, 0, stop('reload', 2, 460, 0, {})) }),
    ],
    ['vehicle', 'a vehicle that is not there', problem, withRoute({ vehicleId: 'x' })],
  ];
  for (const [clause, what, changed, of] of wrong) {
    it(`finds ${what}`, () => {
      expect(rulesIn(changed, of)).toContain(clause);
    });
  }

  const soft: [Concession['kind'], string, number, Problem][] = [
    ['vehicle_not_allowed', 'j0', 3, withJob(0, { allowedVehicleIds: [], otherVehiclePrice: 3 })],
    ['vehicle_not_allowed', 'j0', 4, withJob(0, { forbiddenVehicleIds: ['v0'], forbiddenVehiclePrice: 4 })],
    ['skill', 'j0', 5, withJob(0, { skills: ['gas'], missingSkillPrice: 5 })],
    ['crew_size', 'j0', 12, withJob(0, { operators: 3, missingOperatorPrice: 6 })],
    ['max_jobs', 'j1', 7, withVehicle({ maxJobs: 1, limitPrices: { perJob: 7 } })],
    ['max_driving', 'j1', 1, withVehicle({ maxDrivingSeconds: 240, limitPrices: { perDrivingHour: 10 } })],
    ['max_distance', 'j1', 4, withVehicle({ maxDistanceMeters: 4000, limitPrices: { perKilometer: 2 } })],
    ['capacity', 'j1', 2, withVehicle({ capacities: [4], limitPrices: { perUnit: { kilograms: 2 } } })],
  ];
  it.each(soft)('takes %s of %s at its price, and no plan that does not say so', (kind, jobId, price, changed) => {
    const [left, costs] = plan.objective;
    const concessions = [{ kind, jobId, vehicleId: 'v0', price }];
    expect(rulesIn(changed, { ...plan, concessions, objective: [left!, costs! + price] })).toEqual(new Set());
    expect(rulesIn(changed, plan)).toEqual(new Set(['concession', 'objective']));
  });

  it('finds a shipment delivered before its pickup', () => {
    const shipped = withJob(0, { kind: 'shipment', pickup: { placeIndex: 3, serviceSeconds: 60 } });
    const stops = route.stops.with(1, { ...route.stops[1]!, kind: 'shipment_delivery' });
    expect(rulesIn(shipped, withRoute({ stops }))).toContain('precedence');
  });
});
