import { SERVICE_LEVELS, SLOT_DATE_CLOSURES, SLOT_HOLD_STATES } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { AddressGiven } from './addresses.ts';
import { defineEndpoint } from './endpoint.ts';
import { ActionInput, Job, JobInput, Window } from './job-shapes.ts';
import { Id, Instant, LonLat, Money, PageQuery, page, ServiceDate, WholeNumber, Zone } from './primitives.ts';

/** A visit that is not a job yet: what has to be known of it to say whether there is room. */
export const SlotVisit = z.object({
  merchantId: Id.nullable().optional(),
  address: AddressGiven.optional(),
  point: LonLat.optional().meta({ description: 'Where it is; the address is geocoded when absent' }),
  actions: z.array(ActionInput).min(1).max(100),
  serviceLevel: z
    .enum(SERVICE_LEVELS)
    .optional()
    .meta({ description: 'How long it takes, where `serviceSeconds` does not say' }),
  serviceSeconds: WholeNumber.optional(),
  skills: z.array(z.string().max(40)).max(10).optional(),
  operatorsNeeded: z.int().min(1).max(6).optional(),
  priority: z.int().min(0).max(100).optional(),
});
export type SlotVisit = z.infer<typeof SlotVisit>;

const ForWhat = z.object({
  jobId: Id.optional().meta({ description: 'A job that is to come at another time; or say `visit`' }),
  visit: SlotVisit.optional(),
  branchId: Id.optional().meta({ description: 'The only branch unless said' }),
});

export const Slot = z.object({
  from: Window.shape.from,
  to: Window.shape.to,
  startsAt: Instant,
  endsAt: Instant,
  available: z.boolean(),
  why: z.enum(['full', 'too_soon']).nullable().meta({ description: 'Why it cannot be had' }),
  arrival: z
    .object({ earliest: Instant, latest: Instant })
    .nullable()
    .meta({ description: 'When the crew would come as the day stands' }),
  added: z
    .object({ driveSeconds: z.int(), driveMeters: z.int(), cost: Money })
    .nullable()
    .meta({ description: 'What it adds to the day; null for merchants' }),
});
export type Slot = z.infer<typeof Slot>;

export const SlotDate = z.object({
  serviceDate: ServiceDate,
  zone: Zone,
  closed: z
    .object({ code: z.enum(SLOT_DATE_CLOSURES), words: z.string() })
    .nullable()
    .meta({ description: 'Why nothing of this date is offered' }),
  slots: z.array(Slot),
});
export type SlotDate = z.infer<typeof SlotDate>;

export const SlotHold = z.object({
  id: Id,
  state: z.enum(SLOT_HOLD_STATES),
  jobId: Id.nullable(),
  merchantId: Id,
  branchId: Id,
  serviceDate: ServiceDate,
  from: Window.shape.from,
  to: Window.shape.to,
  startsAt: Instant,
  endsAt: Instant,
  expiresAt: Instant.meta({ description: 'Real time: after it the room is given back' }),
  createdAt: Instant,
});
export type SlotHold = z.infer<typeof SlotHold>;

export const CapacitySlot = z.object({
  from: Window.shape.from,
  to: Window.shape.to,
  startsAt: Instant,
  endsAt: Instant,
  workSeconds: WholeNumber.meta({ description: 'Vehicles on shift in it, times its length' }),
  workSecondsLeft: WholeNumber.meta({ description: 'Of these neither driven, served nor rested in' }),
});

export const CapacityDay = z.object({
  serviceDate: ServiceDate,
  zone: Zone,
  closed: SlotDate.shape.closed,
  vehicles: z.object({
    total: WholeNumber,
    taking: WholeNumber.meta({ description: 'With time left on the date, dispatched or not: these take more' }),
  }),
  visits: z.object({
    placed: WholeNumber.meta({ description: 'On itineraries, still to be done' }),
    waiting: WholeNumber.meta({ description: 'Released, on no itinerary yet' }),
    held: WholeNumber.meta({ description: 'Slots held, and booked ones still in staging' }),
    unplaceable: WholeNumber.meta({ description: 'Of all these, those for which there is no room even now' }),
  }),
  loadLeft: z
    .object({ weightGrams: z.int(), volumeLitres: z.int(), pieces: z.int() })
    .meta({ description: 'Of one loading of each vehicle that takes more' }),
  slots: z.array(CapacitySlot),
});
export type CapacityDay = z.infer<typeof CapacityDay>;

