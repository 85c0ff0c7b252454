import { z } from 'zod';
import { TrafficView } from './edge-traffic.ts';
import { Id, Instant } from './primitives.ts';
import { Affected } from './status.ts';
import { ComponentId } from './status-words.ts';

/** What the edge program's monitor knows, did and proposes: `GET /edge-api/fleet`, for operators of the installation. */

export const EdgeEvidence = z.object({
  edge: ComponentId,
  score: z.number().meta({ description: 'Sum over networks of a logarithm of odds; ill from `threshold` on' }),
  threshold: z.number(),
  isIll: z.boolean(),
  networks: z.array(z.object({ network: z.string(), score: z.number(), good: z.number(), bad: z.number() })),
});
export type EdgeEvidence = z.infer<typeof EdgeEvidence>;

/** An edge that a person took out: a drain until it is brought back, or a practice run with an end. */
export const HandDrain = z.object({
  id: Id,
  edge: ComponentId,
  kind: z.enum(['drain', 'practice']),
  reason: z.string().nullable(),
  by: z.string(),
  from: Instant,
  until: Instant.nullable().meta({ description: 'When it ends by itself; null until somebody brings it back' }),
  maintenanceId: Id,
});
export type HandDrain = z.infer<typeof HandDrain>;

export const FleetEdge = z.object({
  edge: ComponentId,
  name: z.string(),
  url: z.string(),
  weight: z.union([z.literal(0), z.literal(10), z.literal(50), z.literal(100)]),
  since: Instant,
  lastBad: Instant.nullable(),
  relapses: z.int(),
  isHeld: z.boolean().meta({ description: 'Taken out by a person, who also brings it back' }),
  evidence: EdgeEvidence,
  handDrain: HandDrain.nullable(),
});
export type FleetEdge = z.infer<typeof FleetEdge>;

export const SteeringChange = z.object({
  id: Id,
  at: Instant,
  edge: ComponentId,
  kind: z.enum(['drain', 'readmit', 'page']),
  weight: z.int(),
  why: z.string(),
  by: z.string().meta({ description: '`monitor`, or the name of a person' }),
  isDryRun: z.boolean(),
  evidence: EdgeEvidence,
  results: z.array(z.object({ port: z.string(), milliseconds: z.int(), fault: z.string().nullable() })),
});
export type SteeringChange = z.infer<typeof SteeringChange>;

/** Who is touched, for the operator's desk alone: the public page never names an organisation. */
export const DraftOrganisation = z.object({
  organisationId: z.string(),
  reason: z.enum(['failed', 'fewer_requests', 'was_using']).meta({
    description:
      '`failed`: the platform failed requests of theirs; `fewer_requests`: their traffic left its pattern; `was_using`: they used it in the hour before',
  }),
  requests: z.int(),
  failed: z.int(),
  usual: z.number().nullable(),
});
export type DraftOrganisation = z.infer<typeof DraftOrganisation>;

export const IncidentDraft = z.object({
  id: Id,
  subject: z.string().meta({ description: 'An edge, `platform`, or `traffic:` and a component: one draft at a time' }),
  edge: ComponentId.meta({ description: 'The component that the evidence is about' }),
  state: z.enum(['open', 'published', 'dropped']),
  incidentId: Id.nullable(),
  title: z.string(),
  message: z.string(),
  affected: z.array(Affected),
  organisations: z.array(DraftOrganisation).meta({ description: 'The most touched first, at most 20' }),
  evidence: EdgeEvidence,
  evidenceWords: z.string().meta({ description: 'The evidence in one sentence' }),
  isDryRun: z.boolean().meta({ description: 'Nothing was done about it; never published by itself' }),
  startedAt: Instant,
  createdAt: Instant,
  overAt: Instant.nullable().meta({ description: 'When what it is about was over' }),
});
export type IncidentDraft = z.infer<typeof IncidentDraft>;

