import type { Slot, SlotDate } from '@roundsman/api-contract';
import {
  addDays,
  policiesOf,
  type SlotAsker,
  type SlotDateClosure,
  slotAhead,
  windowInstants,
} from '@roundsman/delivery-rules';
import type { Roads } from '@roundsman/road-network';
import type { Insertion } from '@roundsman/routing-solver';
import type { Database } from '../../platform/index.ts';
import { getOrganisation } from '../accounts/index.ts';
import { askDay } from '../plans/index.ts';
import { type AskedDay, readAskedDays } from './asked-day.ts';
import { readVisit, type VisitWish } from './read-visit.ts';

export interface SlotWish extends VisitWish {
  readonly asker: SlotAsker;
  readonly branchId: string | undefined;
  readonly exceptHoldId?: string;
}

export interface OfferWish extends SlotWish {
  readonly from: string;
  readonly to: string | undefined;
  readonly windows: readonly LocalSlot[] | undefined;
}

export interface LocalSlot {
  readonly from: string;
  readonly to: string;
}

const MOST_DATES = 14;

const CLOSED_WORDS: Record<SlotDateClosure, string> = {
  date_in_past: 'This date is over.',
  branch_closed: 'The branch is closed on this date.',
  order_intake_over: 'Orders for this date are no longer taken.',
  change_over: 'Changes for this date are no longer taken.',
  plan_locked: 'The plan of this date is locked.',
  no_vehicle: 'No vehicle takes anything more on this date.',
};

/** Every window of the dates, each with whether the visit would still fit and what it would add. Reserves nothing. */
export async function offerSlots(
  database: Database,
  roads: Pick<Roads, 'travelTimes' | 'search' | 'geocoder'>,
  organisationId: string,
  wish: OfferWish,
): Promise<SlotDate[]> {
  const visit = await readVisit(database, roads, organisationId, wish);
  const { days, policies, currency } = await database.read(organisationId, async (work) => {
    const organisation = await getOrganisation(work);
    return {
      days: await readAskedDays(work, { ...wish, visit: visit.toPlan }, datesOf(wish.from, wish.to)),
      policies: policiesOf(organisation.policies),
      currency: organisation.currency,
    };
  });
  // All dates at the same time: while one waits for the roads another is looked through.
  return Promise.all(
    days.map(async (day): Promise<SlotDate> => {
      const offers = await offersOf(roads, day, wish.windows ?? policies.slotWindows, policies.slotLeadSeconds);
      return {
        serviceDate: day.serviceDate,
        zone: day.branch.timeZone,
        closed: closedWords(day.closed),
        slots: offers.map((offer) => presentSlot(offer, wish.merchantId === null ? currency : null)),
      };
    }),
  );
}

export const closedWords = (code: SlotDateClosure | null) =>
  code === null ? null : { code, words: CLOSED_WORDS[code] };

/** From one date to another, the last at most 13 days on. */
export function datesOf(from: string, to: string | undefined): string[] {
  const dates = [from];
  while (to !== undefined && dates.at(-1)! < to && dates.length < MOST_DATES) dates.push(addDays(dates.at(-1)!, 1));
  return dates;
}

export interface Offer extends LocalSlot {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly why: Slot['why'];
  /** Times in seconds of the epoch. */
  readonly best: Insertion | null;
}

/** Tries each window against the day. Of a closed date nothing is offered. */
export async function offersOf(
  roads: Pick<Roads, 'travelTimes' | 'search'>,
  { serviceDate, branch, now, opened, visit }: AskedDay,
  windows: readonly LocalSlot[],
  leadSeconds: number,
): Promise<Offer[]> {
  const zone = branch.timeZone;
  if (opened === null) return [];
  const asked = windows.flatMap((window) => {
    const known = windowInstants(serviceDate, window, zone);
    if (!('window' in known)) return [];
    const tooSoon = slotAhead(now, serviceDate, window, zone, leadSeconds) === null;
    return [{ ...window, ...known.window, why: tooSoon ? ('too_soon' as const) : null }];
  });
  const open = asked.filter(({ why }) => why === null);
  if (open.length === 0 || visit === null)
    return asked.map((slot) => ({ ...slot, why: slot.why ?? ('full' as const), best: null }));
  const seconds = (instant: Date) => Math.floor(instant.getTime() / 1000);
  const windowsAsked = open.map(({ startsAt, endsAt }) => ({ from: seconds(startsAt), to: seconds(endsAt) }));
  const found = await askDay(roads, opened, { kind: 'slots', visit, windows: windowsAsked });
  return asked.map((slot) => {
    const best = found[open.indexOf(slot)] ?? null;
    return { ...slot, why: slot.why ?? (best ? null : 'full'), best };
  });
}

function presentSlot(offer: Offer, currency: string | null): Slot {
  const { from, to, startsAt, endsAt, why, best } = offer;
  const instant = (seconds: number) => new Date(seconds * 1000).toISOString();
  return {
    from,
    to,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    available: best !== null,
    why,
    arrival: best && { earliest: instant(best.serviceStartSeconds), latest: instant(best.latestServiceStartSeconds) },
    added:
      best && currency !== null
        ? {
            driveSeconds: Math.round(best.addedDrivingSeconds),
            driveMeters: Math.round(best.addedMeters),
            cost: { amountMinor: Math.round(best.price), currency },
          }
        : null,
  };
}
