import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRoads, type Roads } from '@roundsman/road-network';
import { createSearch, type Problem } from '@roundsman/routing-solver';
import { checkPlan } from '@roundsman/routing-solver/checker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSample } from './generate/make-sample.ts';
import type { MorningRow } from './generate/morning.ts';

/** Local time of the day in seconds. */
const clock = (time: string) => Number(time.slice(0, 2)) * 3600 + Number(time.slice(3)) * 60;

describe('the sample day on real roads', () => {
  let dataDir: string;
  let roads: Roads;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'roundsman-plannable-'));
    const extractPath = fileURLToPath(new URL('liechtenstein/liechtenstein.osm.pbf', import.meta.url));
    roads = await createRoads({ extractPath, dataDir, travelTimes: 'extract_search' });
  }, 120_000);
  afterAll(async () => {
    await roads?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('can be done by twelve vehicles but for the four jobs that are left over for a good reason', async () => {
    const { organisation, morning, wrong } = await makeSample(roads.geocoder);
    const wrongRows = new Set(wrong.map(({ row }) => row));
    const rows = morning.filter((row) => !wrongRows.has(row));
    const answers = await roads.geocoder.geocodeMany(
      rows.map(({ street, house_number: houseNumber, city }) => ({ street, houseNumber, city })),
    );
    const points = [...organisation.locations.map(({ point }) => point), ...answers.map(({ point }) => point!)];
    const matrix = await roads.travelTimes.matrix(points, points, 'van');
    const problem = problemOf(organisation, rows, {
      size: points.length,
      seconds: matrix.seconds,
      meters: matrix.meters,
    });

    const search = createSearch(problem, { seed: 1 });
    search.run({ iterations: 12_000 });
    const plan = search.plan();
    expect(checkPlan(problem, plan)).toEqual([]);
    const leftOver = plan.unassigned
      .map(({ jobId }) => rows.find((row) => row.reference_id === jobId)!.description)
      .sort();
    expect(leftOver).toEqual([
      'Bogenlampe',
      'Klimagerät, Kältekreis anschliessen',
      'Klimagerät, Kältekreis anschliessen',
      'Tresor',
    ]);
  }, 240_000);
});

type Organisation = Awaited<ReturnType<typeof makeSample>>['organisation'];

/** Goods wait at the depot of their row, so only its vehicles bring them. */
function problemOf(organisation: Organisation, rows: readonly MorningRow[], matrix: Problem['matrix']): Problem {
  const { locations, vehicles } = organisation;
  const operators = new Map(
    (organisation.operators as { code: string; skills: string[] }[]).map((operator) => [operator.code, operator]),
  );
  const vehiclesOf = (depot: string) =>
    vehicles.filter(({ startLocation }) => startLocation === depot).map(({ code }) => code);
  return {
    capacityDimensions: ['weight_grams', 'volume_litres'],
    matrix,
    places: Array.from({ length: matrix.size }, (_, index) => ({ id: String(index), matrixIndex: index })),
    vehicles: vehicles.map((vehicle) => ({
      id: vehicle.code,
      startPlaceIndex: locations.findIndex(({ code }) => code === vehicle.startLocation),
      shifts: vehicle.shifts.map(({ from, to }) => ({
        startSeconds: clock(from),
        endSeconds: clock(to),
        breaks: vehicle.breaks.map(({ earliest, latest, durationSeconds }) => ({
          id: `${vehicle.code} lunch`,
          earliestStartSeconds: clock(earliest),
          latestStartSeconds: clock(latest),
          durationSeconds,
        })),
      })),
      capacities: [vehicle.capacity.weightGrams, vehicle.capacity.volumeLitres],
      skills: vehicle.crew.flatMap(({ operator }) => operators.get(operator)!.skills),
      crewSize: vehicle.crew.length,
    })),
    jobs: rows.map((row, index) => ({
      id: row.reference_id,
      kind: row.job_type === 'pickup' ? 'pickup' : 'delivery',
      placeIndex: locations.length + index,
      ...(row.window_from
        ? { windows: [{ startSeconds: clock(row.window_from), endSeconds: clock(row.window_to) }] }
        : {}),
      serviceSeconds: Number(row.service_minutes) * 60,
      amounts: [
        Math.round(Number(row.quantity) * Number(row.weight_kg) * 1000),
        Math.round(Number(row.quantity) * Number(row.volume_m3) * 1000),
      ],
      skills: row.skills.split(' ').filter(Boolean),
      operators: Number(row.operators),
      allowedVehicleIds: vehiclesOf(row.depot),
    })),
  };
}
