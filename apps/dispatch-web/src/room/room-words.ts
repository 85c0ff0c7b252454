import type { CapacityDay } from '@roundsman/api-contract';
import { dayLabel } from '@roundsman/ui';

type Slot = CapacityDay['slots'][number];

/** Less of a window than this is no room to speak of: nobody drives there, serves and is away again in it. */
const LEAST_SHARE = 0.1;

/** How much of a window's working time is spoken for, 0 to 1; a window in which nobody works is full. */
export const shareTaken = ({ workSeconds, workSecondsLeft }: Slot): number =>
  workSeconds === 0 ? 1 : 1 - workSecondsLeft / workSeconds;

const hasRoom = (slot: Slot) => 1 - shareTaken(slot) >= LEAST_SHARE;

/** What whoever opens the sheet came for. @param days in their order; undefined: not known yet. */
export function roomSentence(days: readonly (CapacityDay | undefined)[]): string {
  for (const day of days) {
    if (!day) return 'Looking at each day …';
    const slot = day.closed ? undefined : day.slots.find(hasRoom);
    if (slot) return `There is room from ${dayLabel(day.serviceDate)}, ${slot.from}–${slot.to} on.`;
  }
  return 'None of these days has room.';
}

/** "3.5 of 8.0 h", of all crews together. */
export function leftWords({ workSeconds, workSecondsLeft }: Slot): string {
  if (workSeconds === 0) return 'nobody works';
  const hours = (seconds: number) => (seconds / 3600).toFixed(1);
  return `${hours(workSecondsLeft)} of ${hours(workSeconds)} h`;
}

/** "12 on itineraries · 3 waiting · 2 held"; what there is none of is not said. */
export function visitsWords({ placed, waiting, held }: CapacityDay['visits']): string {
  const parts = [
    [placed, 'on itineraries'],
    [waiting, 'waiting'],
    [held, 'held'],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return words.join(' · ') || 'No visits yet';
}

/** Those that no vehicle could take even now; null: all find room. */
export function unplaceableWords({ unplaceable }: CapacityDay['visits']): string | null {
  if (unplaceable === 0) return null;
  return unplaceable === 1 ? '1 of them finds no room' : `${unplaceable} of them find no room`;
}

export function vehiclesWords({ taking, total }: CapacityDay['vehicles']): string {
  if (taking === total) return total === 1 ? '1 vehicle' : `${total} vehicles`;
  return `${taking} of ${total === 1 ? '1 vehicle' : `${total} vehicles`}`;
}
