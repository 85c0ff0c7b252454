import { ITINERARY_STATES, JOB_STATES, OPERATOR_ROLES, STOP_KINDS, STOP_STATES } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { CrewMessage } from './crew-chat.ts';
import { defineEndpoint } from './endpoint.ts';
import { VehicleBreak } from './fleet.ts';
import { Consequences, Move, PlannedRoute, PlannedStop, RouteShape } from './plans.ts';
import { BulkResult, Code, GeoJsonLine, Id, Instant, RowRefs, ServiceDate, WholeNumber } from './primitives.ts';

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
const JobIds = z.array(Id).min(1).max(200);

export const ItineraryGeoJson = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.union([
      z.object({
        type: z.literal('Feature'),
        geometry: GeoJsonLine,
        properties: z.object({
          kind: z.literal('leg'),
          toStopId: Id.nullable().meta({ description: 'null: the way back' }),
          position: z.int().nullable(),
          driveMeters: WholeNumber,
          driveSeconds: WholeNumber,
        }),
      }),
      z.object({
        type: z.literal('Feature'),
        geometry: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()).length(2) }),
        properties: z.object({
          kind: z.literal('stop'),
          stopId: Id,
          stopKind: z.enum(STOP_KINDS),
          position: z.int(),
          state: z.enum(STOP_STATES),
          jobId: Id.nullable(),
          jobCode: Code.nullable(),
          arrival: Instant,
          departure: Instant,
        }),
      }),
    ]),
  ),
});
export type ItineraryGeoJson = z.infer<typeof ItineraryGeoJson>;

export const ItineraryPolyline = z.object({
  precision: z.literal(6),
  polyline: z.string().meta({ description: 'The whole way' }),
  legs: z.array(
    z.object({ toStopId: Id.nullable().meta({ description: 'null: the way back' }), polyline: z.string() }),
  ),
});
export type ItineraryPolyline = z.infer<typeof ItineraryPolyline>;

export const PossiblePlace = Consequences.omit({ routes: true }).extend({
  vehicleId: Id,
  afterStopId: Id.nullable().meta({ description: 'As `itineraries.move` takes it' }),
  afterLabel: z.string().nullable().meta({ description: 'null: it would be the first stop' }),
  beforeLabel: z.string().nullable().meta({ description: 'null: it would be the last stop' }),
  arrival: Instant,
  promisesBroken: z
    .array(
      z.object({
        jobId: Id,
        jobCode: Code,
        label: z.string(),
        promise: z.object({ from: Instant, to: Instant }),
        serviceStart: Instant,
      }),
    )
    .meta({ description: 'Of other jobs: told to their customers, kept as the day stands, and not any more' }),
});
export type PossiblePlace = z.infer<typeof PossiblePlace>;

