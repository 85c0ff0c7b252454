import { describe, expect, it } from 'vitest';
import type { Problem } from '../problem.ts';
import { createSearch } from '../search/create-search.ts';
import { makeDeliveryDay } from '../testing/delivery-day.ts';
import { onALine } from '../testing/line.ts';
import { InvalidProblem } from './assert-valid.ts';
import { validateProblem } from './validate-problem.ts';

const shift = { startSeconds: 0, endSeconds: 1000 };
const good = onALine([{ at: 1 }, { at: 2 }]);
const withJob = (job: object): Problem => ({ ...good, jobs: [{ ...good.jobs[0]!, ...job }] });
const withVehicle = (vehicle: object): Problem => ({ ...good, vehicles: [{ ...good.vehicles[0]!, ...vehicle }] });

describe('validateProblem', () => {
  it('has nothing against a good day', () => {
    expect(validateProblem(good)).toEqual([]);
    expect(validateProblem(makeDeliveryDay({ jobs: 30, vehicles: 4, seed: 1 }))).toEqual([]);
  });

  it('has nothing against a shift that begins as another ends', () => {
    expect(validateProblem(withVehicle({ shifts: [shift, { startSeconds: 1000, endSeconds: 2000 }] }))).toEqual([]);
  });

  const refused: [string, Problem, string, string][] = [
    ['negative service', withJob({ serviceSeconds: -1 }), 'jobs[0].serviceSeconds', 'negative'],
    ['service that is no number', withJob({ serviceSeconds: Number.NaN }), 'jobs[0].serviceSeconds', 'not_finite'],
    ['half seconds', withJob({ serviceSeconds: 1.5 }), 'jobs[0].serviceSeconds', 'not_integer'],
    ['service left out', withJob({ serviceSeconds: undefined }), 'jobs[0].serviceSeconds', 'missing'],
    ['a place left out', withJob({ placeIndex: undefined }), 'jobs[0].placeIndex', 'missing'],
    ['a start left out', withVehicle({ startPlaceIndex: undefined }), 'vehicles[0].startPlaceIndex', 'missing'],
    [
      'a shift without an end',
      withVehicle({ shifts: [{ startSeconds: 0 }] }),
      'vehicles[0].shifts[0].endSeconds',
      'missing',
    ],
    [
      'a window without a start',
      withJob({ windows: [{ endSeconds: 8 }] }),
      'jobs[0].windows[0].startSeconds',
      'missing',
    ],
    [
      'a place in no row of the matrix',
      { ...good, places: good.places.map(({ id }) => ({ id })) as unknown as Problem['places'] },
      'places[0].matrixIndex',
      'missing',
    ],
    [
      'a hole in the matrix',
      { ...good, matrix: { ...good.matrix, meters: new Array(good.matrix.seconds.length) } },
      'matrix.meters[0]',
      'missing',
    ],
    [
      'a shift that begins before the other is over',
      withVehicle({ shifts: [shift, { startSeconds: 900, endSeconds: 2000 }] }),
      'vehicles[0].shifts[1].startSeconds',
      'impossible',
    ],
    [
      'the same, given in the other order',
      withVehicle({ shifts: [{ startSeconds: 900, endSeconds: 2000 }, shift] }),
      'vehicles[0].shifts[0].startSeconds',
      'impossible',
    ],
    ['one shift twice', withVehicle({ shifts: [shift, shift] }), 'vehicles[0].shifts[1].startSeconds', 'impossible'],
    [
      'a window upside down',
      withJob({ windows: [{ startSeconds: 9, endSeconds: 8 }] }),
      'jobs[0].windows[0].endSeconds',
      'upside_down',
    ],
    [
      'driving without an end before a rest',
      withVehicle({ drivingBreak: { afterSeconds: 0, durationSeconds: 900 } }),
      'vehicles[0].drivingBreak.afterSeconds',
      'out_of_range',
    ],
    [
      'a break of the shift by the name of those that driving asks for',
      withVehicle({
        drivingBreak: { afterSeconds: 900, durationSeconds: 900 },
        shifts: [
          {
            ...shift,
            breaks: [{ id: 'driving', earliestStartSeconds: 0, latestStartSeconds: 9, durationSeconds: 9 }],
          },
        ],
      }),
      'vehicles[0].shifts[0].breaks[0].id',
      'duplicate',
    ],
    [
      'traffic that runs backwards',
      {
        ...good,
        travelProfiles: [
          {
            steps: [
              { fromSeconds: 9, factor: 1 },
              { fromSeconds: 9, factor: 2 },
            ],
          },
        ],
      },
      'travelProfiles[0].steps[1].fromSeconds',
      'upside_down',
    ],
    ['traffic without a step', { ...good, travelProfiles: [{ steps: [] }] }, 'travelProfiles[0].steps', 'missing'],
    ['traffic that is not there', withVehicle({ travelProfile: 0 }), 'vehicles[0].travelProfile', 'unknown_reference'],
    ['a place that is not there', withJob({ placeIndex: 12 }), 'jobs[0].placeIndex', 'out_of_range'],
    ['a priority over 100', withJob({ priority: 101 }), 'jobs[0].priority', 'out_of_range'],
    ['amounts without dimensions', withJob({ amounts: [1] }), 'jobs[0].amounts', 'wrong_size'],
    [
      'amounts taken along without dimensions',
      withJob({ collectedAmounts: [1] }),
      'jobs[0].collectedAmounts',
      'wrong_size',
    ],
    [
      'a pickup that is an exchange',
      withJob({ kind: 'pickup', collectedAmounts: [] }),
      'jobs[0].collectedAmounts',
      'unsupported',
    ],
    ['a shipment without a pickup', withJob({ kind: 'shipment' }), 'jobs[0].pickup', 'missing'],
    ['a kind that is not there', withJob({ kind: 'balloon' }), 'jobs[0].kind', 'unsupported'],
    ['a link to nobody', withJob({ follows: { jobId: 'j9' } }), 'jobs[0].follows.jobId', 'unknown_reference'],
    ['a job that follows itself', withJob({ follows: { jobId: 'j0' } }), 'jobs[0].follows.jobId', 'impossible'],
    [
      'gaps upside down',
      withJob({ follows: { jobId: 'j0', minGapSeconds: 9, maxGapSeconds: 8 } }),
      'jobs[0].follows.maxGapSeconds',
      'upside_down',
    ],
    ['a group of nobody', { ...good, apart: [{ jobIds: ['j9'] }] }, 'apart[0].jobIds[0]', 'unknown_reference'],
    ['a negative price of a change', { ...good, changePrices: { order: -1 } }, 'changePrices.order', 'negative'],
    ['a price of another vehicle', withJob({ otherVehiclePrice: -1 }), 'jobs[0].otherVehiclePrice', 'negative'],
    [
      'a price of jobs too many',
      withVehicle({ limitPrices: { perJob: -1 } }),
      'vehicles[0].limitPrices.perJob',
      'negative',
    ],
    [
      'a price of a dimension that is not there',
      withVehicle({ limitPrices: { perUnit: { litres: 1 } } }),
      'vehicles[0].limitPrices.perUnit.litres',
      'unknown_reference',
    ],
    ['a price of leaving an area', withVehicle({ outsideAreasPrice: -1 }), 'vehicles[0].outsideAreasPrice', 'negative'],
    [
      'a vehicle that is not there',
      withJob({ allowedVehicleIds: ['x'] }),
      'jobs[0].allowedVehicleIds[0]',
      'unknown_reference',
    ],
    ['a vehicle without shifts', withVehicle({ shifts: [] }), 'vehicles[0].shifts', 'missing'],
    [
      'a shift upside down',
      withVehicle({ shifts: [{ startSeconds: 5, endSeconds: 4 }] }),
      'vehicles[0].shifts[0].endSeconds',
      'upside_down',
    ],
    [
      'overtime after the end',
      withVehicle({ shifts: [{ ...shift, overtimeFromSeconds: 1001 }] }),
      'vehicles[0].shifts[0].overtimeFromSeconds',
      'upside_down',
    ],
    [
      'a cost that is no number',
      withVehicle({ cost: { perHour: Number.POSITIVE_INFINITY } }),
      'vehicles[0].cost.perHour',
      'not_finite',
    ],
    [
      'a vehicle that stands still',
      withVehicle({ travelTimeFactor: 0 }),
      'vehicles[0].travelTimeFactor',
      'out_of_range',
    ],
    [
      'two vehicles of one name',
      { ...good, vehicles: [good.vehicles[0]!, good.vehicles[0]!] },
      'vehicles[1].id',
      'duplicate',
    ],
    ['a matrix of a wrong size', { ...good, matrix: { ...good.matrix, size: 3 } }, 'matrix.seconds', 'wrong_size'],
    [
      'a negative time',
      { ...good, matrix: { ...good.matrix, seconds: good.matrix.seconds.map((each, at) => (at === 7 ? -2 : each)) } },
      'matrix.seconds[7]',
      'out_of_range',
    ],
    [
      'a lock on a job that is not there',
      { ...good, lockedStarts: [{ vehicleId: 'v0', stops: [{ kind: 'delivery', jobId: 'x' }] }] },
      'lockedStarts[0].stops[0].jobId',
      'unknown_reference',
    ],
    [
      'a lock of the wrong kind',
      { ...good, lockedStarts: [{ vehicleId: 'v0', stops: [{ kind: 'pickup', jobId: 'j0' }] }] },
      'lockedStarts[0].stops[0].kind',
      'impossible',
    ],
  ];
  for (const [what, problem, field, code] of refused) {
    it(`names the field of ${what}`, () => {
      expect(validateProblem(problem).map((fault) => [fault.field, fault.code])).toContainEqual([field, code]);
    });
  }

  it('finds every fault at once and stops at a hundred', () => {
    expect(validateProblem(withJob({ serviceSeconds: -1, priority: 200 }))).toHaveLength(2);
    const many = {
      ...good,
      jobs: Array.from({ length: 300 }, (_, index) => ({ ...good.jobs[0]!, id: `${index}`, priority: -1 })),
    };
    expect(validateProblem(many)).toHaveLength(100);
  });

  it('keeps a refused problem from every entry', () => {
    expect(() => createSearch(withJob({ priority: 200 }))).toThrow(InvalidProblem);
  });
});
