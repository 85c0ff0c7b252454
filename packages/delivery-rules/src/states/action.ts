import type { StateTable } from './state-table.ts';

export const ACTION_STATES = ['undetermined', 'completed', 'partial', 'incomplete', 'damaged'] as const;
export type ActionState = (typeof ACTION_STATES)[number];

export const ACTION_EVENTS = [
  'record_completed',
  'record_partial',
  'record_incomplete',
  'record_damaged',
  'reopen',
] as const;
export type ActionEvent = (typeof ACTION_EVENTS)[number];

/** Recording again is a correction: the caller keeps the earlier record beside the new one. */
export const actionStates: StateTable<ActionState, ActionEvent> = {
  thing: 'job action',
  events: {
    record_completed: { by: ['device', 'desk'], verb: 'be recorded as completed' },
    record_partial: { by: ['device', 'desk'], verb: 'be recorded as partial' },
    record_incomplete: { by: ['device', 'desk'], verb: 'be recorded as incomplete' },
    record_damaged: { by: ['device', 'desk'], verb: 'be recorded as damaged' },
    reopen: { by: ['device', 'desk'], verb: 'be reopened' },
  },
  cells: {
    undetermined: {
      record_completed: 'completed',
      record_partial: 'partial',
      record_incomplete: 'incomplete',
      record_damaged: 'damaged',
      reopen: 'refused',
    },
    completed: {
      record_completed: 'completed',
      record_partial: 'partial',
      record_incomplete: 'incomplete',
      record_damaged: 'damaged',
      reopen: 'undetermined',
    },
    partial: {
      record_completed: 'completed',
      record_partial: 'partial',
      record_incomplete: 'incomplete',
      record_damaged: 'damaged',
      reopen: 'undetermined',
    },
    incomplete: {
      record_completed: 'completed',
      record_partial: 'partial',
      record_incomplete: 'incomplete',
      record_damaged: 'damaged',
      reopen: 'undetermined',
    },
    damaged: {
      record_completed: 'completed',
      record_partial: 'partial',
      record_incomplete: 'incomplete',
      record_damaged: 'damaged',
      reopen: 'undetermined',
    },
  },
};
