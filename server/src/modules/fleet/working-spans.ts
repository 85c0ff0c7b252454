import type { Vehicle } from '@roundsman/api-contract';
import { weekdayOf, windowInstants } from '@roundsman/delivery-rules';
import { and, gte, isNull, lte, or } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import type { ReadWork } from '../../platform/index.ts';
import { locationHours, vehicleOutages, vehicleShifts } from './schema.ts';

/** Seconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * When each vehicle may be used on a date: the shifts of that date, else those of its weekday, without the times in which it
 * is in the workshop or broken down. None on a day without a shift, or on which the place that it starts from is shut.
 */
export async function workingSpans(
  work: ReadWork,
  vehicles: readonly Pick<Vehicle, 'id' | 'startLocationId'>[],
  serviceDate: string,
  zone: string,
): Promise<Map<string, Span[]>> {
  const ids = vehicles.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const shifts = Map.groupBy(
    await work.db.select().from(vehicleShifts).where(isAmong(vehicleShifts.vehicleId, ids)),
    ({ vehicleId }) => vehicleId,
  );
  const weekday = weekdayOf(serviceDate);
  const shut = await shutOn(work, weekday);
  const planned = new Map(
    vehicles.map(({ id, startLocationId }): [string, Span[]] => {
      if (shut.has(startLocationId)) return [id, []];
      const own = shifts.get(id) ?? [];
      const ofDate = own.filter(({ date }) => date === serviceDate);
      const used = ofDate.length > 0 ? ofDate : own.filter((shift) => shift.date === null && shift.weekday === weekday);
      return [id, used.flatMap(({ startsAt, endsAt }) => spanOf(serviceDate, { from: startsAt, to: endsAt }, zone))];
    }),
  );
  const all = [...planned.values()].flat();
  if (all.length === 0) return planned;
  const first = new Date(Math.min(...all.map(({ from }) => from)) * 1000);
  const last = new Date(Math.max(...all.map(({ to }) => to)) * 1000);
  const outages = Map.groupBy(
    await work.db
      .select()
      .from(vehicleOutages)
      .where(
        and(
          isAmong(vehicleOutages.vehicleId, ids),
          lte(vehicleOutages.fromAt, last),
          or(isNull(vehicleOutages.toAt), gte(vehicleOutages.toAt, first)),
        ),
      ),
    ({ vehicleId }) => vehicleId,
  );
  return new Map(
    [...planned].map(([id, spans]) => [
      id,
      (outages.get(id) ?? []).reduce(
        (left, { fromAt, toAt }) => {
          const gone = { from: seconds(fromAt), to: toAt === null ? Number.POSITIVE_INFINITY : seconds(toAt) };
          return left.flatMap((span) => without(span, gone));
        },
        spans.toSorted((a, b) => a.from - b.from),
      ),
    ]),
  );
}

/** Locations that name their hours, and none for this weekday. */
async function shutOn(work: ReadWork, weekday: number): Promise<Set<string>> {
  const hours = await work.db
    .select({ locationId: locationHours.locationId, weekday: locationHours.weekday })
    .from(locationHours);
  const open = new Set(hours.filter((hour) => hour.weekday === weekday).map(({ locationId }) => locationId));
  return new Set(hours.map(({ locationId }) => locationId).filter((id) => !open.has(id)));
}

const seconds = (instant: Date) => Math.floor(instant.getTime() / 1000);

function spanOf(serviceDate: string, window: { readonly from: string; readonly to: string }, zone: string): Span[] {
  const known = windowInstants(serviceDate, window, zone);
  return 'window' in known ? [{ from: seconds(known.window.startsAt), to: seconds(known.window.endsAt) }] : [];
}

/** What is left of a span on either side of another. */
function without({ from, to }: Span, gone: Span): Span[] {
  return [
    { from, to: Math.min(to, gone.from) },
    { from: Math.max(from, gone.to), to },
  ].filter((span) => span.from < span.to);
}