const hold = z.object({ holdId: Id });

export const slotEndpoints = {
  offer: defineEndpoint({
    id: 'slots.offer',
    workOf: 'itinerary-optimiser',
    door: 'public',
    method: 'POST',
    path: '/slots/search',
    summary: 'Times at which a visit can still be made',
    description:
      'Each window is tried against the day as it stands: draft itineraries, jobs not planned yet, slots held by others, and the vehicles that have not been dispatched. Nothing is reserved. Say `jobId` for a job that exists (as if it were not in its day), or `visit`.',
    access: { permission: 'jobs:read' },
    body: ForWhat.extend({
      from: ServiceDate,
      to: ServiceDate.optional().meta({ description: 'The last date, at most 13 days on; one date unless said' }),
      windows: z.array(Window).min(1).max(24).optional().meta({ description: 'The organisation’s own unless said' }),
    }),
    answer: z.object({ rows: z.array(SlotDate) }),
  }),
  hold: defineEndpoint({
    id: 'slots.hold',
    workOf: 'itinerary-optimiser',
    door: 'public',
    method: 'POST',
    path: '/slot-holds',
    summary: 'Keep a slot while somebody decides',
    description:
      'Its room is nobody else’s until `expiresAt`. 409 `slot_full` when there is none (any more), `date_closed` with why.',
    access: { permission: 'jobs:write' },
    body: ForWhat.extend({
      serviceDate: ServiceDate,
      from: Window.shape.from,
      to: Window.shape.to,
      holdSeconds: z.int().min(30).max(3600).optional().meta({ description: '600 unless said' }),
    }),
    answer: SlotHold,
    status: 201,
  }),
  list: defineEndpoint({
    id: 'slots.list',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/slot-holds',
    summary: 'Slots held and booked, newest first',
    access: { permission: 'jobs:read' },
    query: z.object({
      ...PageQuery,
      serviceDate: ServiceDate.optional(),
      state: z.enum(SLOT_HOLD_STATES).optional(),
    }),
    answer: page(SlotHold),
  }),
  get: defineEndpoint({
    id: 'slots.get',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/slot-holds/{holdId}',
    summary: 'One held slot',
    access: { permission: 'jobs:read' },
    params: hold,
    answer: SlotHold,
  }),
  release: defineEndpoint({
    id: 'slots.release',
    door: 'public',
    method: 'DELETE',
    path: '/slot-holds/{holdId}',
    summary: 'Give a held slot back before it expires',
    access: { permission: 'jobs:write' },
    params: hold,
  }),
  book: defineEndpoint({
    id: 'slots.book',
    door: 'public',
    method: 'POST',
    path: '/slot-holds/{holdId}/book',
    summary: 'Make a held slot the job’s time, and its promise',
    description:
      'A hold made for a job needs no body. For a visit send `job` (date and window are the slot’s) or the `jobId` of one made meanwhile; it may be no larger than what was held. A job that stands on an itinerary is taken off it. 409 `hold_expired`, `hold_over`.',
    access: { permission: 'jobs:write' },
    params: hold,
    body: z.object({ jobId: Id.optional(), job: JobInput.omit({ serviceDate: true, windows: true }).optional() }),
    answer: z.object({ hold: SlotHold, job: Job }),
  }),
  capacity: defineEndpoint({
    id: 'capacity.list',
    workOf: 'itinerary-optimiser',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/capacity',
    summary: 'What is left per day and slot',
    description:
      'Found by laying what is known of each date on the vehicles that still take something; a date is at most 13 days from the first.',
    access: { permission: 'plans:read' },
    query: z.object({ from: ServiceDate, to: ServiceDate.optional(), branchId: Id.optional() }),
    answer: z.object({ rows: z.array(CapacityDay) }),
  }),
};
