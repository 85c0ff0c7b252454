import type { CommandPayload, CrewItinerary, CrewStop } from '@roundsman/api-contract';
import {
  type CommandKind,
  drawEnding,
  isStopOver,
  type SimulatedEndings,
  seededRandom,
  settleVisit,
} from '@roundsman/delivery-rules';
import { greatCircleMeters, type LonLat } from '@roundsman/units';

/** Where a simulated crew stands in its own time: kept with its timer, so that a kill loses nothing of it. */
export interface CrewPlace {
  /** Milliseconds of business time of what it did last. */
  readonly at: number;
  readonly here: LonLat | null;
  /** On the way to a stop, or home where it names none. */
  readonly leg: { readonly stopId: string | null; readonly from: number; readonly seconds: number } | null;
  readonly serving: { readonly stopId: string; readonly until: number } | null;
  readonly breaksTaken: readonly string[];
}

export interface CrewAct {
  readonly kind: CommandKind;
  readonly stopId: string | null;
  /** About the crew, not about the itinerary. */
  readonly onDuty?: true;
  readonly payload: CommandPayload;
}

/** What the crew does next, when, and where it stands afterwards. */
export interface CrewMove {
  readonly at: number;
  readonly acts: readonly CrewAct[];
  readonly after: CrewPlace;
}

export interface CrewManner {
  readonly endings: SimulatedEndings;
  readonly seed: number;
  readonly photoFileId: string | null;
}

const NOBODY_HOME_SECONDS = 600;
/** Where the plan does not say how long the way is: a quick look at the distance, as through a town. */
const METERS_PER_SECOND = 9;

/** At the start of an itinerary nothing has been done. */
export const freshPlace = (now: Date): CrewPlace => ({
  at: now.getTime(),
  here: null,
  leg: null,
  serving: null,
  breaksTaken: [],
});

/** The next thing that this crew does; null when there is nothing for it to do any more. */
export function nextMove(itinerary: CrewItinerary, place: CrewPlace, manner: CrewManner): CrewMove | null {
  if (itinerary.state === 'dispatched') return setOut(itinerary, place);
  if (itinerary.state !== 'started') return null;
  const stop = itinerary.stops.find(
    ({ id, kind, state }) => !isStopOver(state) && !(kind === 'break' && place.breaksTaken.includes(id)),
  );
  if (!stop) return goHome(itinerary, place);
  if (stop.kind === 'break') return rest(stop, place);
  const random = seededRandom(seedOf(manner.seed, stop.id));
  const factors = { driving: 0.95 + random() * 0.15, service: 0.85 + random() * 0.3 };
  const ending = manner.endings === 'as_in_life' && stop.job && stop.role === 'lead' ? drawEnding(random) : 'complete';
  if (stop.state === 'planned') return leave(itinerary, stop, place, factors.driving);
  if (stop.state === 'on_route') return arrive(itinerary, stop, place, factors, ending === 'nobody_home');
  return settle(stop, place, factors.service, ending, manner);
}

function setOut({ departure, start }: CrewItinerary, place: CrewPlace): CrewMove {
  const at = Math.max(place.at, Date.parse(departure));
  const acts = [act('duty', null, { change: 'clock_in' }), act('acknowledge', null), act('start', null)];
  return { at, acts, after: { ...place, at, here: start } };
}

function leave(itinerary: CrewItinerary, stop: CrewStop, place: CrewPlace, factor: number): CrewMove {
  const leg = { stopId: stop.id, from: place.at, seconds: Math.round(secondsTo(itinerary, stop, place) * factor) };
  return { at: place.at, acts: [act('on_my_way', stop.id)], after: { ...place, leg, serving: null } };
}

