import { NO_PIECE_LIMIT, type Vehicle } from '@roundsman/api-contract';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { isAmong, nextCode } from '../../platform/database/index.ts';
import {
  newId,
  type PageWish,
  Problem,
  type ReadWork,
  type RowsOfPage,
  readPage,
  type Work,
} from '../../platform/index.ts';
import { joinBranch } from '../accounts/index.ts';
import { ALL_WEEK, distinctWindows } from './hours.ts';
import { operators, vehicleBreaks, vehicleShifts, vehicles } from './schema.ts';

type Optional =
  | 'hue'
  | 'plate'
  | 'drivingProfile'
  | 'dimensions'
  | 'mostJobsPriceMinor'
  | 'mostLoadings'
  | 'mostDrivingPriceMinor'
  | 'drivingBreak'
  | 'overtime'
  | 'areas'
  | 'outsideAreasPriceMinor';
export type NewVehicle = Omit<Vehicle, 'id' | 'code' | Optional> & Partial<Pick<Vehicle, Optional>>;
export type VehicleChange = Partial<Omit<Vehicle, 'id' | 'code' | 'branchId'>>;
const HUES = 12;

/** Vehicles in order of their numbers, retired ones included: a past day still names them. */
export async function listVehicles(work: ReadWork): Promise<Vehicle[]> {
  return presentAll(work, await work.db.select().from(vehicles).orderBy(asc(vehicles.createdAt), asc(vehicles.id)));
}

/** A page of the same. Problem 422 `cursor_invalid`. */
export async function pageOfVehicles(work: ReadWork, wish: PageWish): Promise<RowsOfPage<Vehicle>> {
  const { rows, next } = await readPage(work, vehicles, { by: vehicles.createdAt }, wish);
  return { rows: await presentAll(work, rows), next };
}

/** Whose vehicle it is; undefined: nobody's here. */
export async function branchOfVehicle(work: ReadWork, vehicleId: string): Promise<string | undefined> {
  const [row] = await work.db.select({ branchId: vehicles.branchId }).from(vehicles).where(eq(vehicles.id, vehicleId));
  return row?.branchId;
}

/** Of a branch. */
export const countActiveVehicles = (work: ReadWork, branchId: string): Promise<number> =>
  work.db.$count(vehicles, and(eq(vehicles.branchId, branchId), isNull(vehicles.retiredAt)));

/** What each vehicle drives like on the road network. */
export async function drivingProfiles(work: ReadWork): Promise<Map<string, Vehicle['drivingProfile']>> {
  const rows = await work.db.select({ id: vehicles.id, profile: vehicles.drivingProfile }).from(vehicles);
  return new Map(rows.map(({ id, profile }) => [id, profile]));
}

/** Problem 404 `vehicle_unknown`. */
export async function getVehicle(work: ReadWork, vehicleId: string): Promise<Vehicle> {
  return (await getVehicles(work, [vehicleId])).get(vehicleId)!;
}

/** Each of those named, by its id. Problem 404 `vehicle_unknown`. */
export async function getVehicles(work: ReadWork, vehicleIds: readonly string[]): Promise<Map<string, Vehicle>> {
  const wanted = [...new Set(vehicleIds)];
  const found = await presentAll(work, await work.db.select().from(vehicles).where(isAmong(vehicles.id, wanted)));
  if (found.length < wanted.length)
    throw new Problem({ status: 404, code: 'vehicle_unknown', title: 'There is no such vehicle' });
  return new Map(found.map((vehicle) => [vehicle.id, vehicle]));
}

export async function createVehicle(work: Work, input: NewVehicle): Promise<Vehicle> {
  const branch = await joinBranch(work, input.branchId);
  const id = newId();
  const code = await nextCode(work, vehicles, 'V');
  const count = await work.db.$count(vehicles);
  await work.db.insert(vehicles).values({
    ...columnsOf(input),
    organisationId: work.organisationId,
    id,
    code,
    branchId: branch.id,
    hue: input.hue ?? count % HUES,
    createdAt: work.recordedAt,
  } as typeof vehicles.$inferInsert);
  await writeParts(work, id, input);
  work.emit({ type: 'vehicle.created', subject: { kind: 'vehicle', id } });
  return getVehicle(work, id);
}

