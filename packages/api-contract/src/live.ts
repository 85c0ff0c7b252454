import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id, Instant, ServiceDate } from './primitives.ts';

export const Event = z.object({
  cursor: z.string().meta({ description: 'Opaque; give it back as `after`' }),
  id: Id,
  type: z.string().meta({ example: 'job.completed' }),
  subject: z.object({ kind: z.string(), id: Id }),
  occurredAt: Instant,
  recordedAt: Instant,
  actor: z.object({ kind: z.string(), id: z.string().nullable() }),
  data: z.record(z.string(), z.unknown()).meta({ description: 'Ids, states and numbers; never personal data' }),
});
export type Event = z.infer<typeof Event>;

/** `position` of the live feed: latest wins, no id, a snapshot on connect. */
export const LivePosition = z.object({
  itineraryId: Id,
  vehicleId: Id.nullable(),
  lon: z.number(),
  lat: z.number(),
  headingDegrees: z.number().nullable(),
  speedMetersPerSecond: z.number().nullable(),
  at: Instant,
});
/** `eta` of the live feed: one itinerary’s open stops. */
export const LiveEta = z.object({
  itineraryId: Id,
  delaySeconds: z.int(),
  part: z
    .int()
    .min(0)
    .meta({ description: 'A long itinerary comes in parts: the stops of all parts below `parts` belong together' }),
  parts: z.int().min(1),
  stops: z.array(
    z.object({
      stopId: Id,
      jobId: Id.nullable(),
      at: Instant,
      earliest: Instant,
      latest: Instant,
      risk: z.enum(['none', 'at_risk', 'late']),
    }),
  ),
});
/** `plan` of the live feed: progress of a running plan. */
export const LivePlan = z.object({
  planId: Id,
  state: z.string(),
  share: z.number(),
  elapsedSeconds: z.number(),
  unplaced: z.int().nullable(),
  costMinor: z.int().nullable(),
  iterations: z.int(),
});
/** `clock` of the live feed: sent on connect and whenever a sandbox’s clock is set. */
export const LiveClock = z.object({
  businessNow: Instant,
  speed: z.number(),
  advancingTo: Instant.nullable().optional().meta({ description: 'Where it is on its way to' }),
});

export type LivePosition = z.infer<typeof LivePosition>;
export type LiveEta = z.infer<typeof LiveEta>;
export type LivePlan = z.infer<typeof LivePlan>;
export type LiveClock = z.infer<typeof LiveClock>;

export const liveEndpoints = {
  events: defineEndpoint({
    id: 'events.list',
    door: 'public',
    method: 'GET',
    path: '/events',
    summary: 'The event log itself, after a cursor',
    description:
      'Replayable for 30 days; an older cursor answers 410 `cursor_expired` with how to take a snapshot. `waitSeconds` holds the request until something happens.',
    access: { permission: 'events:read' },
    query: z.object({
      after: z.string().max(400).optional().meta({ description: 'Absent: from the beginning of what is kept' }),
      limit: z.int().min(1).max(1000).optional(),
      waitSeconds: z.int().min(0).max(30).optional(),
      type: z.array(z.string().max(60)).optional(),
    }),
    answer: z.object({ rows: z.array(Event), next: z.string() }),
  }),
  feed: defineEndpoint({
    id: 'live.feed',
    door: 'public',
    method: 'GET',
    path: '/live',
    summary: 'Live feed (server-sent events), resumed by cursor',
    description:
      'Events named `event` carry an id (the cursor, also accepted as `Last-Event-ID`), and so does the `clock` that opens a line: where it begins. `position`, `eta`, `plan` and later `clock`s carry none: the latest wins.',
    access: { permission: 'events:read' },
    query: z.object({
      after: z.string().max(400).optional(),
      serviceDate: ServiceDate.optional(),
      branchId: Id.optional().meta({
        description: '`position` and `eta` of this branch’s itineraries only; events are of all branches',
      }),
    }),
    answerKind: 'event_stream',
  }),
};
