import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSearch } from '@roundsman/routing-solver';
import { checkPlan } from '@roundsman/routing-solver/checker';
import { readVrplib, toProblem } from '@roundsman/routing-solver/formats';
import { describe, expect, it } from 'vitest';
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

describe('the instance formats', () => {
  it('are all read from the folders beside their best known solutions', () => {
    const sets = readFolder(folder);
    expect(sets.map(({ name }) => name).sort()).toEqual(['homberger', 'lilim', 'solomon', 'uchoa_x']);
    for (const set of sets) {
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

  it('read rounded coordinates of CVRPLIB, without windows', () => {
    const path = join(folder, 'uchoa_x/X-n101-k25.vrp');
    const instance = readVrplib(readFileSync(path, 'utf8'), 'rounded-integer');
    expect(instance).toMatchObject({ name: 'X-n101-k25', capacity: 206 });
    expect(toProblem(instance, 'rounded-integer', 'distance').jobs[0]!.windows).toBeUndefined();
  });
});
