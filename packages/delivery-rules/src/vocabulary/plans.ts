/**
 * What a run of the optimiser starts from and may change. plan: from nothing, what is not out yet. improve: the same, from routes that are
 * there. replan: the running day, around what crews and customers were told.
 */
export const PLAN_MODES = ['plan', 'improve', 'replan'] as const;
export type PlanMode = (typeof PLAN_MODES)[number];
