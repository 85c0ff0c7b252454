import { type InputFault, type Plan, type Problem, type RouteOrder, validateProblem } from '@roundsman/routing-solver';
import {
  type Distances,
  type Instance,
  readLiLim,
  readPlan,
  readProblem,
  readSolomon,
  readVroom,
  readVroomPlan,
  readVrplib,
  toProblem,
  writeVroom,
} from '@roundsman/routing-solver/formats';
import type { Format, SolveWish } from './read-options.ts';

export interface Input {
  readonly problem: Problem;
  readonly notes: readonly string[];
  /** The plan in the words of the format that the input came in. */
  present(plan: Plan): unknown;
  /** Likewise the other way round: what a given plan says. */
  readPlan(json: unknown): GivenPlan;
}

export interface GivenPlan {
  readonly routes: readonly RouteOrder[];
  /** What whoever made it says that it costs. */
  readonly saidCost: number | null;
  readonly faults: readonly Pick<InputFault, 'field' | 'message'>[];
}

type Refused = { readonly faults: readonly Pick<InputFault, 'field' | 'message'>[] };

const DETOUR_FACTOR = 1.3;
const BENCHMARKS: Readonly<Record<Exclude<Format, 'problem' | 'vroom'>, readonly [Reader, Distances]>> = {
  solomon: [readSolomon, 'truncated-1-decimal'],
  'li-lim': [readLiLim, 'double'],
  vrplib: [readVrplib, 'rounded-integer'],
};
type Reader = (text: string, distances: Distances, name: string) => Instance;

/** Text of a file as a problem, or everything that is wrong with it. */
export function readInput(text: string, wish: SolveWish): Input | Refused {
  if (wish.format !== 'problem' && wish.format !== 'vroom') return readBenchmark(text, wish, wish.format);
  const json = parse(text);
  if ('faults' in json) return json;
  if (wish.format === 'vroom') {
    const straightLine = wish.straightLine && { metersPerSecond: wish.straightLine / 3.6, detourFactor: DETOUR_FACTOR };
    const vroom = readVroom(json.value, straightLine ? { straightLine } : {});
    const present = (plan: Plan) => writeVroom(vroom, plan);
    const read = (given: unknown) => readVroomPlan(vroom, given);
    return judged({ problem: vroom.problem, notes: vroom.notes, present, readPlan: read }, vroom.faults);
  }
  const { problem, faults } = readProblem(json.value);
  return judged(ofOurOwn(problem), faults);
}

/** Plans are written and read as they are. */
function ofOurOwn(problem: Problem): Input {
  const saidCost = (json: unknown) => {
    const total = (json as { readonly cost?: { readonly total?: unknown } } | null)?.cost?.total;
    return typeof total === 'number' ? total : null;
  };
  const read = (json: unknown) => ({ ...readPlan(json, problem), saidCost: saidCost(json) });
  return { problem, notes: [], present: (plan) => plan, readPlan: read };
}

function readBenchmark(text: string, { vehiclesFirst }: SolveWish, format: keyof typeof BENCHMARKS): Input | Refused {
  const [reader, distances] = BENCHMARKS[format];
  try {
    const explicit = /EDGE_WEIGHT_TYPE\s*:\s*EXPLICIT/.test(text) ? 'explicit' : distances;
    const instance = reader(text, explicit, format);
    const problem = toProblem(instance, explicit, vehiclesFirst ? 'vehicles-then-distance' : 'distance');
    if (problem.jobs.length > 0) return judged(ofOurOwn(problem), []);
  } catch {
    // Falls through: text of another kind breaks in many ways that say nothing to whoever wrote it.
  }
  return { faults: [{ field: 'the file', message: `This is not a file of the format "${format}".` }] };
}

function judged(input: Input, faults: readonly InputFault[]): Input | Refused {
  const all = faults.length > 0 ? faults : validateProblem(input.problem);
  return all.length > 0 ? { faults: all } : input;
}

/** The text of a file as JSON. */
export function parse(text: string): { readonly value: unknown } | Refused {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { faults: [{ field: 'the file', message: `It is not JSON: ${(error as Error).message}.` }] };
  }
}
