import { CALENDAR_DAY_KINDS, localWindowFault } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { withoutOverlap } from './fleet.ts';
import { Id, Instant, LocalTime, ServiceDate } from './primitives.ts';

const spanOfADay = {
  error: 'It is no span of one day and the next',
  path: ['to'],
};
const Words = z.string().max(200).nullable();

const WeekdayWindow = z
  .object({ weekday: z.int().min(1).max(7).meta({ description: 'Monday is 1' }), from: LocalTime, to: LocalTime })
  .refine((window) => localWindowFault(window) === null, spanOfADay);
const Week = z.array(WeekdayWindow).max(28);

export const BranchCalendar = z.object({
  orderIntakeUntil: LocalTime.nullable().meta({
    description: 'Orders for a date are taken until then on the day before',
  }),
  planLockAt: LocalTime.nullable().meta({
    description: 'On the day before; from then on nothing of the date is offered',
  }),
  customerChangeUntil: LocalTime.meta({ description: 'A customer’s last change, on the day before' }),
  week: Week.meta({ description: 'When it is open; a branch that names no hours is open every day' }),
  days: z
    .array(
      z
        .object({
          date: ServiceDate,
          kind: z.enum(CALENDAR_DAY_KINDS).meta({ description: 'Shut, or open though the week says otherwise' }),
          from: LocalTime.nullable(),
          to: LocalTime.nullable(),
          note: Words,
        })
        .refine(({ from, to }) => from === null || to === null || localWindowFault({ from, to }) === null, spanOfADay),
    )
    .max(400)
    .refine((days) => new Set(days.map(({ date }) => date)).size === days.length, { error: 'A date stands twice' }),
});
export type BranchCalendar = z.infer<typeof BranchCalendar>;

export const VehicleCalendar = z.object({
  week: Week.superRefine(withoutOverlap).meta({
    description: 'Its shifts; on a weekday without one it does not drive',
  }),
  days: z
    .array(
      z
        .object({ date: ServiceDate, from: LocalTime, to: LocalTime })
        .refine((window) => localWindowFault(window) === null, spanOfADay),
    )
    .max(400)
    .superRefine(withoutOverlap)
    .meta({ description: 'Shifts of one date, in place of its weekday’s' }),
  outages: z
    .array(
      z
        .object({
          from: Instant,
          to: Instant.nullable().meta({ description: 'null: until further notice' }),
          why: Words,
        })
        .refine(({ from, to }) => to === null || from < to, { error: 'It ends before it begins', path: ['to'] }),
    )
    .max(200)
    .meta({ description: 'In the workshop, broken down, lent out' }),
});
export type VehicleCalendar = z.infer<typeof VehicleCalendar>;

const branch = z.object({ branchId: Id });
const vehicle = z.object({ vehicleId: Id });

/** Who works when: what plans, slots and the faults of staging go by. */
export const calendarEndpoints = {
  branch: defineEndpoint({
    id: 'calendars.branch',
    door: 'public',
    method: 'GET',
    path: '/branches/{branchId}/calendar',
    summary: 'Hours, shut days and cut-offs of a branch',
    access: { permission: 'organisation:read' },
    params: branch,
    answer: BranchCalendar,
  }),
  setBranch: defineEndpoint({
    id: 'calendars.setBranch',
    conditional: true,
    door: 'public',
    method: 'PUT',
    path: '/branches/{branchId}/calendar',
    summary: 'Set hours, shut days and cut-offs of a branch',
    description: 'As a whole: what is not sent is gone. Jobs that are planned already stay where they are.',
    access: { permission: 'organisation:write' },
    params: branch,
    body: BranchCalendar,
    answer: BranchCalendar,
  }),
  vehicle: defineEndpoint({
    id: 'calendars.vehicle',
    door: 'public',
    method: 'GET',
    path: '/vehicles/{vehicleId}/calendar',
    summary: 'Shifts by weekday and date, and outages of a vehicle',
    access: { permission: 'fleet:read' },
    params: vehicle,
    answer: VehicleCalendar,
  }),
  setVehicle: defineEndpoint({
    id: 'calendars.setVehicle',
    conditional: true,
    door: 'public',
    method: 'PUT',
    path: '/vehicles/{vehicleId}/calendar',
    summary: 'Set shifts by weekday and date, and outages of a vehicle',
    description: 'As a whole: what is not sent is gone. `shifts` of the vehicle are what its week comes to.',
    access: { permission: 'fleet:write' },
    params: vehicle,
    body: VehicleCalendar,
    answer: VehicleCalendar,
  }),
};
