import type { Itinerary, Vehicle } from '@roundsman/api-contract';
import { windowInstants } from '@roundsman/delivery-rules';
import { inArray } from 'drizzle-orm';
import type { ReadWork } from '../../platform/index.ts';
import type { DaySnapshot } from '../plans/index.ts';
import { itineraries } from './schema.ts';

export interface ItineraryBreaks {
  readonly vehicleId: string;
  /** null: the vehicle’s usual ones. */
  readonly breaks: Vehicle['breaks'] | null;
}

/** The day with the breaks that its itineraries have of their own, where they have any, instead of their vehicles' usual ones. */
export async function withOwnBreaks(
  work: ReadWork,
  day: DaySnapshot,
  touched: readonly Pick<Itinerary, 'id' | 'vehicleId'>[],
  wish: ItineraryBreaks | undefined,
): Promise<DaySnapshot> {
  const rows =
    touched.length === 0
      ? []
      : await work.db
          .select({ id: itineraries.id, breaks: itineraries.breaks })
          .from(itineraries)
          .where(
            inArray(
              itineraries.id,
              touched.map(({ id }) => id),
            ),
          );
  const own = new Map<string, Vehicle['breaks']>();
  for (const { id, breaks } of rows) {
    const vehicleId = touched.find((itinerary) => itinerary.id === id)?.vehicleId;
    if (breaks && vehicleId) own.set(vehicleId, breaks);
  }
  if (wish?.breaks) own.set(wish.vehicleId, wish.breaks);
  else if (wish) own.delete(wish.vehicleId);
  if (own.size === 0) return day;
  return {
    ...day,
    vehicles: day.vehicles.map((vehicle) => {
      const breaks = own.get(vehicle.id);
      return breaks ? { ...vehicle, breaks: breaks.flatMap((each) => instants(day, each)) } : vehicle;
    }),
  };
}

function instants(
  { serviceDate, zone }: DaySnapshot,
  { earliest, latest, durationSeconds }: Vehicle['breaks'][number],
): DaySnapshot['vehicles'][number]['breaks'][number][] {
  const known = windowInstants(serviceDate, { from: earliest, to: latest }, zone);
  if (!('window' in known)) return [];
  const seconds = (instant: Date) => Math.floor(instant.getTime() / 1000);
  return [{ earliest: seconds(known.window.startsAt), latest: seconds(known.window.endsAt), durationSeconds }];
}
