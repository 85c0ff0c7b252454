import type { RoadProfile } from '@roundsman/road-network';
import type { Insertion } from '@roundsman/routing-solver';
import type { ProblemInput } from '../../../platform/problem.ts';
import type { Move, PricedMove } from '../price-move.ts';
import type { DayAsGiven, Span, VisitOfDay } from './day-as-given.ts';

/** What may be asked of an opened day, and the shape of its answer. */
export interface Answers {
  slots: { readonly visit: VisitOfDay; readonly windows: readonly Span[]; readonly answer: (Insertion | null)[] };
  places: { readonly visit: VisitOfDay; readonly wanted: PlacesWanted; readonly answer: Insertion[] };
  moves: { readonly visit: VisitOfDay; readonly moves: readonly Move[]; readonly answer: PricedMove[] };
  left: { readonly answer: { readonly unplaced: number; readonly busy: readonly Span[] } };
}
/** Which of all feasible places are told. */
export interface PlacesWanted {
  /** The cheapest so many of a vehicle, each at a position of its own. */
  readonly ofVehicle: number;
  /** How many stops a vehicle has behind it: nothing comes before them. */
  readonly begun: ReadonlyMap<string, number>;
}
export type Question = { [K in keyof Answers]: { readonly kind: K } & Omit<Answers[K], 'answer'> }[keyof Answers];

/** A question of the thread to the roads, which answer on the main thread or beside it. Points are packed. */
export type RoadQuestion =
  | {
      readonly call: 'matrix';
      readonly from: Float64Array;
      readonly to: Float64Array;
      readonly profile: RoadProfile;
    }
  | {
      readonly call: 'neighbours';
      readonly places: Float64Array;
      readonly profile: RoadProfile;
      readonly count: number;
    };

export type ToThread =
  | {
      readonly kind: 'ask';
      readonly id: number;
      /** Names what the day was made from: equal keys are equal days. */
      readonly key: string;
      /** Name of all of that but the jobs, and of what decides how long a drive takes. */
      readonly frame: string;
      readonly line: string;
      /** Left out when the thread should have it. */
      readonly given: DayAsGiven | null;
      readonly question: Question;
    }
  | { readonly kind: 'roads_answered'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'roads_failed'; readonly id: number };

export type FromThread =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  /** It was not given the day, or has forgotten it. */
  | { readonly kind: 'needs_day'; readonly id: number }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly message: string;
      readonly problem: ProblemInput | null;
      /** Asked of the roads in vain: the main thread knows why. */
      readonly byRoads: boolean;
    }
  | { readonly kind: 'ask_roads'; readonly id: number; readonly of: number; readonly question: RoadQuestion };
