import { describe, expect, it } from 'vitest';
import { checkPlan } from '../checker/index.ts';
import type { Plan, Route } from '../plan.ts';
import type { Job, Problem } from '../problem.ts';
import { replanProblem } from '../replan/replan-problem.ts';
import { onALine } from '../testing/line.ts';
import { createSearch } from './create-search.ts';
import type { Progress, Search } from './search.ts';

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

describe('areas', () => {
  const jobs = [
    { at: 1, area: 'north' },
    { at: 2, area: 'south' },
    { at: 3, area: 'north' },
  ];

  it('keeps a vehicle in its areas where leaving them has no price', () => {
    const plan = solve(onALine(jobs, [{ areas: ['north'] }]));
    expect(jobsOf(plan.routes[0])?.toSorted()).toEqual(['j0', 'j2']);
    expect(plan.unassigned[0]).toMatchObject({ jobId: 'j1', reason: 'outside_area' });
  });

  it('lets it leave them when that is cheaper than another vehicle, and says so', () => {
    const at = (price: number) =>
      solve(
        onALine(jobs, [
          { areas: ['north'], outsideAreasPrice: price },
          { areas: ['south'], cost: { fixed: 10 } },
        ]),
      );
    expect(at(11).concessions).toEqual([]);
    expect(at(11).routes).toHaveLength(2);
    expect(at(9).concessions).toEqual([{ kind: 'area', jobId: 'j1', vehicleId: 'v0', price: 9 }]);
    expect(at(9).routes).toHaveLength(1);
  });
});

describe('rules between a job and a vehicle that have a price', () => {
  const home = { crewSize: 2, skills: ['gas'], maxJobs: 1, cost: { fixed: 10, perKilometer: 1 } };
  const rules: readonly (readonly [string, (price?: number) => Partial<Job>])[] = [
    ['vehicle_not_allowed', (price) => ({ allowedVehicleIds: ['v1'], ...(price && { otherVehiclePrice: price }) })],
    [
      'vehicle_not_allowed',
      (price) => ({ forbiddenVehicleIds: ['v0'], ...(price && { forbiddenVehiclePrice: price }) }),
    ],
    ['skill', (price) => ({ skills: ['gas'], ...(price && { missingSkillPrice: price }) })],
    ['crew_size', (price) => ({ operators: 2, ...(price && { missingOperatorPrice: price }) })],
  ];

  it.each(rules)('%s: keeps it at any cost without a price, and with one where that is cheaper', (kind, wish) => {
    const at = (price?: number) => solve(onALine([{ at: 2 }, { at: 3, ...wish(price) }], [{}, home]));
    for (const kept of [at(), at(20)]) {
      expect(kept.concessions).toEqual([]);
      expect(kept.routes.map(jobsOf)).toContainEqual(['j1']);
    }
    expect(at(9).routes.map(jobsOf)).toEqual([['j0', 'j1']]);
    expect(at(9).concessions).toEqual([{ kind, jobId: 'j1', vehicleId: 'v0', price: 9 }]);
  });

  it('counts each skill and each operator that is missing', () => {
    const job = { at: 1, skills: ['gas', 'piano'], missingSkillPrice: 2, operators: 4, missingOperatorPrice: 3 };
    const { concessions } = solve(onALine([job], [{ skills: ['gas'], crewSize: 1 }]));
    expect(concessions.map(({ kind, price }) => [kind, price])).toEqual([
      ['skill', 2],
      ['crew_size', 9],
    ]);
  });
});

