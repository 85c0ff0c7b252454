import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createSearch } from '@roundsman/routing-solver';
import { checkPlan } from '@roundsman/routing-solver/checker';
import { readVrplib, toProblem } from '@roundsman/routing-solver/formats';
import { afterAll, describe, expect, it } from 'vitest';
import { readFolder, readInstance } from './read-folder.ts';

const folder = join(import.meta.dirname, '../instances');

const EXPLICIT = `NAME : tiny
TYPE : VRPTW
DIMENSION : 3
CAPACITY : 10
EDGE_WEIGHT_TYPE : EXPLICIT
EDGE_WEIGHT_FORMAT : FULL_MATRIX
EDGE_WEIGHT_SECTION
0 5 9
7 0 3
8 4 0
DEMAND_SECTION
1 0
2 4
3 5
SERVICE_TIME_SECTION
1 0
2 60
3 30
TIME_WINDOW_SECTION
1 0 1000
2 100 200
3 0 900
DEPOT_SECTION
1
-1
EOF`;

/** Round by 0 → 1 → 2 → 3 → 0 it is 40, the other way 400; one vehicle has to take all. */
const ONE_WAY = [
  [0, 10, 200, 100],
  [100, 0, 10, 200],
  [200, 100, 0, 10],
  [10, 200, 100, 0],
];

const oneWay = (weights: readonly string[]) => `NAME : one-way
TYPE : CVRP
DIMENSION : 4
VEHICLES : 1
CAPACITY : 3
EDGE_WEIGHT_TYPE : EXPLICIT
EDGE_WEIGHT_FORMAT : FULL_MATRIX
EDGE_WEIGHT_SECTION
${weights.join('\n')}
DEMAND_SECTION
1 0
2 1
3 1
4 1
DEPOT_SECTION
1
-1
EOF`;

describe('the instance formats', () => {
  it('are all read from the folders beside their best known solutions', () => {
    const sets = readFolder(folder);
    expect(sets.map(({ name }) => name).sort()).toEqual(['homberger', 'lilim', 'solomon', 'uchoa_x']);
    for (const set of sets) {
      expect(set.reference).toBe('best-known');
      expect(set.files.length).toBeGreaterThan(0);
      for (const file of set.files) expect(file.best?.cost).toBeGreaterThan(0);
    }
  });

  it('read Solomon: fleet, capacity, distances truncated to one decimal', () => {
    const [set] = readFolder(join(folder, 'solomon'));
    const instance = readInstance(set!.folder, set!.files.find(({ name }) => name === 'C101')!);
    expect(instance).toMatchObject({ name: 'C101', vehicles: 25, capacity: 200 });
    expect(instance.stops).toHaveLength(101);
    expect(instance.distance(0, 1)).toBe(18.6);
  });

  it('read Li & Lim as shipments from the pickup to the delivery', () => {
    const [set] = readFolder(join(folder, 'lilim'));
    const instance = readInstance(set!.folder, set!.files.find(({ name }) => name === 'lc101')!);
    const problem = toProblem(instance, set!.distances, set!.objective);
    expect(problem.jobs).toHaveLength(53);
    expect(problem.jobs.find(({ id }) => id === '75')).toMatchObject({
      kind: 'shipment',
      pickup: { placeIndex: 3 },
      amounts: [10],
    });
  });

  it('read an explicit asymmetric matrix with windows', () => {
    const instance = readVrplib(EXPLICIT, 'explicit');
    expect([instance.distance(0, 1), instance.distance(1, 0)]).toEqual([5, 7]);
    const problem = toProblem(instance, 'explicit', 'distance');
    expect(problem.jobs[0]).toMatchObject({
      serviceSeconds: 60,
      amounts: [4],
      windows: [{ startSeconds: 100, endSeconds: 200 }],
    });
    const search = createSearch(problem);
    search.run({ iterations: 50 });
    expect(checkPlan(problem, search.plan())).toEqual([]);
    expect(search.plan().cost.total).toBe(5 + 3 + 8);
  });

  it('plan and check an asymmetric instance in the direction that its routes are driven', () => {
    const instance = readVrplib(oneWay(ONE_WAY.map((row) => row.join(' '))), 'explicit');
    const problem = toProblem(instance, 'explicit', 'distance');
    const search = createSearch(problem);
    search.run({ iterations: 50 });
    const plan = search.plan();
    expect(plan.routes.map(({ stops }) => stops.map(({ placeIndex }) => placeIndex))).toEqual([[0, 1, 2, 3, 0]]);
    expect(plan.cost.total).toBe(40);
    expect(checkPlan(problem, plan)).toEqual([]);
    // The same plan where every road leads the other way.
    const turned = toProblem(
      { ...instance, distance: (from, to) => instance.distance(to, from) },
      'explicit',
      'distance',
    );
    expect(checkPlan(turned, plan)).not.toEqual([]);
  });

  it('refuse half a matrix instead of reading it as another problem', () => {
    const lower = ONE_WAY.map((row, at) => row.slice(0, at + 1).join(' '));
    expect(() => readVrplib(oneWay(lower), 'explicit')).toThrow(
      'one-way: EDGE_WEIGHT_SECTION has 10 numbers, a full matrix of 4 places 16.',
    );
  });

  it('read rounded coordinates of CVRPLIB, without windows', () => {
    const path = join(folder, 'uchoa_x/X-n101-k25.vrp');
    const instance = readVrplib(readFileSync(path, 'utf8'), 'rounded-integer');
    expect(instance).toMatchObject({ name: 'X-n101-k25', capacity: 206 });
    expect(toProblem(instance, 'rounded-integer', 'distance').jobs[0]!.windows).toBeUndefined();
  });
});

