import type { StateTable } from './state-table.ts';

export const ITINERARY_STATES = ['draft', 'dispatched', 'started', 'interrupted', 'finished', 'cancelled'] as const;
export type ItineraryState = (typeof ITINERARY_STATES)[number];

export const ITINERARY_EVENTS = [
  'dispatch',
  'recall',
  'start',
  'undo_start',
  'interrupt',
  'resume',
  'finish',
  'cancel',
] as const;
export type ItineraryEvent = (typeof ITINERARY_EVENTS)[number];

/** That nothing open or unexplained is left on board before `finish` is asked of `whatHindersFinish`. */
export const itineraryStates: StateTable<ItineraryState, ItineraryEvent> = {
  thing: 'itinerary',
  events: {
    dispatch: { by: ['desk', 'clock'], verb: 'be dispatched' },
    recall: { by: ['desk'], verb: 'be called back' },
    start: { by: ['device', 'desk'], verb: 'be started' },
    undo_start: { by: ['device', 'desk'], verb: 'have its start undone' },
    interrupt: { by: ['device', 'desk'], verb: 'be interrupted' },
    resume: { by: ['device', 'desk'], verb: 'be resumed' },
    finish: { by: ['device', 'desk', 'clock'], verb: 'be finished' },
    cancel: { by: ['desk'], verb: 'be cancelled' },
  },
  cells: {
    draft: {
      dispatch: 'dispatched',
      recall: 'refused',
      start: 'refused',
      undo_start: 'refused',
      interrupt: 'refused',
      resume: 'refused',
      finish: 'refused',
      cancel: 'cancelled',
    },
    dispatched: {
      dispatch: 'refused',
      recall: 'draft',
      start: 'started',
      undo_start: 'refused',
      interrupt: 'refused',
      resume: 'refused',
      finish: 'refused',
      cancel: 'cancelled',
    },
    started: {
      dispatch: 'refused',
      recall: 'refused',
      start: 'refused',
      undo_start: 'dispatched',
      interrupt: 'interrupted',
      resume: 'refused',
      finish: 'finished',
      cancel: 'refused',
    },
    interrupted: {
      dispatch: 'refused',
      recall: 'refused',
      start: 'refused',
      undo_start: 'refused',
      interrupt: 'refused',
      resume: 'started',
      finish: 'finished',
      cancel: 'refused',
    },
    finished: {
      dispatch: 'refused',
      recall: 'refused',
      start: 'refused',
      undo_start: 'refused',
      interrupt: 'refused',
      resume: 'refused',
      finish: 'refused',
      cancel: 'refused',
    },
    cancelled: {
      dispatch: 'refused',
      recall: 'refused',
      start: 'refused',
      undo_start: 'refused',
      interrupt: 'refused',
      resume: 'refused',
      finish: 'refused',
      cancel: 'refused',
    },
  },
};
