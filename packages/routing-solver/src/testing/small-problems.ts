import fc from 'fast-check';
import type { Dock, Job, Objective, Problem, TravelMatrix, TravelProfile, Vehicle } from '../problem.ts';

const DAY = { startSeconds: 1000, endSeconds: 9000 };
const windowArbitrary = fc
  .tuple(fc.integer({ min: 900, max: 8000 }), fc.integer({ min: 0, max: 3000 }))
  .map(([startSeconds, length]) => ({ startSeconds, endSeconds: startSeconds + length }));

const jobArbitrary = (places: number): fc.Arbitrary<Omit<Job, 'id'>> =>
  fc
    .record(
      {
        kind: fc.constantFrom('delivery' as const, 'pickup' as const, 'shipment' as const),
        placeIndex: fc.nat(places - 1),
        serviceSeconds: fc.nat(400),
        windows: fc.array(windowArbitrary, { maxLength: 3 }),
        amounts: fc.tuple(fc.nat(6), fc.nat(3)),
        collectedAmounts: fc.tuple(fc.nat(6), fc.nat(3)),
        skills: fc.subarray(['gas', 'piano']),
        operators: fc.integer({ min: 1, max: 2 }),
        priority: fc.nat(100),
        readySeconds: fc.integer({ min: 500, max: 5000 }),
        area: fc.constantFrom('north', 'south'),
        told: fc.record(
          {
            vehicleId: fc.constantFrom('v0', 'v1'),
            position: fc.nat(3),
            window: windowArbitrary,
          },
          { requiredKeys: [] },
        ),
        promisedSeconds: fc.integer({ min: 1000, max: 9000 }),
        serviceFactorByVehicleType: fc.record({ van: fc.constantFrom(0.5, 1.5) }),
        allowedVehicleIds: fc.subarray(['v0', 'v1'], { minLength: 1 }),
        forbiddenVehicleIds: fc.constantFrom(['v0'], ['v1'], []),
        otherVehiclePrice: fc.nat(20),
        forbiddenVehiclePrice: fc.nat(20),
        missingSkillPrice: fc.nat(20),
        missingOperatorPrice: fc.nat(20),
        pickup: fc.record(
          {
            placeIndex: fc.nat(places - 1),
            serviceSeconds: fc.nat(200),
            windows: fc.array(windowArbitrary, { maxLength: 2 }),
          },
          { requiredKeys: ['placeIndex', 'serviceSeconds'] },
        ),
      },
      { requiredKeys: ['kind', 'placeIndex', 'serviceSeconds', 'amounts', 'pickup'] },
    )
    .map(({ pickup, collectedAmounts, ...job }) => ({
      ...job,
      ...(job.kind === 'shipment' && { pickup }),
      ...(job.kind !== 'pickup' && collectedAmounts && { collectedAmounts }),
    }));

const vehicleArbitrary = (places: number): fc.Arbitrary<Omit<Vehicle, 'id'>> =>
  fc.record(
    {
      type: fc.constantFrom('van', 'truck'),
      startPlaceIndex: fc.nat(places - 1),
      endPlaceIndex: fc.option(fc.nat(places - 1)),
      shifts: fc.constantFrom(
        [DAY],
        [{ ...DAY, overtimeFromSeconds: 5000 }],
        [
          {
            ...DAY,
            breaks: [{ id: 'lunch', earliestStartSeconds: 3000, latestStartSeconds: 4000, durationSeconds: 600 }],
          },
        ],
        [
          {
            ...DAY,
            breaks: [
              { id: 'fixed', earliestStartSeconds: 2500, latestStartSeconds: 2500, durationSeconds: 300 },
              { id: 'tea', earliestStartSeconds: 5000, latestStartSeconds: 6000, durationSeconds: 300 },
            ],
          },
        ],
        [
          { startSeconds: 1000, endSeconds: 4000 },
          { startSeconds: 5000, endSeconds: 9000 },
        ],
      ),
      areas: fc.subarray(['north', 'south']),
      outsideAreasPrice: fc.nat(20),
      capacities: fc.tuple(fc.integer({ min: 4, max: 14 }), fc.integer({ min: 2, max: 8 })),
      skills: fc.subarray(['gas', 'piano']),
      crewSize: fc.integer({ min: 1, max: 2 }),
      maxJobs: fc.integer({ min: 1, max: 6 }),
      maxDrivingSeconds: fc.integer({ min: 1500, max: 6000 }),
      drivingBreak: fc.record({
        afterSeconds: fc.integer({ min: 900, max: 3000 }),
        durationSeconds: fc.constantFrom(200, 450),
      }),
      maxDistanceMeters: fc.integer({ min: 10_000, max: 60_000 }),
      limitPrices: fc.record(
        {
          perJob: fc.nat(9),
          perDrivingHour: fc.nat(40),
          perKilometer: fc.nat(3),
          perUnit: fc.record({ kilograms: fc.nat(9), pieces: fc.nat(9) }, { requiredKeys: [] }),
        },
        { requiredKeys: [] },
      ),
      travelTimeFactor: fc.constantFrom(0.8, 1.25),
      serviceTimeFactor: fc.constantFrom(0.5, 2),
      travelProfile: fc.nat(1),
      cost: fc.record({ fixed: fc.nat(50), perKilometer: fc.nat(3), perHour: fc.nat(40), overtimePerHour: fc.nat(40) }),
      reload: fc.record({
        placeIndex: fc.nat(places - 1),
        serviceSeconds: fc.nat(200),
        maxReloads: fc.integer({ min: 0, max: 2 }),
        windows: fc.array(windowArbitrary, { maxLength: 2 }),
      }),
    },
    { requiredKeys: ['startPlaceIndex', 'shifts'] },
  );

