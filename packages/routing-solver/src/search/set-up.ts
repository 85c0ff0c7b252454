import { compileModel } from '../model/compile-model.ts';
import type { Model } from '../model/model.ts';
import type { Problem } from '../problem.ts';
import { arrangeByNearness } from './arrange-problem.ts';
import { findNeighbours, type Neighbours } from './neighbours.ts';
import { MANY_JOBS } from './pace.ts';

/** Places kept as predecessors and as successors of each stop; fewer lose good insertions, more cost time. */
const INSERTION_CANDIDATES = 40;
const RUIN_NEIGHBOURS = 100;

/** What a search needs before it begins. */
export interface SetUp {
  readonly problem: Problem;
  readonly model: Model;
  readonly neighbours: Neighbours;
}

/**
 * Sets a search up step by step, because with many jobs it takes seconds. Each call goes on with the first step that is not over; fewer jobs than
 * that are not worth a look at the time.
 */
export function createSetUp(given: Problem): (mayGoOn: () => boolean) => SetUp | null {
  let arranged: Problem | null = null;
  return (mayGoOn) => {
    const hasTime = given.jobs.length > MANY_JOBS ? mayGoOn : () => true;
    if (!hasTime()) return null;
    arranged ??= arrangeByNearness(given);
    if (!hasTime()) return null;
    const model = compileModel(arranged);
    const neighbours = findNeighbours(model, INSERTION_CANDIDATES, RUIN_NEIGHBOURS, hasTime);
    return neighbours && { problem: arranged, model, neighbours };
  };
}
