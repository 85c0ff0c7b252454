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

/** Whose itinerary it is, and what drives it now; null when there is none of that id. */
export async function whoDrives(work: ReadWork, itineraryId: string): Promise<Driver | null> {
  const isNow = and(eq(itineraryVehicles.itineraryId, itineraries.id), isNull(itineraryVehicles.toAt));
  const [row] = await work.db
    .select({ branchId: itineraries.branchId, vehicleId: itineraryVehicles.vehicleId })
    .from(itineraries)
    .leftJoin(itineraryVehicles, isNow)
    .where(eq(itineraries.id, itineraryId));
  return row ?? null;
}

interface Driver {
  readonly branchId: string;
  readonly vehicleId: string | null;
}
