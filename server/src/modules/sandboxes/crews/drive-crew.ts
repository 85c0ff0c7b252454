import type { Command, CrewItinerary } from '@roundsman/api-contract';
import { positionOn } from '@roundsman/delivery-rules';
import { type DueTimer, type JsonObject, newId, type TimerHandler, type Work } from '../../../platform/index.ts';
import type { LiveFeed } from '../../../platform/live-feed/index.ts';
import type { Log } from '../../../platform/log/index.ts';
import { readClock } from '../../accounts/index.ts';
import { nextDeviceSeq, readCrewItineraries, takeCommand } from '../../itineraries/index.ts';
import { type Fix, recordPositions } from '../../tracking/index.ts';
import { simulations } from '../schema.ts';
import { type CrewMove, type CrewPlace, nextMove } from './next-move.ts';
import type { RoadBook } from './road-book.ts';

/** One timer an itinerary: due when its crew does the next thing, or is to be seen on the map again. */
export const CREW_TIMER = 'sandboxes.crew';

/** What the timer carries: whose hands, and where the crew stands in its own time. */
export interface CrewTimer {
  readonly operatorId: string;
  readonly deviceId: string;
  readonly serviceDate: string;
  readonly place: CrewPlace;
  /** Milliseconds of business time of the last fix. */
  readonly fixedAt: number;
}

interface DriveTools {
  readonly liveFeed: LiveFeed;
  readonly roads: RoadBook;
  readonly log: Log;
}

/** In one unit of work; a clock that was moved far has more to make good in the next. */
const MOST_MOVES = 8;
const FIX_MILLISECONDS = 30_000;
const MOST_FIXES = 200;
/** Real seconds between two looks at a crew on the road, and the least in business time. */
const LOOK_SECONDS = 1;
const LEAST_LOOK_SECONDS = 15;
const INTERRUPTED_SECONDS = 300;

/** Lets a simulated crew do what it is due to do, as its device would have sent it. */
export function crewTimer(tools: DriveTools): TimerHandler {
  return {
    kind: CREW_TIMER,
    actorOf: (payload) => ({ kind: 'device', id: (payload as unknown as CrewTimer).deviceId }),
    fire: (work, timer) => driveOn(tools, work, timer),
  };
}

async function driveOn(tools: DriveTools, work: Work, timer: DueTimer): Promise<void> {
  const [manner] = await work.db.select().from(simulations);
  if (!manner) return;
  let crew = timer.payload as unknown as CrewTimer;
  for (let moves = 0; ; moves++) {
    const itinerary = await read(work, crew, timer.key);
    if (!itinerary) return;
    tools.roads.look(work.organisationId, itinerary.id, itinerary.revision);
    if (itinerary.state === 'interrupted') return setTimer(work, timer.key, crew, later(work, INTERRUPTED_SECONDS));
    const move = nextMove(itinerary, crew.place, manner);
    if (move === null) return;
    if (move.at > work.now.getTime()) {
      crew = await sendFixes(tools, work, itinerary, crew, work.now.getTime());
      return setTimer(work, timer.key, crew, await dueAt(work, crew, move));
    }
    if (moves >= MOST_MOVES) return setTimer(work, timer.key, crew, work.now);
    crew = await sendFixes(tools, work, itinerary, crew, move.at);
    if (!(await record(work, crew, itinerary.id, move))) {
      tools.log.info({ itineraryId: itinerary.id }, 'a simulated crew was refused and stays where it is');
      return;
    }
    crew = { ...crew, place: move.after };
  }
}

async function read(work: Work, { operatorId, serviceDate }: CrewTimer, itineraryId: string) {
  return (await readCrewItineraries(work, operatorId, serviceDate)).find(({ id }) => id === itineraryId);
}

/** Whoever drives is seen on the way; whoever waits or serves comes again when it is time. */
async function dueAt(work: Work, { place }: CrewTimer, move: CrewMove): Promise<Date> {
  const next = new Date(move.at);
  const { speed } = await readClock(work);
  // A clock that is moved from one due thing to the next would stop at every look.
  if (place.leg === null || speed === 0) return next;
  const look = later(work, Math.max(LEAST_LOOK_SECONDS, speed * LOOK_SECONDS));
  return look < next ? look : next;
}

async function record(work: Work, crew: CrewTimer, itineraryId: string, { at, acts, after }: CrewMove) {
  const here = after.here ?? crew.place.here;
  const happenedAt = new Date(at).toISOString();
  for (const { kind, stopId, payload, onDuty } of acts) {
    const command: Command = {
      id: newId(),
      deviceSeq: await nextDeviceSeq(work, crew.deviceId),
      kind,
      itineraryId: onDuty ? null : itineraryId,
      stopId,
      happenedAt,
      deviceAt: happenedAt,
      monotonicMilliseconds: null,
      fix: here && { ...here, accuracyMeters: 8, speedMetersPerSecond: null, headingDegrees: null, at: happenedAt },
      payload,
    };
    const answer = await takeCommand(work, { id: crew.deviceId, operatorId: crew.operatorId }, command, 0);
    if (answer.outcome === 'parked') return false;
  }
  return true;
}

/** The fixes that a phone would have sent since the last one, up to that moment. */
async function sendFixes(
  { liveFeed, roads }: DriveTools,
  work: Work,
  itinerary: CrewItinerary,
  crew: CrewTimer,
  until: number,
): Promise<CrewTimer> {
  const { leg, here } = crew.place;
  if (leg === null) return crew;
  const goal = leg.stopId === null ? itinerary.finish : itinerary.stops.find(({ id }) => id === leg.stopId)?.point;
  const from = here ?? itinerary.start;
  const road = roads.roadTo(itinerary.id, leg.stopId, [from, goal ?? from]);
  const end = Math.min(until, leg.from + leg.seconds * 1000);
  const begin = Math.max(crew.fixedAt, leg.from);
  const count = Math.min(MOST_FIXES, Math.max(1, Math.ceil((end - begin) / FIX_MILLISECONDS)));
  if (end <= crew.fixedAt) return crew;
  const fixes: Fix[] = Array.from({ length: count }, (_, index) => {
    const at = begin + ((end - begin) * (index + 1)) / count;
    const share = leg.seconds > 0 ? (at - leg.from) / 1000 / leg.seconds : 1;
    return { ...positionOn(road, share, leg.seconds), accuracyMeters: 8, at: new Date(Math.round(at)) };
  });
  const { deviceId, operatorId } = crew;
  await recordPositions(work, liveFeed, { deviceId, operatorId, itineraryId: itinerary.id, fixes });
  return { ...crew, fixedAt: end };
}

export const setTimer = (work: Work, itineraryId: string, crew: CrewTimer, at: Date) =>
  work.setTimer({ kind: CREW_TIMER, key: itineraryId, dueAt: at, payload: crew as unknown as JsonObject });

const later = ({ now }: Work, seconds: number) => new Date(now.getTime() + seconds * 1000);
