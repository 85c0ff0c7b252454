import { ITINERARY_STATES, JOB_STATES, OPERATOR_ROLES, STOP_STATES } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Consequences, Move, PlannedRoute, PlannedStop, RouteShape } from './plans.ts';
import { BulkResult, Code, Id, Instant, RowRefs, ServiceDate, WholeNumber } from './primitives.ts';

export const Eta = z.object({ at: Instant, earliest: Instant, latest: Instant, computedAt: Instant });

export const ItineraryStop = PlannedStop.extend({
  position: z.int(),
  state: z.enum(STOP_STATES),
  jobState: z.enum(JOB_STATES).nullable(),
  jobCode: Code.nullable(),
  promise: z.object({ from: Instant, to: Instant }).nullable(),
  eta: Eta.nullable(),
  risk: z.enum(['none', 'at_risk', 'late']),
  arrivedAt: Instant.nullable(),
  doneAt: Instant.nullable(),
});
export type ItineraryStop = z.infer<typeof ItineraryStop>;

export const Itinerary = PlannedRoute.omit({ vehicleId: true, stops: true }).extend({
  id: Id,
  code: Code,
  serviceDate: ServiceDate,
  state: z.enum(ITINERARY_STATES),
  vehicleId: Id.nullable(),
  crew: z.array(z.object({ operatorId: Id, name: z.string(), role: z.enum(OPERATOR_ROLES) })),
  revision: z.int(),
  acknowledgedRevision: z.int().nullable().meta({ description: 'The newest one that the lead device has shown' }),
  stops: z.array(ItineraryStop),
  progress: z.object({ done: WholeNumber, failed: WholeNumber, of: WholeNumber, delaySeconds: z.int() }),
  position: z
    .object({ lon: z.number(), lat: z.number(), headingDegrees: z.number().nullable(), at: Instant })
    .nullable(),
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
});
export type Itinerary = z.infer<typeof Itinerary>;

export const Conflict = z.object({
  id: Id,
  jobId: Id,
  itineraryId: Id.nullable(),
  at: Instant,
  kind: z.string(),
  words: z.string(),
  settled: z.object({ at: Instant, by: z.string().nullable(), resolution: z.string() }).nullable(),
});

export type Conflict = z.infer<typeof Conflict>;

const one = z.object({ itineraryId: Id });

export const itineraryEndpoints = {
  list: defineEndpoint({
    id: 'itineraries.list',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/itineraries',
    summary: 'The day’s itineraries with stops, ETAs and positions',
    access: { permission: 'itineraries:read' },
    query: z.object({ serviceDate: ServiceDate }),
    answer: z.object({ rows: z.array(Itinerary) }),
  }),
  get: defineEndpoint({
    id: 'itineraries.get',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/itineraries/{itineraryId}',
    summary: 'One itinerary',
    access: { permission: 'itineraries:read' },
    params: one,
    answer: Itinerary,
  }),
  shapes: defineEndpoint({
    id: 'itineraries.shapes',
    door: 'public',
    method: 'GET',
    path: '/itinerary-shapes',
    summary: 'The roads of a day’s itineraries',
    access: { permission: 'itineraries:read' },
    query: z.object({ serviceDate: ServiceDate }),
    answer: z.object({ rows: z.array(RouteShape.extend({ vehicleId: Id.nullable(), itineraryId: Id })) }),
  }),
  track: defineEndpoint({
    id: 'itineraries.track',
    door: 'public',
    method: 'GET',
    path: '/itineraries/{itineraryId}/track',
    summary: 'Where the vehicle was',
    access: { permission: 'itineraries:read' },
    params: one,
    answer: z.object({
      rows: z.array(
        z.object({ at: Instant, lon: z.number(), lat: z.number(), speedMetersPerSecond: z.number().nullable() }),
      ),
    }),
  }),
  priceMove: defineEndpoint({
    id: 'itineraries.priceMove',
    door: 'public',
    method: 'POST',
    path: '/itineraries/price-move',
    summary: 'What a move by hand would do to the day; changes nothing',
    access: { permission: 'itineraries:read' },
    body: Move.extend({ serviceDate: ServiceDate }),
    answer: Consequences,
  }),
  move: defineEndpoint({
    id: 'itineraries.move',
    door: 'public',
    method: 'POST',
    path: '/itineraries/move',
    summary: 'Move, add or take off a job by hand, before or during the day',
    access: { permission: 'itineraries:write' },
    body: Move.extend({ serviceDate: ServiceDate }),
    answer: z.object({ itineraries: z.array(Itinerary) }),
  }),
  setCrew: defineEndpoint({
    id: 'itineraries.setCrew',
    conditional: true,
    door: 'public',
    method: 'PUT',
    path: '/itineraries/{itineraryId}/crew',
    summary: 'Who runs it',
    access: { permission: 'itineraries:write' },
    params: one,
    body: z.object({
      crew: z.array(z.object({ operatorId: Id, role: z.enum(OPERATOR_ROLES) })).max(6),
    }),
    answer: Itinerary,
  }),
  dispatch: defineEndpoint({
    id: 'itineraries.dispatch',
    door: 'public',
    method: 'POST',
    path: '/itineraries/dispatch',
    summary: 'Hand itineraries to their crews and make the promises',
    description:
      'Freezes each baseline, makes or changes each job’s promise; customers are told by the notification rules.',
    access: { permission: 'itineraries:write' },
    body: RowRefs.extend({ promiseWidthSeconds: WholeNumber.optional() }),
    answer: z.object({ results: z.array(BulkResult) }),
  }),
  conflicts: defineEndpoint({
    id: 'conflicts.list',
    door: 'public',
    method: 'GET',
    path: '/conflicts',
    summary: 'Where field and desk disagree and a dispatcher must settle it',
    access: { permission: 'itineraries:read' },
    query: z.object({ open: z.boolean().optional() }),
    answer: z.object({ rows: z.array(Conflict) }),
  }),
  settleConflict: defineEndpoint({
    id: 'conflicts.settle',
    door: 'public',
    method: 'POST',
    path: '/conflicts/{conflictId}/settle',
    summary: 'Settle a conflict',
    access: { permission: 'itineraries:write' },
    params: z.object({ conflictId: Id }),
    body: z.object({ resolution: z.string().min(1).max(400) }),
    answer: Conflict,
  }),
};
