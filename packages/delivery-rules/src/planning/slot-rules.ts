import type { Seconds } from '@roundsman/units';

import type { LocalTime } from '../time/local-time.ts';
import { addDays, type ServiceDate, serviceDateAt } from '../time/service-date.ts';
import { type InstantWindow, type LocalWindow, localTimeToInstant, windowInstants } from '../time/windows.ts';

/** Until when a branch takes what, each on the day before the service date; null = no such limit. */
export interface CutOffs {
  readonly zone: string;
  readonly orderIntakeUntil: LocalTime | null;
  readonly planLockAt: LocalTime | null;
  readonly customerChangeUntil: LocalTime;
}

/** Who asks for a time: an order that is new, or a customer who has one and wants another. */
export type SlotAsker = 'order' | 'customer';

export const SLOT_DATE_CLOSURES = [
  'date_in_past',
  'branch_closed',
  'order_intake_over',
  'change_over',
  'plan_locked',
  'no_vehicle',
] as const;
export type SlotDateClosure = (typeof SLOT_DATE_CLOSURES)[number];

/** Why nothing of a date may be offered any more; null while it may. A cut-off belongs to the time before it. */
export function slotDateClosure(
  now: Date,
  date: ServiceDate,
  cutOffs: CutOffs,
  asker: SlotAsker,
): SlotDateClosure | null {
  if (date < serviceDateAt(now, cutOffs.zone)) return 'date_in_past';
  const over = (time: LocalTime | null) =>
    time !== null && now > localTimeToInstant(addDays(date, -1), time, cutOffs.zone);
  if (over(cutOffs.planLockAt)) return 'plan_locked';
  if (asker === 'customer') return over(cutOffs.customerChangeUntil) ? 'change_over' : null;
  return over(cutOffs.orderIntakeUntil) ? 'order_intake_over' : null;
}

/** A window as an instant span, when it lies far enough ahead to be driven to; null otherwise. */
export function slotAhead(
  now: Date,
  date: ServiceDate,
  window: LocalWindow,
  zone: string,
  leadSeconds: Seconds,
): InstantWindow | null {
  const known = windowInstants(date, window, zone);
  if (!('window' in known)) return null;
  return known.window.startsAt.getTime() >= now.getTime() + leadSeconds * 1000 ? known.window : null;
}

/** Kept while somebody decides; the room it takes is theirs until it is booked, given back, or over. */
export const SLOT_HOLD_STATES = ['held', 'booked', 'released', 'expired'] as const;
export type SlotHoldState = (typeof SLOT_HOLD_STATES)[number];
