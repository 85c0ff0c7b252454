import { and, eq, isNull, sql } from 'drizzle-orm';
import type { ReadWork, Work } from '../../platform/index.ts';
import { itineraries, itineraryVehicles } from './schema.ts';

/** Adds to the kilometres really driven, which outlive the positions they were summed from. */
export async function addDrivenMeters(work: Work, itineraryId: string, meters: number): Promise<void> {
  if (meters <= 0) return;
  await work.db
    .update(itineraries)
    .set({ drivenDistanceMeters: sql`${itineraries.drivenDistanceMeters} + ${Math.round(meters)}` })
    .where(eq(itineraries.id, itineraryId));
}

/** Replaces the sum of straight steps by what was measured along the roads. */
export async function setDrivenMeters(work: Work, itineraryId: string, meters: number): Promise<void> {
  await work.db
    .update(itineraries)
    .set({ drivenDistanceMeters: Math.round(meters) })
    .where(eq(itineraries.id, itineraryId));
}

export async function vehicleOfItinerary(work: ReadWork, itineraryId: string): Promise<string | null> {
  const [row] = await work.db
    .select({ vehicleId: itineraryVehicles.vehicleId })
    .from(itineraryVehicles)
    .where(and(eq(itineraryVehicles.itineraryId, itineraryId), isNull(itineraryVehicles.toAt)));
  return row?.vehicleId ?? null;
}
