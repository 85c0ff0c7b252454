import type { ActionQuantities } from '../job/quantities.ts';
import type { ActionState } from '../states/action.ts';
import type { ItineraryState } from '../states/itinerary.ts';
import type { JobEvent, JobState } from '../states/job.ts';
import type { StopState } from '../states/stop.ts';
import type { CommandKind } from '../vocabulary/commands.ts';
import type { StopKind, StopRole } from '../vocabulary/fleet.ts';
import type { ActionKind, CustodyKind } from '../vocabulary/jobs.ts';

/** An itinerary as a crew's device and the server both see it: just what the rules of the field need. */
export interface CrewDay {
  readonly state: ItineraryState;
  /** The crew may leave for any stop, not only the next. */
  readonly anyStopOrder: boolean;
  /** In their order. */
  readonly stops: readonly CrewStop[];
  /** What is on the vehicle by record: loaded and not handed over, refused, collected. `finish` waits until it is handed in. */
  readonly aboard: readonly GoodsAboard[];
}

/** So many things of one line. Its job may have left the itinerary since they were loaded. */
export interface GoodsAboard {
  readonly actionId: string;
  readonly quantity: number;
}

export interface CrewStop {
  readonly id: string;
  readonly kind: StopKind;
  readonly role: StopRole;
  readonly state: StopState;
  /** Of a job stop. */
  readonly job: CrewJob | null;
  /** Its outcome is the word of a desk, not of a crew. */
  readonly settledAtDesk?: boolean;
}

export interface CrewJob {
  readonly id: string;
  readonly state: JobState;
  readonly actions: readonly CrewAction[];
}

export interface CrewAction {
  readonly id: string;
  readonly kind: ActionKind;
  readonly quantity: number;
  readonly state: ActionState;
  readonly quantities: ActionQuantities;
  /** The delivery without which this pickup is not to be made. */
  readonly onlyIfDelivered: string | null;
}

export interface ActionResult extends ActionQuantities {
  readonly actionId: string;
}

export interface CrewCommand {
  readonly kind: CommandKind;
  readonly stopId: string | null;
  /** Of `complete` and `fail`: how the lines went; lines not named take the command's usual result. */
  readonly results: readonly ActionResult[];
  /** Of `fail`. */
  readonly reason: string | null;
  /** Of `load` and `drop_off`: the line it is about; a `drop_off` without one hands in everything. */
  readonly actionId?: string | null;
}

/** What one command changes: the server writes exactly these, the device draws them at once. */
export type CrewChange =
  | { readonly thing: 'itinerary'; readonly from: ItineraryState; readonly to: ItineraryState }
  | { readonly thing: 'stop'; readonly stopId: string; readonly from: StopState; readonly to: StopState }
  | {
      readonly thing: 'job';
      readonly jobId: string;
      readonly event: JobEvent;
      readonly from: JobState;
      readonly to: JobState;
    }
  | {
      readonly thing: 'action';
      readonly jobId: string;
      readonly actionId: string;
      readonly from: ActionState;
      readonly to: Exclude<ActionState, 'undetermined'>;
      readonly quantities: ActionQuantities;
    }
  | {
      readonly thing: 'goods';
      readonly actionId: string;
      /** Where the line's things went, each with how many. */
      readonly moves: readonly { readonly custody: CustodyKind; readonly quantity: number }[];
      /** How many of the line are on the vehicle after it. */
      readonly aboard: number;
    };

export const PARK_CODES = [
  'stop_unknown',
  'stop_missing',
  'wrong_state',
  'not_started',
  'itinerary_interrupted',
  'stop_before_open',
  'another_stop_open',
  'job_not_on_the_road',
  'quantities_wrong',
  'action_unknown',
  'collected_without_delivery',
  'reason_missing',
  'stops_open',
  'pieces_unexplained',
  'nothing_to_undo',
] as const;
export type ParkCode = (typeof PARK_CODES)[number];

export const CONFLICT_CODES = ['job_changed_at_desk', 'stop_taken_off', 'already_settled', 'itinerary_closed'] as const;
export type ConflictCode = (typeof CONFLICT_CODES)[number];

/**
 * applied: the day as it is now; no changes when another device of the crew had said the same. conflict: the field's word
 * stands beside a desk's decision or another device's, to be settled by a dispatcher. parked: kept, shown, changes nothing.
 */
export type CommandResult =
  | { readonly outcome: 'applied'; readonly day: CrewDay; readonly changes: readonly CrewChange[] }
  | {
      readonly outcome: 'conflict';
      readonly code: ConflictCode;
      readonly words: string;
      readonly day: CrewDay;
      readonly changes: readonly CrewChange[];
    }
  | { readonly outcome: 'parked'; readonly code: ParkCode; readonly words: string };

export const parked = (code: ParkCode, words: string): CommandResult => ({ outcome: 'parked', code, words });

/** The day with the changes made. */
export function withChanges(day: CrewDay, changes: readonly CrewChange[]): CrewDay {
  return changes.reduce(withChange, day);
}

function withChange(day: CrewDay, change: CrewChange): CrewDay {
  if (change.thing === 'itinerary') return { ...day, state: change.to };
  if (change.thing === 'goods') {
    const others = day.aboard.filter(({ actionId }) => actionId !== change.actionId);
    const here = change.aboard > 0 ? [{ actionId: change.actionId, quantity: change.aboard }] : [];
    return { ...day, aboard: [...others, ...here] };
  }
  return {
    ...day,
    stops: day.stops.map((stop) => {
      if (change.thing === 'stop') return stop.id === change.stopId ? { ...stop, state: change.to } : stop;
      if (stop.job?.id !== change.jobId) return stop;
      if (change.thing === 'job') return { ...stop, job: { ...stop.job, state: change.to } };
      return {
        ...stop,
        job: {
          ...stop.job,
          actions: stop.job.actions.map((action) =>
            action.id === change.actionId ? { ...action, state: change.to, quantities: change.quantities } : action,
          ),
        },
      };
    }),
  };
}
