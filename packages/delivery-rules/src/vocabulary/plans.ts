/**
 * What a run of the optimiser starts from and may change. plan: from nothing, what is not out yet. improve: the same, from routes that are
 * there. replan: the running day, around what crews and customers were told.
 */
export const PLAN_MODES = ['plan', 'improve', 'replan'] as const;
export type PlanMode = (typeof PLAN_MODES)[number];

/**
 * What a plan tries for once as many jobs as can be are placed: the least cost; the fewest vehicles, then cost; hours that crews share evenly,
 * at a price; time in hand before each window closes, then cost.
 */
export const PLAN_GOALS = ['cheapest', 'fewest_vehicles', 'fair', 'punctual'] as const;
export type PlanGoal = (typeof PLAN_GOALS)[number];