describe('limits of a shift that have a price', () => {
  const kilograms = { capacityDimensions: ['kilograms'] };
  const jobs = [1, 2, 3].map((at) => ({ at, amounts: [4] }));
  const limits = [
    { kind: 'max_jobs', limit: { maxJobs: 2 }, prices: (price: number) => ({ perJob: price }), beyond: 1 },
    {
      kind: 'max_distance',
      limit: { maxDistanceMeters: 4000 },
      prices: (price: number) => ({ perKilometer: price }),
      beyond: 2,
    },
    {
      kind: 'max_driving',
      limit: { maxDrivingSeconds: 400 },
      prices: (price: number) => ({ perDrivingHour: price }),
      beyond: 200 / 3600,
    },
    {
      kind: 'capacity',
      limit: { capacities: [8] },
      prices: (price: number) => ({ perUnit: { kilograms: price } }),
      beyond: 4,
    },
  ];

  it.each(limits)(
    '$kind: leaves out without a price, else passes it where that is cheaper than another vehicle',
    (each) => {
      const { kind, limit, prices, beyond } = each;
      const alone = solve(onALine(jobs, [limit], kilograms));
      expect(alone.unassigned).toHaveLength(1);
      const other = { maxJobs: 1, cost: { fixed: 10, perKilometer: 1 } };
      const at = (price: number) =>
        solve(onALine(jobs, [{ ...limit, limitPrices: prices(price / beyond) }, other], kilograms));
      expect(at(30).concessions).toEqual([]);
      expect(at(30).routes).toHaveLength(2);
      expect(at(5).routes).toHaveLength(1);
      expect(at(5).concessions).toMatchObject([{ kind, vehicleId: 'v0' }]);
      expect(at(5).concessions[0]!.price).toBeCloseTo(5, 9);
    },
  );
});

describe('who rides with whom', () => {
  const two = [{}, { startPlaceIndex: 9 }];
  const jobs = [{ at: 1 }, { at: 2 }, { at: 8 }];
  const rides = (plan: Plan) => plan.routes.map((route) => jobsOf(route)?.toSorted().join(' ')).toSorted();

  it('parts those who must not ride together, however near they are', () => {
    expect(rides(solve(onALine(jobs, two)))).toEqual(['j0 j1', 'j2']);
    const problem = onALine(jobs, two, { apart: [{ jobIds: ['j0', 'j1'] }] });
    expect(rides(solve(problem))).toEqual(['j0', 'j1 j2']);
  });

  it('brings those together who must ride together, however far apart they are', () => {
    const plan = solve(onALine(jobs, two, { together: [{ jobIds: ['j1', 'j2'] }] }));
    expect(rides(plan).some((ride) => ride?.includes('j1 j2'))).toBe(true);
  });

  it('weighs a wish against the way, and lists what it does not grant', () => {
    const wish = (price: number) => onALine(jobs, two, { apart: [{ jobIds: ['j0', 'j1'], price }] });
    expect(rides(solve(wish(1000)))).toEqual(['j0', 'j1 j2']);
    const refused = solve(wish(2));
    expect(rides(refused)).toEqual(['j0 j1', 'j2']);
    expect(refused.concessions).toMatchObject([{ kind: 'apart', price: 2 }]);
  });

  it('leaves out with a reason whoever would have to ride in company that is not allowed', () => {
    const { unassigned } = solve(onALine(jobs, [{}], { apart: [{ jobIds: ['j0', 'j1'] }] }));
    expect(unassigned.map(({ reason }) => reason)).toEqual(['company']);
  });
});

describe('fairness', () => {
  it('shares the work out where that is wanted, and leaves it with one crew where it is not', () => {
    const jobs = [1, 2, 3, 4, 1, 2, 3, 4].map((at) => ({ at, serviceSeconds: 900 }));
    const fair = {
      levels: [
        [{ term: 'unplaced' as const }],
        [{ term: 'fairness' as const }, { term: 'cost' as const, weight: 0.01 }],
      ],
    };
    expect(solve(onALine(jobs, [{}, {}])).routes).toHaveLength(1);
    const shared = solve(onALine(jobs, [{}, {}], { objective: fair }));
    expect(shared.routes.map((route) => jobsOf(route)?.length)).toEqual([4, 4]);
  });
});

