import type { StateTable } from './state-table.ts';

export const STOP_STATES = ['planned', 'on_route', 'arrived', 'done', 'not_reached', 'dropped'] as const;
export type StopState = (typeof STOP_STATES)[number];

export const STOP_EVENTS = ['leave', 'arrive', 'finish', 'step_back', 'not_reach', 'drop', 'reopen'] as const;
export type StopEvent = (typeof STOP_EVENTS)[number];

export const stopStates: StateTable<StopState, StopEvent> = {
  thing: 'stop',
  events: {
    leave: { by: ['device', 'desk'], verb: 'be driven to' },
    arrive: { by: ['device', 'desk'], verb: 'be arrived at' },
    finish: { by: ['device', 'desk'], verb: 'be finished' },
    step_back: { by: ['device', 'desk'], verb: 'go back to planned' },
    not_reach: { by: ['device', 'desk', 'clock'], verb: 'be marked as not reached' },
    drop: { by: ['desk', 'planner'], verb: 'be taken off' },
    reopen: { by: ['device', 'desk'], verb: 'be reopened' },
  },
  cells: {
    planned: {
      leave: 'on_route',
      arrive: 'arrived',
      finish: { to: 'done', by: ['device'] },
      step_back: 'refused',
      not_reach: 'not_reached',
      drop: 'dropped',
      reopen: 'refused',
    },
    on_route: {
      leave: 'refused',
      arrive: 'arrived',
      finish: 'done',
      step_back: 'planned',
      not_reach: 'not_reached',
      drop: 'dropped',
      reopen: 'refused',
    },
    arrived: {
      leave: 'refused',
      arrive: 'refused',
      finish: 'done',
      step_back: 'planned',
      not_reach: 'refused',
      drop: 'refused',
      reopen: 'refused',
    },
    done: {
      leave: 'refused',
      arrive: 'refused',
      finish: 'refused',
      step_back: 'refused',
      not_reach: 'refused',
      drop: 'refused',
      reopen: 'arrived',
    },
    not_reached: {
      leave: 'refused',
      arrive: { to: 'arrived', by: ['device'] },
      finish: { to: 'done', by: ['device'] },
      step_back: 'refused',
      not_reach: 'refused',
      drop: 'refused',
      reopen: 'planned',
    },
    dropped: {
      leave: 'refused',
      arrive: { to: 'arrived', by: ['device'] },
      finish: { to: 'done', by: ['device'] },
      step_back: 'refused',
      not_reach: 'refused',
      drop: 'refused',
      reopen: 'refused',
    },
  },
};

/** Nothing more is expected to happen at it. */
export const isStopOver = (state: StopState): boolean =>
  state === 'done' || state === 'not_reached' || state === 'dropped';
