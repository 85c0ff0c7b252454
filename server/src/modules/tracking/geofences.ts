import type { Geofence } from '@roundsman/api-contract';
import { isInArea } from '@roundsman/delivery-rules';
import type { LonLat } from '@roundsman/units';
import { and, asc, eq } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import { newId, Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { geofencePresence, geofences } from './schema.ts';

export type NewGeofence = Omit<Geofence, 'id' | 'createdAt'>;

const MOST_GEOFENCES = 200;
const MOST_INSIDE = 5000;
/** A fix less exact than this says nothing about which side of a line somebody is on. */
const MOST_ACCURACY_METERS = 100;

export async function listGeofences(work: ReadWork): Promise<Geofence[]> {
  return (await work.db.select().from(geofences).orderBy(asc(geofences.id))).map(present);
}

/** Problem 404 `geofence_unknown`. */
export async function getGeofence(work: ReadWork, geofenceId: string): Promise<Geofence> {
  const [row] = await work.db.select().from(geofences).where(eq(geofences.id, geofenceId));
  if (!row) throw new Problem({ status: 404, code: 'geofence_unknown', title: 'There is no such area' });
  return present(row);
}

/** Problem 409 `too_many_geofences`. */
export async function createGeofence(work: Work, input: NewGeofence): Promise<Geofence> {
  if ((await work.db.$count(geofences)) >= MOST_GEOFENCES)
    throw new Problem({
      status: 409,
      code: 'too_many_geofences',
      title: `There are ${MOST_GEOFENCES} areas already`,
      remedy: 'Remove one that is no longer used.',
    });
  const id = newId();
  await work.db
    .insert(geofences)
    .values({ organisationId: work.organisationId, id, ...input, createdAt: work.recordedAt });
  work.emit({ type: 'geofence.created', subject: { kind: 'geofence', id } });
  return getGeofence(work, id);
}

/** What changes its place or is switched off has nobody in it until the next fix. Problem 404 `geofence_unknown`. */
export async function updateGeofence(work: Work, geofenceId: string, change: Partial<NewGeofence>): Promise<Geofence> {
  await getGeofence(work, geofenceId);
  const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  if (Object.keys(set).length === 0) return getGeofence(work, geofenceId);
  await work.db.update(geofences).set(set).where(eq(geofences.id, geofenceId));
  if (change.area || change.active === false)
    await work.db.delete(geofencePresence).where(eq(geofencePresence.geofenceId, geofenceId));
  work.emit({
    type: 'geofence.changed',
    subject: { kind: 'geofence', id: geofenceId },
    data: { fields: Object.keys(set) },
  });
  return getGeofence(work, geofenceId);
}

export async function removeGeofence(work: Work, geofenceId: string): Promise<void> {
  await getGeofence(work, geofenceId);
  await work.db.delete(geofences).where(eq(geofences.id, geofenceId));
  work.emit({ type: 'geofence.removed', subject: { kind: 'geofence', id: geofenceId } });
}

/** Who is inside, the longest first. Problem 404 `geofence_unknown`. */
export async function whoIsInside(work: ReadWork, geofenceId: string) {
  await getGeofence(work, geofenceId);
  const all = await whoIsInsideAny(work, geofenceId);
  return all.map(({ geofenceId: _, ...presence }) => presence);
}

/** Who is in which area, or in that one alone, the longest first. */
export async function whoIsInsideAny(work: ReadWork, geofenceId?: string) {
  const rows = await work.db
    .select()
    .from(geofencePresence)
    .where(geofenceId === undefined ? undefined : eq(geofencePresence.geofenceId, geofenceId))
    .orderBy(asc(geofencePresence.enteredAt))
    .limit(MOST_INSIDE);
  return rows.map(({ geofenceId: area, operatorId, itineraryId, enteredAt }) => ({
    geofenceId: area,
    operatorId,
    itineraryId,
    enteredAt: enteredAt.toISOString(),
  }));
}

interface FixToWatch extends LonLat {
  readonly accuracyMeters: number | null;
  readonly at: Date;
}

interface Watched {
  readonly deviceId: string;
  readonly operatorId: string;
  readonly itineraryId: string | null;
}

/** Writes down which areas the fixes, oldest first, entered and left, each crossing as an event at its time. */
export async function watchGeofences(work: Work, device: Watched, fixes: readonly FixToWatch[]): Promise<void> {
  const exact = fixes.filter(({ accuracyMeters }) => (accuracyMeters ?? 0) <= MOST_ACCURACY_METERS);
  if (exact.length === 0) return;
  const active = await work.db.select().from(geofences).where(eq(geofences.active, true));
  if (active.length === 0) return;
  const known = await work.db.select().from(geofencePresence).where(eq(geofencePresence.deviceId, device.deviceId));
  const inside = new Map(known.map(({ geofenceId, enteredAt }) => [geofenceId, enteredAt]));
  const before = new Set(inside.keys());
  for (const fix of exact) {
    for (const { id, area } of active) {
      const isIn = isInArea(area, fix);
      if (isIn === inside.has(id)) continue;
      if (isIn) inside.set(id, fix.at);
      else inside.delete(id);
      work.emit({
        type: isIn ? 'geofence.entered' : 'geofence.left',
        subject: { kind: 'geofence', id },
        occurredAt: fix.at,
        data: { itineraryId: device.itineraryId, operatorId: device.operatorId },
      });
    }
  }
  const left = [...before].filter((id) => !inside.has(id));
  const entered = [...inside].filter(([id]) => !before.has(id));
  if (left.length > 0)
    await work.db
      .delete(geofencePresence)
      .where(and(eq(geofencePresence.deviceId, device.deviceId), isAmong(geofencePresence.geofenceId, left)));
  if (entered.length > 0)
    await work.db.insert(geofencePresence).values(
      entered.map(([geofenceId, enteredAt]) => ({
        organisationId: work.organisationId,
        geofenceId,
        ...device,
        enteredAt,
      })),
    );
}

const present = ({ id, name, kind, area, active, createdAt }: typeof geofences.$inferSelect): Geofence => ({
  id,
  name,
  kind,
  area: area.kind === 'circle' ? { ...area, center: { ...area.center } } : { ...area, ring: [...area.ring] },
  active,
  createdAt: createdAt.toISOString(),
});