describe('planning again', () => {
  const jobs = [{ at: 1 }, { at: 2 }, { at: 3 }, { at: 4 }];
  const prices = { vehicle: 5, order: 3, window: 7 };
  const stops = (...ids: string[]) => ids.map((jobId) => ({ kind: 'delivery' as const, jobId }));
  /** The crew goes back and forth, which a fresh plan would not. */
  const told = { routes: [{ vehicleId: 'v0', stops: stops('j0', 'j2', 'j1', 'j3') }] };

  it('leaves what was told as it is while a better plan saves less than the change costs', () => {
    expect(jobsOf(solve(replanProblem(onALine(jobs), told, prices)).routes[0])).toEqual(['j0', 'j2', 'j1', 'j3']);
  });

  it('finds the vehicle that was told among many that are alike, in use or not', () => {
    const vans = Array.from({ length: 9 }, () => ({}));
    const ofTheEighth = { told: { vehicleId: 'v7' } };
    const shipment = { kind: 'shipment' as const, pickup: { placeIndex: 1, serviceSeconds: 0 } };
    const fresh = (...all: (Partial<Job> & { at: number })[]) =>
      solve({ ...onALine(all, vans), changePrices: { vehicle: 1 } }, 20);
    for (const plan of [fresh({ at: 2, ...ofTheEighth }, { at: 3 }), fresh({ at: 2, ...shipment, ...ofTheEighth })]) {
      expect(plan.routes.map(({ vehicleId }) => vehicleId)).toEqual(['v7']);
      expect(plan.concessions).toEqual([]);
    }
    const gone = fresh({ at: 2, told: { vehicleId: 'gone' } });
    expect(gone.concessions).toMatchObject([{ kind: 'vehicle_told', price: 1 }]);
  });

  it('changes the order when that saves more, and lists the change', () => {
    const plan = solve(replanProblem(onALine(jobs), told, { ...prices, order: 1 }));
    expect(plan.cost.total).toBe(8);
    expect(plan.concessions).toMatchObject([{ kind: 'order_told', vehicleId: 'v0', price: 1 }]);
  });

  it('spreads the stops of a vehicle that broke down and leaves the others where they are', () => {
    const both = {
      routes: [
        { vehicleId: 'v0', stops: stops('j0', 'j3') },
        { vehicleId: 'gone', stops: stops('j1', 'j2') },
      ],
    };
    const plan = solve(replanProblem(onALine(jobs, [{}, {}]), both, prices));
    expect(plan.unassigned).toEqual([]);
    expect(jobsOf(plan.routes[0])!.indexOf('j0')).toBeLessThan(jobsOf(plan.routes[0])!.indexOf('j3'));
    expect(plan.concessions.map(({ kind, jobId }) => `${kind} ${jobId}`).toSorted()).toEqual([
      'vehicle_told j1',
      'vehicle_told j2',
    ]);
  });

  it('keeps a window that a customer was told unless missing it is worth its price', () => {
    const far = { at: 5, windows: [{ startSeconds: 500, endSeconds: 500 }] };
    const told = (endSeconds: number) => ({ at: 1, told: { window: { startSeconds: 0, endSeconds } } });
    const missed = solve({ ...onALine([told(90), far]), changePrices: prices });
    expect(missed.concessions).toEqual([{ kind: 'window_told', jobId: 'j0', vehicleId: 'v0', price: 7 }]);
    const kept = solve({ ...onALine([told(1200), { ...far, serviceSeconds: 200 }]), changePrices: prices });
    expect(kept.routes[0]!.stops.map(({ jobId }) => jobId)).toContain('j0');
    expect(kept.concessions).toEqual([]);
  });
});

