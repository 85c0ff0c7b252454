import { ITINERARY_STATES, JOB_STATES, OPERATOR_ROLES, STOP_KINDS, STOP_STATES } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { VehicleBreak } from './fleet.ts';
import { Consequences, PlannedRoute, PlannedStop } from './plans.ts';
import { Code, GeoJsonLine, Id, Instant, ServiceDate, WholeNumber } from './primitives.ts';

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
  branchId: Id,
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
  breaks: z.array(VehicleBreak).nullable().meta({ description: 'Of its own; null: its vehicle’s usual ones' }),
  drivenMeters: WholeNumber.meta({ description: 'Really driven so far, by the device’s fixes' }),
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
