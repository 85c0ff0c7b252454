import type { Objective, ObjectiveTermName, Problem } from '../problem.ts';

const DEFAULT: Objective = {
  levels: [
    [{ term: 'unplaced' }],
    [{ term: 'cost' }, { term: 'lateness', weight: 100 }, { term: 'soft' }, { term: 'changes' }],
  ],
};

/** The levels asked for; cost joins as the last one when nobody names it, so that ties fall to the cheaper plan. */
export function objectiveLevels(problem: Problem): Objective['levels'] {
  const levels = (problem.objective ?? DEFAULT).levels;
  const named = levels.some((level) => level.some(({ term }) => term === 'cost'));
  return named ? levels : [...levels, [{ term: 'cost' }]];
}

/**
 * What one unit of each term is worth in a single number that orders plans as the levels do, as long as a level differs by 1 or more: always for
 * jobs left out and vehicles used (of weight 1 or more), while a level of money or hours that is better by a fraction may lose to the levels below.
 */
export type TermWorth = Readonly<Record<ObjectiveTermName, number>>;

/** @param bounds the most that each term can reach in any plan of the problem. */
export function weighTerms(
  levels: Objective['levels'],
  bounds: Readonly<Record<ObjectiveTermName, number>>,
): TermWorth {
  const worth = { unplaced: 0, vehicles: 0, cost: 0, lateness: 0, soft: 0, changes: 0, fairness: 0 };
  let unit = 1;
  for (const level of levels.toReversed()) {
    let reach = 0;
    for (const { term, weight = 1 } of level) {
      worth[term] += weight * unit;
      reach += weight * bounds[term];
    }
    unit *= 1 + reach;
  }
  return worth;
}
