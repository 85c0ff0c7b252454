import type { Location } from '@roundsman/api-contract';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { nextCode } from '../../platform/database/index.ts';
import {
  newId,
  type PageWish,
  Problem,
  type ReadWork,
  type RowsOfPage,
  readPage,
  type Work,
} from '../../platform/index.ts';
import { resolveBranch } from '../accounts/index.ts';
import { ALL_WEEK, distinctWindows, type WeekdayHours } from './hours.ts';
import { locationHours, locations } from './schema.ts';

export type NewLocation = Omit<Location, 'id' | 'code' | 'loadSeconds' | 'dockPriceMinor'> &
  Partial<Pick<Location, 'loadSeconds' | 'dockPriceMinor'>>;
export type LocationChange = Partial<Omit<Location, 'id' | 'code' | 'branchId'>>;
type Row = typeof locations.$inferSelect;

export async function listLocations(work: ReadWork): Promise<Location[]> {
  const rows = await work.db.select().from(locations).where(isNull(locations.closedAt)).orderBy(asc(locations.code));
  return presentAll(work, rows);
}

/** A page of the same. Problem 422 `cursor_invalid`. */
export async function pageOfLocations(work: ReadWork, wish: PageWish): Promise<RowsOfPage<Location>> {
  const order = { by: locations.code, where: isNull(locations.closedAt) };
  const { rows, next } = await readPage(work, locations, order, wish);
  return { rows: await presentAll(work, rows), next };
}

async function presentAll(work: ReadWork, rows: readonly Row[]): Promise<Location[]> {
  const hours = Map.groupBy(await work.db.select().from(locationHours), ({ locationId }) => locationId);
  return rows.map((row) => present(row, hours.get(row.id) ?? []));
}

/** Problem 404 `location_unknown`. */
export async function getLocation(work: ReadWork, locationId: string): Promise<Location> {
  const [row] = await work.db
    .select()
    .from(locations)
    .where(and(eq(locations.id, locationId), isNull(locations.closedAt)));
  if (!row) throw new Problem({ status: 404, code: 'location_unknown', title: 'There is no such location' });
  return present(row, await work.db.select().from(locationHours).where(eq(locationHours.locationId, locationId)));
}

/** How long loading a vehicle takes at each location, by its id. */
export async function loadSecondsByLocation(work: ReadWork): Promise<Map<string, number>> {
  const rows = await work.db.select({ id: locations.id, loadSeconds: locations.loadSeconds }).from(locations);
  return new Map(rows.map(({ id, loadSeconds }) => [id, loadSeconds]));
}

export async function createLocation(work: Work, input: NewLocation): Promise<Location> {
  const branch = await resolveBranch(work, input.branchId);
  const id = newId();
  const code = await nextCode(work, locations, 'L');
  const { organisationId } = work;
  await work.db.insert(locations).values({
    organisationId,
    id,
    code,
    branchId: branch.id,
    name: input.name,
    kind: input.kind,
    street: input.addressLine,
    lon: input.point.lon,
    lat: input.point.lat,
    timeZone: branch.timeZone,
    dockSlots: input.dockSlots,
    ...(input.loadSeconds === undefined ? {} : { loadSeconds: input.loadSeconds }),
    dockPriceMinor: input.dockPriceMinor ?? null,
    createdAt: work.recordedAt,
  });
  await writeHours(work, id, input.opening);
  work.emit({ type: 'location.created', subject: { kind: 'location', id } });
  return getLocation(work, id);
}

export async function updateLocation(work: Work, locationId: string, change: LocationChange): Promise<Location> {
  await getLocation(work, locationId);
  const { opening, point, addressLine, ...plain } = change;
  const set = { ...plain, ...(point ?? {}), ...(addressLine === undefined ? {} : { street: addressLine }) };
  if (Object.keys(set).length > 0) await work.db.update(locations).set(set).where(eq(locations.id, locationId));
  if (opening) {
    await work.db.delete(locationHours).where(eq(locationHours.locationId, locationId));
    await writeHours(work, locationId, opening);
  }
  work.emit({
    type: 'location.changed',
    subject: { kind: 'location', id: locationId },
    data: { fields: Object.keys(change) },
  });
  return getLocation(work, locationId);
}

async function writeHours(work: Work, locationId: string, opening: Location['opening']): Promise<void> {
  const { organisationId } = work;
  const rows = ALL_WEEK.flatMap((weekday) =>
    opening.map(({ from, to }) => ({ organisationId, id: newId(), locationId, weekday, opensAt: from, closesAt: to })),
  );
  if (rows.length > 0) await work.db.insert(locationHours).values(rows);
}

function present(row: Row, hours: readonly WeekdayHours[]): Location {
  return {
    id: row.id,
    branchId: row.branchId,
    code: row.code,
    name: row.name,
    kind: row.kind,
    addressLine: [
      [row.street, row.houseNumber].filter(Boolean).join(' '),
      [row.postcode, row.city].filter(Boolean).join(' '),
    ]
      .filter(Boolean)
      .join(', '),
    point: { lon: row.lon, lat: row.lat },
    opening: distinctWindows(hours.map(({ weekday, opensAt, closesAt }) => ({ weekday, from: opensAt, to: closesAt }))),
    dockSlots: row.dockSlots ?? 0,
    loadSeconds: row.loadSeconds,
    dockPriceMinor: row.dockPriceMinor,
  };
}
