import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';

export interface SearchOptions {
  /** Same problem, seed and iterations → same plan. Default 1. */
  readonly seed?: number;
  /** Other searches of the same problem to learn from. */
  readonly exchange?: Exchange;
}

/** Where searches of one problem meet `rounds` − 1 times during a run, at the same shares of their budgets. */
export interface Exchange {
  readonly rounds: number;
  /**
   * @param nodes the best solution so far, each route in turn and −1 after it, in numbers that all searches of the problem share.
   * @param hasTime asked while it waits for the others, who come to the same share of their budgets about now.
   * @returns a better one of another search, or null.
   */
  meet(objective: number, nodes: readonly number[], hasTime: () => boolean): readonly number[] | null;
}

/** How long to search. The core has no clock: whoever calls it counts iterations, or says how much of its time has passed. */
export type Budget =
  /** `isStopped` is asked as often as `elapsed`; a search that is told to stop gives another plan than one that is not. */
  | { readonly iterations: number; readonly isStopped?: () => boolean }
  /** Asked every few jobs of the first plan, then every few dozen iterations, for (time passed ÷ time allowed); 1 or more stops the search. */
  | { readonly elapsed: () => number };

/** Before there is a plan: no routes, and no job placed. */
export interface Progress {
  readonly iterations: number;
  /** Of the best plan so far, lateness at what the objective gives for it. */
  readonly cost: number;
  readonly unplacedJobs: number;
  readonly routes: number;
}

export interface Search {
  /** Sets up and constructs first, then improves until the budget is used. A further call goes on from the best plan, or with what was cut short before it. */
  run(budget: Budget): Progress;
  progress(): Progress;
  /** The best plan so far, with times, costs and the reason for every job that is not in it. */
  plan(): Plan;
}

/** Prepares a search. Throws `InvalidProblem` (with its `faults`) for input that `validateProblem` refuses. */
export type CreateSearch = (problem: Problem, options?: SearchOptions) => Search;