export const itineraryEndpoints = {
  list: defineEndpoint({
    id: 'itineraries.list',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/itineraries',
    summary: 'The day’s itineraries with stops, ETAs and positions',
    access: { permission: 'itineraries:read' },
    query: z.object({
      serviceDate: ServiceDate,
      vehicleId: Id.optional(),
      operatorId: Id.optional().meta({ description: 'Only those that this operator runs' }),
      state: z.array(z.enum(ITINERARY_STATES)).optional(),
    }),
    answer: z.object({ rows: z.array(Itinerary) }),
  }),
  create: defineEndpoint({
    id: 'itineraries.create',
    door: 'public',
    method: 'POST',
    path: '/itineraries',
    summary: 'An itinerary made outside: a vehicle, a date, jobs in their order',
    description:
      'A draft, timed by the roads, with the vehicle’s usual crew. A vehicle has one open itinerary a date (409 `vehicle_has_itinerary`). Jobs that stand on another one leave it. Broken windows and limits are not refused: `itineraries.preview` names them.',
    access: { permission: 'itineraries:write' },
    body: z.object({ serviceDate: ServiceDate, vehicleId: Id, jobIds: JobIds }),
    answer: Itinerary,
    status: 201,
  }),
  preview: defineEndpoint({
    id: 'itineraries.preview',
    door: 'public',
    method: 'POST',
    path: '/itineraries/preview',
    summary: 'What orders of jobs would do to the day; changes nothing',
    description: 'Each vehicle’s whole order as it would be. Rules that break are in `broken`, in words.',
    access: { permission: 'itineraries:read' },
    body: z.object({
      serviceDate: ServiceDate,
      orders: z
        .array(z.object({ vehicleId: Id, jobIds: z.array(Id).max(200) }))
        .min(1)
        .max(20),
    }),
    answer: Consequences,
  }),
  moveMany: defineEndpoint({
    id: 'itineraries.moveMany',
    door: 'public',
    method: 'POST',
    path: '/itineraries/move-many',
    summary: 'Move several jobs together, in the order given',
    description:
      'All or none. `vehicleId: null` takes them off; `afterStopId` null puts them first, absent last. An itinerary is made where the vehicle has none.',
    access: { permission: 'itineraries:write' },
    body: z.object({
      serviceDate: ServiceDate,
      jobIds: JobIds,
      vehicleId: Id.nullable(),
      afterStopId: Id.nullable().optional(),
    }),
    answer: z.object({ itineraries: z.array(Itinerary) }),
  }),
  update: defineEndpoint({
    id: 'itineraries.update',
    conditional: true,
    door: 'public',
    method: 'PATCH',
    path: '/itineraries/{itineraryId}',
    summary: 'Another vehicle, or another order of its jobs',
    description: '`jobIds` names every job of the itinerary once; what the crew has begun stays in front.',
    access: { permission: 'itineraries:write' },
    params: one,
    body: z.object({ vehicleId: Id.optional(), jobIds: z.array(Id).max(500).optional() }),
    answer: Itinerary,
  }),
  remove: defineEndpoint({
    id: 'itineraries.remove',
    conditional: true,
    door: 'public',
    method: 'DELETE',
    path: '/itineraries/{itineraryId}',
    summary: 'Take an itinerary off the day before it starts; its jobs are free again',
    access: { permission: 'itineraries:write' },
    params: one,
  }),
  addJobs: defineEndpoint({
    id: 'itineraries.addJobs',
    conditional: true,
    door: 'public',
    method: 'POST',
    path: '/itineraries/{itineraryId}/jobs',
    summary: 'Add jobs, together and in the order given',
    description:
      'Behind `afterStopId`; null: first; absent: last. On an itinerary that is out they are dispatched with it.',
    access: { permission: 'itineraries:write' },
    params: one,
    body: z.object({ jobIds: JobIds, afterStopId: Id.nullable().optional() }),
    answer: Itinerary,
  }),
  reverse: defineEndpoint({
    id: 'itineraries.reverse',
    conditional: true,
    door: 'public',
    method: 'POST',
    path: '/itineraries/{itineraryId}/reverse',
    summary: 'What is still to be done, the other way round',
    access: { permission: 'itineraries:write' },
    params: one,
    answer: Itinerary,
  }),
  setBreaks: defineEndpoint({
    id: 'itineraries.setBreaks',
    conditional: true,
    door: 'public',
    method: 'PUT',
    path: '/itineraries/{itineraryId}/breaks',
    summary: 'Breaks of this itinerary’s own, instead of its vehicle’s usual ones',
    access: { permission: 'itineraries:write' },
    params: one,
    body: z.object({ breaks: z.array(VehicleBreak).max(4) }),
    answer: Itinerary,
  }),
  geoJson: defineEndpoint({
    id: 'itineraries.geoJson',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/itineraries/{itineraryId}/geojson',
    summary: 'Its way and stops as GeoJSON',
    access: { permission: 'itineraries:read' },
    params: one,
    answer: ItineraryGeoJson,
  }),
  polyline: defineEndpoint({
    id: 'itineraries.polyline',
    door: 'public',
    method: 'GET',
    path: '/itineraries/{itineraryId}/polyline',
    summary: 'Its way as encoded polylines of precision 6',
    access: { permission: 'itineraries:read' },
    params: one,
    answer: ItineraryPolyline,
  }),
  position: defineEndpoint({
    id: 'itineraries.position',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/itineraries/{itineraryId}/position',
    summary: 'Where the vehicle was last',
    access: { permission: 'itineraries:read' },
    params: one,
    answer: z.object({ position: Itinerary.shape.position }),
  }),
  chat: defineEndpoint({
    id: 'itineraries.chat',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/itineraries/{itineraryId}/chat',
    summary: 'Words between desk and crew, oldest first',
    access: { permission: 'itineraries:read' },
    params: one,
    answer: z.object({ rows: z.array(CrewMessage) }),
  }),
  markChatRead: defineEndpoint({
    id: 'itineraries.markChatRead',
    door: 'public',
    method: 'POST',
    path: '/itineraries/{itineraryId}/chat/read',
    summary: 'What the crew wrote was seen at the desk',
    access: { permission: 'itineraries:write' },
    params: one,
    answer: z.object({ read: WholeNumber }),
  }),
  writeToCrew: defineEndpoint({
    id: 'itineraries.writeToCrew',
    door: 'public',
    method: 'POST',
    path: '/itineraries/{itineraryId}/chat',
    summary: 'Write to the crew',
    description: 'Their device is told over its live feed; `readAt` says when it was shown.',
    access: { permission: 'itineraries:write' },
    params: one,
    body: z.object({ words: z.string().trim().min(1).max(2000), jobId: Id.nullable().optional() }),
    answer: CrewMessage,
    status: 201,
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
  places: defineEndpoint({
    id: 'itineraries.places',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/itineraries/places',
    summary: 'The best places for a job on the day’s itineraries and idle vehicles',
    description:
      'The cheapest first, at most two of a vehicle; only places that keep every rule of the day. Each says what `itineraries.move` would do there. An empty list: no vehicle has one.',
    access: { permission: 'itineraries:read' },
    query: z.object({ serviceDate: ServiceDate, jobId: Id, count: z.int().min(1).max(10).optional() }),
    answer: z.object({ rows: z.array(PossiblePlace) }),
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