/** Now and then unreachable, rarely symmetric, and a detour may be faster than the direct way. */
const matrixArbitrary = (size: number): fc.Arbitrary<TravelMatrix> =>
  fc.array(fc.integer({ min: -1, max: 60 }), { minLength: size * size, maxLength: size * size }).map((draws) => ({
    size,
    seconds: draws.map((draw, at) => (isDiagonal(at, size) ? 0 : draw < 0 ? -1 : 60 + draw * 20)),
    meters: draws.map((draw, at) => (isDiagonal(at, size) ? 0 : draw < 0 ? -1 : 500 + draw * 200)),
  }));

const isDiagonal = (at: number, size: number) => at % (size + 1) === 0;

/** Follows the first job, so that there are no circles; or nobody. */
const linkArbitrary = fc.constantFrom(
  {},
  {},
  { follows: { jobId: 'j0' } },
  { follows: { jobId: 'j0', minGapSeconds: 300 } },
  { follows: { jobId: 'j0', minGapSeconds: 100, maxGapSeconds: 1500 } },
);

const groupArbitrary = fc.record({
  rule: fc.constantFrom('together' as const, 'apart' as const),
  members: fc.uniqueArray(fc.nat(7), { minLength: 2, maxLength: 3 }),
  price: fc.option(fc.nat(9), { nil: undefined }),
});

function companyOf(
  groups: readonly { rule: 'together' | 'apart'; members: readonly number[]; price: number | undefined }[],
  jobCount: number,
): Pick<Problem, 'together' | 'apart'> {
  const ofRule = (rule: string) =>
    groups
      .filter((group) => group.rule === rule)
      .map(({ members, price }) => ({
        jobIds: members.filter((member) => member < jobCount).map((member) => `j${member}`),
        ...(price !== undefined && { price }),
      }));
  return { together: ofRule('together'), apart: ofRule('apart') };
}

/** Where half of the vehicles start at the most; loading takes long beside the shifts, so that docks are short. */
const docksArbitrary = (places: number): fc.Arbitrary<Dock[]> =>
  fc.uniqueArray(
    fc.record(
      {
        placeIndex: fc.nat(places - 1),
        count: fc.integer({ min: 1, max: 2 }),
        loadSeconds: fc.constantFrom(0, 300, 1500),
        windows: fc.array(windowArbitrary, { maxLength: 2 }),
        price: fc.nat(9),
      },
      { requiredKeys: ['placeIndex', 'count', 'loadSeconds'] },
    ),
    { selector: ({ placeIndex }) => placeIndex, maxLength: 2 },
  );

/** Two kinds of traffic, each quick and slow in turn. */
const profileArbitrary: fc.Arbitrary<TravelProfile> = fc
  .array(fc.record({ fromSeconds: fc.integer({ min: 500, max: 9000 }), factor: fc.constantFrom(0.6, 1, 1.37, 2.5) }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((steps) => ({
    steps: steps
      .toSorted((a, b) => a.fromSeconds - b.fromSeconds)
      .filter(({ fromSeconds }, at, all) => fromSeconds !== all[at - 1]?.fromSeconds),
  }));

const objectiveArbitrary = fc.constantFrom<Objective>(
  { levels: [[{ term: 'unplaced' }], [{ term: 'cost' }, { term: 'fairness', weight: 5 }, { term: 'soft' }]] },
  { levels: [[{ term: 'unplaced' }], [{ term: 'changes' }, { term: 'soft' }], [{ term: 'vehicles' }]] },
);

/** The same without links and docks: routes that do not wait for one another. */
export const unlinked = ({ docks: _docks, ...problem }: Problem): Problem => ({
  ...problem,
  jobs: problem.jobs.map(({ follows: _follows, ...job }) => job),
});

/** Problems that use any rule in any mixture, small enough to run thousands of. */
export const smallProblem: fc.Arbitrary<Problem> = fc.integer({ min: 2, max: 7 }).chain((places) =>
  fc
    .record({
      matrix: matrixArbitrary(places),
      jobs: fc.array(jobArbitrary(places), { maxLength: 8 }),
      vehicles: fc.array(vehicleArbitrary(places), { minLength: 2, maxLength: 3 }),
      links: fc.option(fc.array(linkArbitrary, { minLength: 2, maxLength: 5 }), { nil: undefined, freq: 2 }),
      groups: fc.array(groupArbitrary, { maxLength: 2 }),
      changePrices: fc.option(fc.record({ vehicle: fc.nat(9), order: fc.nat(9), window: fc.nat(9) }), {
        nil: undefined,
      }),
      objective: fc.option(objectiveArbitrary, { nil: undefined, freq: 2 }),
      docks: fc.option(docksArbitrary(places), { nil: undefined, freq: 2 }),
      profiles: fc.option(fc.tuple(profileArbitrary, profileArbitrary), { nil: undefined, freq: 2 }),
    })
    .map(({ matrix, jobs, vehicles, links, groups, changePrices, objective, docks, profiles }) => ({
      ...(profiles && { travelProfiles: profiles }),
      ...(docks && { docks }),
      ...(changePrices && { changePrices }),
      ...(objective && { objective }),
      ...companyOf(groups, jobs.length),
      places: Array.from({ length: places }, (_, index) => ({ id: `p${index}`, matrixIndex: index })),
      matrix,
      capacityDimensions: ['kilograms', 'pieces'],
      jobs: jobs.map((job, index) => ({
        id: `j${index}`,
        ...job,
        ...(links && index > 0 && links[index % links.length]),
      })),
      vehicles: vehicles.map(({ travelProfile, ...vehicle }, index) => ({
        id: `v${index}`,
        ...vehicle,
        ...(profiles && travelProfile !== undefined && { travelProfile }),
      })),
    })),
);