/** A way to move traffic beside the signed list, and whether it holds what it should. */
export const SteeringWay = z.object({
  name: z.string(),
  expresses: z.enum(['shares', 'in_or_out']).meta({ description: 'What it can be told of an edge' }),
  state: z.enum(['confirmed', 'trying', 'resting']).meta({
    description:
      'It is tried until it is confirmed, as the program that acts knows it; `resting` in a dry run in which nobody moved anything',
  }),
  since: Instant.nullable().meta({ description: 'When it last confirmed, or since when it has not' }),
  fault: z.string().nullable().meta({ description: 'What the last try met, while it is not confirmed' }),
});
export type SteeringWay = z.infer<typeof SteeringWay>;

/** Whether the platform is reached over any edge: where all of them fail, comparing them says nothing. */
export const FleetReach = z.object({
  state: z.enum(['reached', 'unreached', 'place_cut_off', 'clients_fail', 'unknown']).meta({
    description:
      '`unreached`: no place of probes gets an answer over any edge; `place_cut_off`: the only place gets none and clients do; `clients_fail`: probes are answered and a crowd of client networks is not; `unknown`: nobody looked lately',
  }),
  since: Instant.nullable(),
  places: z.array(z.string()).meta({ description: 'Places of probes that looked in the last 15 s' }),
  placesWithout: z.array(z.string()).meta({ description: 'Those of them that got no answer' }),
  networks: z.int().meta({ description: 'Client networks that reported in the last 45 s' }),
  networksWithout: z.int(),
});
export type FleetReach = z.infer<typeof FleetReach>;

/** Something that a person is called for, by the ways in `EDGE_ALERT_…`. */
export const OperatorAlert = z.object({
  id: Id,
  kind: z.enum(['steering', 'draft', 'port', 'outage', 'figures', 'over']),
  title: z.string(),
  lines: z.array(z.string()),
  since: Instant,
  toldTimes: z.int(),
  reachedAt: Instant.nullable().meta({ description: 'When the first contact was reached; null: nobody yet' }),
  acknowledgedAt: Instant.nullable(),
});
export type OperatorAlert = z.infer<typeof OperatorAlert>;
/** The account that probes sign in with: that it is not let in is its own fault, and says nothing of platform and edges. */
export const ProbeAccountView = z.object({
  state: z.enum(['none', 'not_yet', 'signed_in', 'refused']),
  since: Instant.nullable(),
  why: z.string().nullable(),
});
export type ProbeAccountView = z.infer<typeof ProbeAccountView>;

export const EdgeFleetView = z.object({
  steering: z.enum(['automatic', 'dry_run']),
  incidentPublishing: z.enum(['automatic', 'one_tap']),
  manifestVersion: z.int(),
  reach: FleetReach,
  probeAccount: ProbeAccountView,
  ports: z.array(SteeringWay).meta({ description: 'Ways to move traffic beside the signed list' }),
  edges: z.array(FleetEdge),
  changes: z.array(SteeringChange).meta({ description: 'Newest first, the last 100' }),
  drafts: z.array(IncidentDraft),
  alerts: z.array(OperatorAlert).meta({ description: 'What a person is called for right now' }),
  alertContacts: z.int().meta({ description: 'Addresses, numbers and webhooks that are told; 0: nobody is' }),
  traffic: z.array(TrafficView).meta({ description: 'Anomalies first' }),
});
export type EdgeFleetView = z.infer<typeof EdgeFleetView>;

/** `POST /edge-api/edges/{id}/weight`: 0 drains until somebody brings it back with 100. */
export const ShiftEdge = z.strictObject({
  weight: z.union([z.literal(0), z.literal(100)]),
  reason: z.string().trim().max(200).optional(),
});
export type ShiftEdge = z.infer<typeof ShiftEdge>;

/** `POST /edge-api/edges/{id}/practice`: out for so long, on purpose, while everything is well. */
export const PractiseDrain = z.strictObject({ minutes: z.int().min(1).max(60).optional() });
export type PractiseDrain = z.infer<typeof PractiseDrain>;