export async function updateVehicle(work: Work, vehicleId: string, change: VehicleChange): Promise<Vehicle> {
  await getVehicle(work, vehicleId);
  const set = columnsOf(change);
  const retired = change.active === undefined ? {} : { retiredAt: change.active ? null : work.recordedAt };
  if (Object.keys({ ...set, ...retired }).length > 0)
    await work.db
      .update(vehicles)
      .set({ ...set, ...retired })
      .where(eq(vehicles.id, vehicleId));
  await writeParts(work, vehicleId, change);
  work.emit({
    type: 'vehicle.changed',
    subject: { kind: 'vehicle', id: vehicleId },
    data: { fields: Object.keys(change) },
  });
  return getVehicle(work, vehicleId);
}

function columnsOf(input: VehicleChange): Partial<typeof vehicles.$inferInsert> {
  const all = {
    name: input.name,
    kind: input.kind,
    plate: input.plate,
    drivingProfile: input.drivingProfile,
    lengthCentimeters: input.dimensions?.lengthCentimeters,
    widthCentimeters: input.dimensions?.widthCentimeters,
    heightCentimeters: input.dimensions?.heightCentimeters,
    grossMassGrams: input.dimensions?.grossMassGrams,
    hue: input.hue,
    equipment: input.equipment,
    startLocationId: input.startLocationId,
    endLocationId: input.endLocationId,
    mostJobs: input.mostJobs,
    mostJobsPriceMinor: input.mostJobsPriceMinor,
    mostDrivingPriceMinor: input.mostDrivingPriceMinor,
    mostLoadings: input.mostLoadings,
    mostDrivingSeconds: input.mostDrivingSeconds,
    drivingBeforeBreakSeconds: input.drivingBreak === null ? null : input.drivingBreak?.afterSeconds,
    drivingBreakSeconds: input.drivingBreak === null ? null : input.drivingBreak?.durationSeconds,
    overtimeAfterSeconds: input.overtime === null ? null : input.overtime?.afterSeconds,
    overtimePerHourMinor: input.overtime === null ? null : input.overtime?.perHourMinor,
    areas: input.areas,
    outsideAreasPriceMinor: input.outsideAreasPriceMinor,
    capacityWeightGrams: input.capacity?.weightGrams,
    capacityVolumeLitres: input.capacity?.volumeLitres,
    capacityPieces: input.capacity?.pieces,
    fixedCostMinor: input.costs?.fixedMinor,
    costPerKilometerMinor: input.costs?.perKilometreMinor,
    costPerHourMinor: input.costs?.perHourMinor,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** What the week comes to; shifts of a single date stand in the calendar. */
const weekOf = (rows: readonly (typeof vehicleShifts.$inferSelect)[]) =>
  distinctWindows(
    rows.flatMap(({ date, weekday, startsAt, endsAt }) =>
      date === null ? [{ weekday, from: startsAt, to: endsAt }] : [],
    ),
  );

/** A form that sends back what it was shown leaves the days of the week as they differ. */
async function saysOtherwise(work: Work, vehicleId: string, shifts: Vehicle['shifts']): Promise<boolean> {
  const rows = await work.db.select().from(vehicleShifts).where(eq(vehicleShifts.vehicleId, vehicleId));
  return (
    JSON.stringify(weekOf(rows)) !== JSON.stringify(distinctWindows(shifts.map((one) => ({ weekday: 1, ...one }))))
  );
}

async function writeParts(work: Work, vehicleId: string, input: VehicleChange): Promise<void> {
  const { organisationId } = work;
  if (input.shifts && (await saysOtherwise(work, vehicleId, input.shifts))) {
    await work.db.delete(vehicleShifts).where(and(eq(vehicleShifts.vehicleId, vehicleId), isNull(vehicleShifts.date)));
    await work.db.insert(vehicleShifts).values(
      ALL_WEEK.flatMap((weekday) =>
        input.shifts!.map(({ from, to }) => ({
          organisationId,
          id: newId(),
          vehicleId,
          weekday,
          startsAt: from,
          endsAt: to,
        })),
      ),
    );
  }
  if (input.breaks) {
    await work.db.delete(vehicleBreaks).where(eq(vehicleBreaks.vehicleId, vehicleId));
    const rows = input.breaks.map(({ earliest, latest, durationSeconds }) => ({
      organisationId,
      id: newId(),
      vehicleId,
      earliestAt: earliest,
      latestAt: latest,
      durationSeconds,
    }));
    if (rows.length > 0) await work.db.insert(vehicleBreaks).values(rows);
  }
  if (input.crew) {
    await work.db.update(operators).set({ usualVehicleId: null }).where(eq(operators.usualVehicleId, vehicleId));
    for (const [at, { operatorId, role }] of input.crew.entries()) {
      const [found] = await work.db
        .update(operators)
        .set({ usualVehicleId: vehicleId, role })
        .where(eq(operators.id, operatorId))
        .returning({ id: operators.id });
      if (!found) throw operatorUnknown(`crew.${at}.operatorId`);
    }
  }
}

function operatorUnknown(field: string): Problem {
  return new Problem({
    status: 422,
    code: 'reference_unknown',
    title: 'There is no such operator',
    fields: [{ field, code: 'reference_unknown', message: 'There is nothing with this id' }],
  });
}

async function presentAll(work: ReadWork, rows: readonly (typeof vehicles.$inferSelect)[]): Promise<Vehicle[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const shifts = await work.db.select().from(vehicleShifts).where(isAmong(vehicleShifts.vehicleId, ids));
  const breaks = await work.db.select().from(vehicleBreaks).where(isAmong(vehicleBreaks.vehicleId, ids));
  const crew = await work.db
    .select({ operatorId: operators.id, role: operators.role, vehicleId: operators.usualVehicleId })
    .from(operators)
    .where(and(isAmong(operators.usualVehicleId, ids), isNull(operators.leftAt)))
    .orderBy(asc(operators.role), asc(operators.code));
  const shiftsOf = Map.groupBy(shifts, ({ vehicleId }) => vehicleId);
  const breaksOf = Map.groupBy(breaks, ({ vehicleId }) => vehicleId);
  const crewOf = Map.groupBy(crew, ({ vehicleId }) => vehicleId);
  return rows.map((row) => ({
    id: row.id,
    branchId: row.branchId,
    code: row.code,
    name: row.name,
    kind: row.kind,
    plate: row.plate,
    drivingProfile: row.drivingProfile,
    dimensions: {
      lengthCentimeters: row.lengthCentimeters,
      widthCentimeters: row.widthCentimeters,
      heightCentimeters: row.heightCentimeters,
      grossMassGrams: row.grossMassGrams,
    },
    hue: row.hue,
    capacity: {
      weightGrams: row.capacityWeightGrams,
      volumeLitres: row.capacityVolumeLitres,
      pieces: row.capacityPieces ?? NO_PIECE_LIMIT,
    },
    equipment: row.equipment,
    shifts: weekOf(shiftsOf.get(row.id) ?? []),
    breaks: (breaksOf.get(row.id) ?? []).map(({ earliestAt, latestAt, durationSeconds }) => ({
      earliest: earliestAt,
      latest: latestAt,
      durationSeconds,
    })),
    startLocationId: row.startLocationId,
    endLocationId: row.endLocationId,
    mostJobs: row.mostJobs,
    mostJobsPriceMinor: row.mostJobsPriceMinor,
    mostLoadings: row.mostLoadings,
    mostDrivingSeconds: row.mostDrivingSeconds,
    mostDrivingPriceMinor: row.mostDrivingPriceMinor,
    drivingBreak:
      row.drivingBeforeBreakSeconds === null || row.drivingBreakSeconds === null
        ? null
        : { afterSeconds: row.drivingBeforeBreakSeconds, durationSeconds: row.drivingBreakSeconds },
    overtime:
      row.overtimeAfterSeconds === null || row.overtimePerHourMinor === null
        ? null
        : { afterSeconds: row.overtimeAfterSeconds, perHourMinor: row.overtimePerHourMinor },
    areas: row.areas,
    outsideAreasPriceMinor: row.outsideAreasPriceMinor,
    costs: {
      fixedMinor: row.fixedCostMinor,
      perKilometreMinor: row.costPerKilometerMinor,
      perHourMinor: row.costPerHourMinor,
    },
    crew: (crewOf.get(row.id) ?? []).map(({ operatorId, role }) => ({ operatorId, role })),
    active: row.retiredAt === null,
  }));
}
