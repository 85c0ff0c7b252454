import type { VehicleCalendar } from '@roundsman/api-contract';
import { asc, eq } from 'drizzle-orm';
import { newId, type ReadWork, type Work } from '../../platform/index.ts';
import { vehicleOutages, vehicleShifts } from './schema.ts';
import { getVehicle } from './vehicles.ts';

/** Problem 404 `vehicle_unknown`. */
export async function readVehicleCalendar(work: ReadWork, vehicleId: string): Promise<VehicleCalendar> {
  await getVehicle(work, vehicleId);
  const shifts = await work.db
    .select()
    .from(vehicleShifts)
    .where(eq(vehicleShifts.vehicleId, vehicleId))
    .orderBy(asc(vehicleShifts.weekday), asc(vehicleShifts.date), asc(vehicleShifts.startsAt));
  const outages = await work.db
    .select()
    .from(vehicleOutages)
    .where(eq(vehicleOutages.vehicleId, vehicleId))
    .orderBy(asc(vehicleOutages.fromAt));
  return {
    week: shifts.flatMap(({ weekday, startsAt, endsAt }) =>
      weekday === null ? [] : [{ weekday, from: startsAt, to: endsAt }],
    ),
    days: shifts.flatMap(({ date, startsAt, endsAt }) => (date === null ? [] : [{ date, from: startsAt, to: endsAt }])),
    outages: outages.map(({ fromAt, toAt, why }) => ({
      from: fromAt.toISOString(),
      to: toAt?.toISOString() ?? null,
      why,
    })),
  };
}

/** As a whole. Problem 404 `vehicle_unknown`. */
export async function setVehicleCalendar(
  work: Work,
  vehicleId: string,
  { week, days, outages }: VehicleCalendar,
): Promise<VehicleCalendar> {
  await getVehicle(work, vehicleId);
  await work.db.delete(vehicleShifts).where(eq(vehicleShifts.vehicleId, vehicleId));
  await work.db.delete(vehicleOutages).where(eq(vehicleOutages.vehicleId, vehicleId));
  const own = () => ({ organisationId: work.organisationId, id: newId(), vehicleId });
  const shifts = [
    ...week.map(({ weekday, from, to }) => ({ ...own(), weekday, date: null, startsAt: from, endsAt: to })),
    ...days.map(({ date, from, to }) => ({ ...own(), weekday: null, date, startsAt: from, endsAt: to })),
  ];
  if (shifts.length > 0) await work.db.insert(vehicleShifts).values(shifts);
  if (outages.length > 0)
    await work.db.insert(vehicleOutages).values(
      outages.map(({ from, to, why }) => ({
        ...own(),
        fromAt: new Date(from),
        toAt: to === null ? null : new Date(to),
        why,
      })),
    );
  const data = { fields: ['calendar'] };
  work.emit({ type: 'vehicle.changed', subject: { kind: 'vehicle', id: vehicleId }, data });
  return readVehicleCalendar(work, vehicleId);
}
