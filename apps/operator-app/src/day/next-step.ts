import type { CrewStop } from '@roundsman/api-contract';
import { applyCommand, type CommandKind, isStopOver, whatHindersFinish } from '@roundsman/delivery-rules';
import { crewDayOf } from './crew-day-of.ts';
import type { ShownItinerary } from './show-itinerary.ts';

/** What the one big button does. */
export type NextStep =
  | { readonly kind: 'start' | 'resume' | 'hand_in' | 'finish' }
  | {
      readonly kind: 'on_my_way' | 'arrive' | 'complete' | 'load' | 'drop_off' | 'start_break' | 'end_break';
      readonly stop: CrewStop;
    }
  /** The rules forbid it now. */
  | { readonly kind: 'blocked'; readonly words: string }
  | { readonly kind: 'over' };

/** Where the crew is, or goes next; null when nothing is left. A break that is due may be skipped for now. */
export function currentStop(
  itinerary: ShownItinerary,
  skippedBreaks: ReadonlySet<string> = new Set(),
): CrewStop | null {
  const open = itinerary.stops.filter(({ state }) => !isStopOver(state));
  return (
    open.find(({ state }) => state === 'arrived') ??
    open.find(({ state }) => state === 'on_route') ??
    open.find(({ kind, id }) => kind !== 'break' || !skippedBreaks.has(id)) ??
    null
  );
}

/** The next thing to do at `stop`, or with the itinerary when there is none. */
export function nextStep(itinerary: ShownItinerary, stop: CrewStop | null): NextStep {
  switch (itinerary.state) {
    case 'dispatched':
      return { kind: 'start' };
    case 'interrupted':
      return { kind: 'resume' };
    case 'started':
      return stop ? stepAt(itinerary, stop) : finishStep(itinerary);
    default:
      return { kind: 'over' };
  }
}

function stepAt(itinerary: ShownItinerary, stop: CrewStop): NextStep {
  if (isStopOver(stop.state)) return { kind: 'over' };
  if (stop.kind === 'break') {
    if (stop.state === 'arrived') return { kind: 'end_break', stop };
    return allowed(itinerary, stop, 'arrive') ?? { kind: 'start_break', stop };
  }
  if (stop.state === 'planned') return allowed(itinerary, stop, 'on_my_way') ?? { kind: 'on_my_way', stop };
  if (stop.state === 'on_route') return { kind: 'arrive', stop };
  if (stop.kind === 'pickup' || stop.kind === 'loading') return { kind: 'load', stop };
  return { kind: stop.kind === 'job' ? 'complete' : 'drop_off', stop };
}

/** The rule's words when it would refuse; null when it would not. */
function allowed(itinerary: ShownItinerary, stop: CrewStop, kind: CommandKind): NextStep | null {
  const result = applyCommand(crewDayOf(itinerary), { kind, stopId: stop.id, results: [], reason: null });
  return result.outcome === 'parked' ? { kind: 'blocked', words: result.words } : null;
}

function finishStep(itinerary: ShownItinerary): NextStep {
  const hindrance = whatHindersFinish(crewDayOf(itinerary));
  if (hindrance?.code === 'pieces_unexplained') return { kind: 'hand_in' };
  return hindrance ? { kind: 'blocked', words: hindrance.words } : { kind: 'finish' };
}

/** Positions are recorded while the crew works, and never on a break. */
export function isTracked(itinerary: ShownItinerary | null): boolean {
  if (itinerary?.state !== 'started' && itinerary?.state !== 'interrupted') return false;
  return !itinerary.stops.some(({ kind, state }) => kind === 'break' && state === 'arrived');
}
