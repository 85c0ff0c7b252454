import type { StateTable } from './state-table.ts';

export const PLAN_STATES = ['draft', 'running', 'done', 'stopped', 'failed', 'applied', 'dropped'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

export const PLAN_EVENTS = ['run', 'finish', 'stop', 'fail', 'apply', 'drop'] as const;
export type PlanEvent = (typeof PLAN_EVENTS)[number];

/** `stopped` keeps the best found so far and can be applied just as a finished one. */
export const planStates: StateTable<PlanState, PlanEvent> = {
  thing: 'plan',
  events: {
    run: { by: ['desk', 'planner', 'clock'], verb: 'be run' },
    finish: { by: ['planner'], verb: 'be finished' },
    stop: { by: ['planner', 'desk'], verb: 'be stopped' },
    fail: { by: ['planner', 'clock'], verb: 'fail' },
    apply: { by: ['desk', 'clock'], verb: 'be applied' },
    drop: { by: ['desk', 'clock'], verb: 'be dropped' },
  },
  cells: {
    draft: { run: 'running', finish: 'refused', stop: 'refused', fail: 'failed', apply: 'refused', drop: 'dropped' },
    running: { run: 'refused', finish: 'done', stop: 'stopped', fail: 'failed', apply: 'refused', drop: 'refused' },
    done: { run: 'refused', finish: 'refused', stop: 'refused', fail: 'refused', apply: 'applied', drop: 'dropped' },
    stopped: { run: 'refused', finish: 'refused', stop: 'refused', fail: 'refused', apply: 'applied', drop: 'dropped' },
    failed: { run: 'running', finish: 'refused', stop: 'refused', fail: 'refused', apply: 'refused', drop: 'dropped' },
    applied: { run: 'refused', finish: 'refused', stop: 'refused', fail: 'refused', apply: 'refused', drop: 'refused' },
    dropped: { run: 'refused', finish: 'refused', stop: 'refused', fail: 'refused', apply: 'refused', drop: 'refused' },
  },
};