describe('jobs that follow each other', () => {
  const vans = [{}, { startPlaceIndex: 9 }];
  const startOf = (plan: Plan, id: string) =>
    plan.routes.flatMap(({ stops }) => stops).find(({ jobId }) => jobId === id)!.serviceStartSeconds;
  const installs = (gaps: object) => [
    { at: 1, serviceSeconds: 600 },
    { at: 8, skills: ['gas'], follows: { jobId: 'j0', ...gaps } },
  ];
  const fitter = [{}, { startPlaceIndex: 9, skills: ['gas'] }];

  it('lets an installer come after the delivery, from another depot and in another vehicle', () => {
    const plan = solve(onALine(installs({ minGapSeconds: 1800 }), fitter), 500);
    expect(plan.unassigned).toEqual([]);
    expect(plan.routes).toHaveLength(2);
    expect(startOf(plan, 'j1')).toBeGreaterThanOrEqual(startOf(plan, 'j0') + 600 + 1800);
  });

  it('keeps the longest gap too', () => {
    const late = { windows: [{ startSeconds: 6000, endSeconds: 7000 }] };
    const [delivery, install] = installs({ maxGapSeconds: 900 });
    const plan = solve(onALine([delivery!, { ...install!, ...late }], fitter), 500);
    expect(plan.unassigned).toEqual([]);
    expect(startOf(plan, 'j1') - startOf(plan, 'j0') - 600).toBeLessThanOrEqual(900);
  });

  it('turns the order of a route round, and chains of three', () => {
    const chain = [
      { at: 6 },
      { at: 4, follows: { jobId: 'j0' } },
      { at: 2, follows: { jobId: 'j1' } },
      { at: 8, follows: { jobId: 'j2' } },
    ];
    const plan = solve(onALine(chain, vans.slice(0, 1)), 500);
    expect(jobsOf(plan.routes[0])).toEqual(['j0', 'j1', 'j2', 'j3']);
  });

  it('leaves out what follows a job that nobody can do, with that as the reason', () => {
    const plan = solve(
      onALine([
        { at: 1, skills: ['gas'] },
        { at: 2, follows: { jobId: 'j0' } },
      ]),
    );
    expect(plan.unassigned.map(({ reason }) => reason)).toEqual(['skill_missing', 'follows']);
    expect(plan.unassigned[1]!.detail).toBe('It follows job j0, which is not planned.');
  });

  it('are told of while they are searched, which changes nothing', () => {
    const problem = onALine(installs({ minGapSeconds: 1800 }), fitter);
    const run = (ask: (search: Search, share: number) => void) => {
      const search = createSearch(problem);
      let asked = 0;
      search.run({
        elapsed: () => {
          const share = asked++ / 400;
          ask(search, share);
          return share;
        },
      });
      return search.plan();
    };
    const heard: Progress[] = [];
    const told = run((search) => heard.push(search.progress()));
    expect(told).toEqual(run(() => {}));
    const counts = heard.map(({ iterations }) => iterations);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(new Set(counts).size).toBeGreaterThan(20);
    expect(heard.at(-1)!.unplacedJobs).toBe(0);
  });
});

describe('coming back to load', () => {
  const kilograms = { capacityDimensions: ['kilograms'] };
  const jobs = [1, 2, 3, 4].map((at) => ({ at, amounts: [5] }));
  const reload = { placeIndex: 0, serviceSeconds: 100, maxReloads: 1 };

  it('saves a vehicle that costs more than the way back', () => {
    const dear = { capacities: [10], cost: { fixed: 50, perKilometer: 1 } };
    const [route, ...others] = solve(onALine(jobs, [{ ...dear, reload }, dear], kilograms)).routes;
    expect(others).toEqual([]);
    expect(route!.stops.filter(({ kind }) => kind === 'reload')).toHaveLength(1);
    expect(route!.trips.map(({ jobIds }) => jobIds.length)).toEqual([2, 2]);
  });

  it('leaves the work to a vehicle that costs nothing to use where that is quicker home', () => {
    const cheap = {
      capacities: [10],
      cost: { fixed: 0, perKilometer: 1 },
      shifts: [{ startSeconds: 0, endSeconds: 1500 }],
    };
    const { routes, unassigned } = solve(onALine(jobs, [{ ...cheap, reload }, cheap], kilograms));
    expect(unassigned).toEqual([]);
    expect(routes).toHaveLength(2);
  });

  it('waits there for goods that come late, whatever else is on board', () => {
    const late = { at: 5, amounts: [5], readySeconds: 5000 };
    const pickup = { placeIndex: 1, serviceSeconds: 0 };
    const urgent = { at: 5, kind: 'shipment' as const, pickup, windows: [{ startSeconds: 0, endSeconds: 3000 }] };
    const problem = onALine([{ at: 1, amounts: [5] }, late, urgent], [{ capacities: [5], reload }], kilograms);
    const stops = [
      { kind: 'delivery' as const, jobId: 'j0' },
      { kind: 'reload' as const },
      { kind: 'delivery' as const, jobId: 'j1' },
    ];
    // The first plan alone: nothing that comes after it may have to mend it.
    const plan = solve({ ...problem, givenPlan: { routes: [{ vehicleId: 'v0', stops }] } }, 0);
    expect(plan.unassigned).toEqual([]);
  });
});