function arrive(
  itinerary: CrewItinerary,
  stop: CrewStop,
  place: CrewPlace,
  factors: { readonly driving: number; readonly service: number },
  inVain: boolean,
): CrewMove {
  // Sent on its way by somebody else, or turned round: it drives from where it is.
  const leg =
    place.leg?.stopId === stop.id
      ? place.leg
      : { stopId: stop.id, from: place.at, seconds: Math.round(secondsTo(itinerary, stop, place) * factors.driving) };
  const at = leg.from + leg.seconds * 1000;
  const serving = { stopId: stop.id, until: servedAt(stop, at, inVain ? NOBODY_HOME_SECONDS : null, factors.service) };
  return {
    at,
    acts: [act('arrive', stop.id)],
    after: { ...place, at, here: stop.point ?? place.here, leg: null, serving },
  };
}

function settle(
  stop: CrewStop,
  place: CrewPlace,
  factor: number,
  ending: ReturnType<typeof drawEnding>,
  { photoFileId }: CrewManner,
): CrewMove {
  const at = place.serving?.stopId === stop.id ? place.serving.until : servedAt(stop, place.at, null, factor);
  const after = { ...place, at, here: stop.point ?? place.here, leg: null, serving: null };
  const { job } = stop;
  if (!job || stop.role !== 'lead') return { at, acts: [act('complete', stop.id)], after };
  const { kind, payload } = settleVisit(job.actions, job.contactName, ending);
  const photo =
    kind === 'complete' && photoFileId !== null
      ? [act('proof', stop.id, { proofKind: 'photo', fileId: photoFileId })]
      : [];
  return { at, acts: [...photo, act(kind, stop.id, payload)], after };
}

function rest(stop: CrewStop, place: CrewPlace): CrewMove {
  if (place.serving?.stopId === stop.id) {
    const at = place.serving.until;
    const breaksTaken = [...place.breaksTaken, stop.id];
    return {
      at,
      acts: [act('duty', null, { change: 'break_end' })],
      after: { ...place, at, serving: null, breaksTaken },
    };
  }
  const at = Math.max(place.at, Date.parse(stop.serviceStart));
  const until = at + (Date.parse(stop.departure) - Date.parse(stop.serviceStart));
  const acts = [act('duty', null, { change: 'break_start' })];
  return { at, acts, after: { ...place, at, serving: { stopId: stop.id, until } } };
}

function goHome({ finish, returnDriveSeconds }: CrewItinerary, place: CrewPlace): CrewMove {
  const end = [act('drop_off', null), act('finish', null), act('duty', null, { change: 'clock_out' })];
  if (finish === null) return { at: place.at, acts: end, after: place };
  if (place.leg?.stopId !== null || place.leg === null) {
    const leg = { stopId: null, from: place.at, seconds: returnDriveSeconds };
    return { at: place.at, acts: [], after: { ...place, leg } };
  }
  const at = place.leg.from + place.leg.seconds * 1000;
  return { at, acts: end, after: { ...place, at, here: finish, leg: null } };
}

function servedAt(stop: CrewStop, from: number, seconds: number | null, factor: number): number {
  const opens = stop.window ? Math.max(from, Date.parse(stop.window.from)) : from;
  const planned = (Date.parse(stop.departure) - Date.parse(stop.serviceStart)) / 1000;
  return opens + Math.round((seconds ?? planned * factor) * 1000);
}

/** As planned when it comes from where the plan has it come from. */
function secondsTo(itinerary: CrewItinerary, stop: CrewStop, { here }: CrewPlace): number {
  const before = itinerary.stops.slice(0, itinerary.stops.indexOf(stop)).findLast(({ point }) => point !== null);
  const from = before?.point ?? itinerary.start;
  const isThere = here === null || greatCircleMeters(here, from) < 100;
  if (isThere || stop.point === null) return stop.driveSeconds;
  return greatCircleMeters(here, stop.point) / METERS_PER_SECOND;
}

const act = (kind: CommandKind, stopId: string | null, payload: CommandPayload = {}): CrewAct => ({
  kind,
  stopId,
  payload,
  ...(kind === 'duty' && { onDuty: true }),
});

/** The same stop has the same luck, whatever came before it. */
function seedOf(seed: number, stopId: string): number {
  return Number.parseInt(stopId.replaceAll('-', '').slice(-8), 16) ^ Math.imul(seed, 0x9e3779b1);
}
