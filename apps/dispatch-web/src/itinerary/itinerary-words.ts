import type { Itinerary } from '@roundsman/api-contract';
import { distance, duration, type SentenceTone, timeOfDay } from '@roundsman/ui';

const ON_TIME_SECONDS = 120;

interface Standing {
  /** As the live feed says it, else as it was read. */
  delaySeconds: number;
  /** When the vehicle was last heard of, epoch milliseconds. */
  heardAtMs: number | null;
  zone: string;
}

/** The answer that one opens an itinerary for: "12 of 18 done, 8 min late, last heard of at 14:02". */
export function itinerarySentence(itinerary: Itinerary, { delaySeconds, heardAtMs, zone }: Standing): string {
  const { done, failed, of } = itinerary.progress;
  const clock = (instant: string | number) => timeOfDay(new Date(instant), zone);
  const stops = of === 1 ? '1 stop' : `${of} stops`;
  const over = `${done + failed} of ${of} done${failed > 0 ? ` (${failed} not as planned)` : ''}`;
  const heard = heardAtMs === null ? 'not heard of yet' : `last heard of at ${clock(heardAtMs)}`;
  switch (itinerary.state) {
    case 'draft':
      return `${stops}, not dispatched yet`;
    case 'dispatched':
      return `${stops}, not started, leaves at ${clock(itinerary.departure)}`;
    case 'started':
      return `${over}, ${lateness(delaySeconds, lateStops(itinerary))}, ${heard}`;
    case 'interrupted':
      return `${over}, interrupted, ${heard}`;
    case 'finished':
      return `${over}, finished${itinerary.finishedAt ? ` at ${clock(itinerary.finishedAt)}` : ''}`;
    case 'cancelled':
      return 'Taken off the day';
  }
}

export function sentenceTone(itinerary: Itinerary): SentenceTone {
  const { stops, state } = itinerary;
  if (state === 'finished' || state === 'cancelled') return 'calm';
  if (lateStops(itinerary) > 0) return 'broken';
  const open = stops.filter(({ doneAt }) => doneAt === null);
  return open.some(({ risk }) => risk === 'at_risk') ? 'at_risk' : 'calm';
}

/** Whether those who drive know what the desk knows. */
export function seenWords({ state, revision, acknowledgedRevision }: Itinerary): string {
  if (state === 'draft') return 'not with the crew yet';
  if (acknowledgedRevision === null) return 'the crew has not looked at it yet';
  return acknowledgedRevision >= revision ? 'yes, the newest' : 'changed since the crew last looked';
}

/** "34.2 km of 61.0 km planned". */
export const drivenWords = ({ drivenMeters, figures }: Itinerary): string =>
  `${distance(drivenMeters)} of ${distance(figures.driveMeters)} planned`;

/** "Mia and Jon", "Mia, Jon and Ben". */
export function namesOf(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Whom a change reaches, before it is made: a crew learns of everything that is with it. */
export function reachWords({ state, crew }: Pick<Itinerary, 'state' | 'crew'>): string {
  if (state === 'draft') return 'It is not dispatched yet: nobody is told.';
  if (crew.length === 0) return 'It has no crew: nobody is told.';
  return `This tells ${namesOf(crew.map(({ name }) => name))} on their phone.`;
}

const lateStops = ({ stops }: Itinerary): number =>
  stops.filter(({ doneAt, risk }) => doneAt === null && risk === 'late').length;

/** Who was on time so far and will not be is not called so. */
function lateness(delaySeconds: number, late: number): string {
  if (delaySeconds > ON_TIME_SECONDS) return `${duration(delaySeconds)} late`;
  if (late > 0) return late === 1 ? '1 stop will be late' : `${late} stops will be late`;
  return delaySeconds < -ON_TIME_SECONDS ? `${duration(-delaySeconds)} early` : 'on time';
}
