import { compile } from '../model/compile-model.ts';
import { compileNodes } from '../model/compile-nodes.ts';
import { compileTold } from '../model/compile-rides.ts';
import { type Model, NEVER } from '../model/model.ts';
import type { Job, NewPlace, Place, Problem } from '../problem.ts';

/** Windows that a job asked about may have. */
const MOST_WINDOWS = 64;

export interface SpareJob {
  readonly problem: Problem;
  readonly model: Model;
  /** Index of the spare job; its nodes are `node` and, for a shipment, the next one. */
  readonly job: number;
  readonly node: number;
  /** Makes the spare job this one. A `placeIndex` one past the last place means the new place. */
  write(job: Job): void;
  writePlace(place: NewPlace): void;
}

/**
 * A model with room for one job that is not in the problem, to be written over and over: compiling a day takes longer than any
 * question about it.
 */
export function createSpareJob(problem: Problem): SpareJob {
  const dimensions = problem.capacityDimensions?.length ?? 0;
  const amounts = new Array<number>(dimensions).fill(1);
  const id = unusedId(problem);
  const spare: Job = {
    id,
    kind: 'shipment',
    placeIndex: 0,
    serviceSeconds: 0,
    serviceFactorByVehicleType: {},
    pickup: { placeIndex: 0, serviceSeconds: 0 },
    told: { vehicleId: '', position: 0, window: { startSeconds: 0, endSeconds: 0 } },
    ...(dimensions > 0 && { amounts, collectedAmounts: amounts }),
  };
  const extended: Problem = { ...problem, jobs: [...problem.jobs, spare] };
  const compiled = compile(extended, { time: true, gaps: true, plainCost: false, scheduled: true, timeCost: true });
  const job = problem.jobs.length;
  const node = compiled.firstNode[job]!;
  const gaps = new Int32Array(compiled.gaps.length + 4 * MOST_WINDOWS);
  gaps.set(compiled.gaps);
  const model: Model = { ...compiled, gaps };
  // Reloads come after the jobs and may have hours of their own.
  const firstBehind = compiled.gapFirst.slice(node + 2).map((first) => first - compiled.gapFirst[node + 2]!);
  const gapsBehind = compiled.gaps.slice(2 * compiled.gapFirst[node + 2]!);
  // Goods may come late at any delivery, the spare one too.
  model.release[node] = 1;
  const profiles = model.service.length / model.nodeCount;
  const places: Place[] = [...problem.places, { id: unusedId(problem), matrixIndex: model.sparePlace }];

  function write(given: Job): void {
    const one: Problem = {
      ...problem,
      places,
      jobs: [{ ...given, serviceFactorByVehicleType: given.serviceFactorByVehicleType ?? {} }],
    };
    const nodes = compileNodes(one, model.epochSeconds, model.openPlace);
    const count = nodes.jobNodes;
    const told = compileTold(one, nodes, model.epochSeconds, model.perChange);
    for (let each = 0; each < count; each++) {
      const into = node + each;
      for (const field of ['kind', 'place', 'opens', 'closes', 'release', 'promised'] as const)
        model[field][into] = nodes[field][each]!;
      for (let d = 0; d < dimensions; d++) {
        model.amount[into * dimensions + d] = nodes.amount[each * dimensions + d]!;
        model.collected[into * dimensions + d] = nodes.collected[each * dimensions + d] ?? 0;
      }
      for (let profile = 0; profile < profiles; profile++) {
        model.service[profile * model.nodeCount + into] = nodes.service[profile * nodes.nodeCount + each]!;
      }
      if (model.guards.told) {
        model.told.vehicle[into] = told.vehicle[each] ?? -1;
        model.told.position[into] = told.position[each] ?? 0;
        model.told.opens[into] = told.opens[each] ?? 0;
        model.told.closes[into] = told.closes[each] ?? NEVER;
      }
      model.partner[into] = count === 2 ? node + 1 - each : -1;
    }
    const first = model.gapFirst[node]!;
    const own = nodes.gapFirst[count]!;
    gaps.set(nodes.gaps.subarray(0, 2 * own), 2 * first);
    gaps.set(gapsBehind, 2 * (first + own));
    model.gapFirst[node + 1] = first + nodes.gapFirst[1]!;
    for (const [at, behind] of firstBehind.entries()) model.gapFirst[node + 2 + at] = first + own + behind;
  }

  function writePlace({ secondsTo, metersTo, secondsFrom, metersFrom }: NewPlace): void {
    const { arcs, slot, sparePlace, openPlace } = model;
    for (let row = 0; row < openPlace; row++) {
      writeArc(slot(row, sparePlace), metersTo[row]!, secondsTo[row]!);
      writeArc(slot(sparePlace, row), metersFrom[row]!, secondsFrom[row]!);
    }
    function writeArc(slot: number, meters: number, seconds: number): void {
      const reachable = meters >= 0 && seconds >= 0;
      arcs[slot] = reachable ? meters : NEVER;
      arcs[slot + 1] = reachable ? seconds : NEVER;
    }
  }

  return { problem: extended, model, job, node, write, writePlace };
}

function unusedId({ jobs, places }: Problem): string {
  const taken = new Set([...jobs, ...places].map(({ id }) => id));
  let id = 'asked-about';
  while (taken.has(id)) id += '-';
  return id;
}