describe('a folder of anybody’s instances', () => {
  const home = mkdtempSync(join(tmpdir(), 'instances-'));
  afterAll(() => rmSync(home, { recursive: true }));

  function keep(set: string, known: object, files: Readonly<Record<string, string | Buffer>>) {
    mkdirSync(join(home, set), { recursive: true });
    writeFileSync(join(home, set, 'bks.json'), JSON.stringify(known));
    for (const [file, content] of Object.entries(files)) writeFileSync(join(home, set, file), content);
    const [found] = readFolder(join(home, set));
    return { ...found!, instances: found!.files.map((file) => readInstance(found!.folder, file)) };
  }

  it('may hold any of the formats, with coordinates as doubles or rounded, and solutions of some instances only', () => {
    const solomon = readFileSync(join(folder, 'solomon/C101.txt'));
    const bks = { C101: { cost: 828.94, vehicles: 10, optimal: true } };
    const doubles = keep(
      'doubles',
      { format: 'solomon', distances: 'double', objective: 'vehicles-then-distance', bks },
      { 'C101.txt': solomon, 'C999.txt': solomon },
    );
    expect(doubles.files.map(({ name, best }) => [name, best?.cost])).toEqual([
      ['C101', 828.94],
      ['C999', undefined],
    ]);
    expect(doubles.instances[0]!.distance(0, 1)).toBeCloseTo(18.681541692269406, 12);
    const cvrplib = readFileSync(join(folder, 'uchoa_x/X-n101-k25.vrp'));
    const rounded = keep(
      'rounded',
      { format: 'cvrplib', distances: 'rounded-integer', objective: 'distance', bks: {} },
      { 'X.vrp': cvrplib },
    );
    const { stops, distance } = rounded.instances[0]!;
    expect(distance(0, 1)).toBe(Math.floor(Math.hypot(stops[0]!.x - stops[1]!.x, stops[0]!.y - stops[1]!.y) + 0.5));
  });

  it('may hold full matrices, gzipped too, without a bound on the fleet whatever a file says', () => {
    const text = oneWay(ONE_WAY.map((row) => row.join(' ')));
    const known = { format: 'vrplib-explicit', distances: 'explicit', objective: 'distance', bks: {} };
    const { files, instances } = keep('matrices', known, {
      ...{ 'a.txt': text, 'b.vrp.gz': gzipSync(text), 'c.vrptw': EXPLICIT, 'c.sol': 'Route #1: 1 2' },
    });
    expect(files.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(instances.map(({ vehicles }) => vehicles)).toEqual([3, 3, 2]);
    for (const { distance } of instances.slice(0, 2)) expect([distance(0, 1), distance(1, 0)]).toEqual([10, 100]);
  });

  it('says when its format is none that is known', () => {
    const known = { format: 'tsplib', distances: 'double', objective: 'distance', bks: {} };
    expect(() => keep('unknown', known, { 'a.txt': '' })).toThrow('format "tsplib" is none of solomon');
  });
});

describe('the instances by road', () => {
  const [set] = readFolder(join(import.meta.dirname, '../road-instances'));

  it('are full matrices whose ways there and back differ, held against our own longest runs and no best known solution', () => {
    expect(set!.reference).toBe('own-longest-run');
    expect(set!.files.map(({ name }) => name)).toEqual(
      ['c', 't'].flatMap((kind) => [200, 400, 670].map((size) => `road-${kind}${size}`)),
    );
    for (const file of set!.files.filter(({ name }) => name.endsWith('200'))) {
      const { stops, distance } = readInstance(set!.folder, file);
      expect(stops).toHaveLength(201);
      const differing = stops.filter((_, at) => distance(0, at) !== distance(at, 0));
      expect(differing.length).toBeGreaterThan(150);
      expect(stops.slice(1).every(({ demand }) => demand >= 1 && demand <= 20)).toBe(true);
    }
  });

  it('have windows only where their name says so, and a stop can be reached in it', () => {
    for (const file of set!.files.filter(({ name }) => !name.endsWith('670'))) {
      const { stops, distance } = readInstance(set!.folder, file);
      const depot = stops[0]!;
      const windowed = file.name.startsWith('road-t');
      for (const [at, { ready, due, service }] of stops.entries()) {
        if (at === 0) continue;
        expect(Number.isFinite(due)).toBe(windowed);
        expect(distance(0, at)).toBeLessThanOrEqual(due);
        if (windowed)
          expect(Math.max(ready, distance(0, at)) + service + distance(at, 0)).toBeLessThanOrEqual(depot.due);
      }
    }
  });
});
