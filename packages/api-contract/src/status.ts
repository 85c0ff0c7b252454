import { INCIDENT_STATES, MAINTENANCE_STATES } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { Id, Instant, ShortText } from './primitives.ts';
import { PostMortemRecords } from './status-post-mortem.ts';
import { ComponentId } from './status-words.ts';

/** The edge program's documents: what the status page reads, and what its incident API takes. Not a door of the platform. */

/** `unknown`: nothing was recorded lately, and nobody pretends. */
export const COMPONENT_STATES = [
  'operational',
  'degraded',
  'partial_outage',
  'major_outage',
  'under_maintenance',
  'unknown',
] as const;
export type ComponentState = (typeof COMPONENT_STATES)[number];

export const INCIDENT_IMPACTS = ['degraded', 'partial_outage', 'major_outage'] as const;
export type IncidentImpact = (typeof INCIDENT_IMPACTS)[number];

/** The platform's `GET /readyz`: 200 when it can serve, 503 when not, the same document with both. */
export const PlatformReadiness = z.object({
  components: z.record(
    ComponentId,
    z.object({
      state: z.enum(['operational', 'degraded', 'partial_outage', 'major_outage']),
      detail: z.string().max(500).optional().meta({ description: 'Why, in plain words; nothing secret' }),
    }),
  ),
});
export type PlatformReadiness = z.infer<typeof PlatformReadiness>;

export const Affected = z.object({ componentId: ComponentId, impact: z.enum(INCIDENT_IMPACTS) });
export type Affected = z.infer<typeof Affected>;

export const StatusUpdate = z.object({
  id: Id,
  state: z.enum([...INCIDENT_STATES, ...MAINTENANCE_STATES]),
  message: z.string(),
  at: Instant,
  nextUpdateAt: Instant.nullable(),
});
export type StatusUpdate = z.infer<typeof StatusUpdate>;

export const StatusIncident = z.object({
  id: Id,
  title: z.string(),
  state: z.enum(INCIDENT_STATES),
  example: z.boolean().meta({ description: 'A historical example: not of this installation, in no figure' }),
  startedAt: Instant,
  resolvedAt: Instant.nullable(),
  nextUpdateAt: Instant.nullable(),
  affected: z.array(Affected),
  updates: z.array(StatusUpdate).meta({ description: 'Newest first' }),
  postMortem: z
    .object({
      text: z.string(),
      publishedAt: Instant,
      records: PostMortemRecords.nullable()
        .optional()
        .meta({ description: 'Timeline, figures and traffic, from records' }),
    })
    .nullable(),
});
export type StatusIncident = z.infer<typeof StatusIncident>;

export const StatusMaintenance = z.object({
  id: Id,
  title: z.string(),
  state: z.enum(MAINTENANCE_STATES),
  componentIds: z.array(ComponentId),
  scheduledFrom: Instant,
  scheduledUntil: Instant,
  updates: z.array(StatusUpdate).meta({ description: 'Newest first' }),
});
export type StatusMaintenance = z.infer<typeof StatusMaintenance>;

const seconds = z.int().min(0).max(86_400);

/** One UTC day of one component in seconds: recorded, of which maintenance, degraded, partial outage, major outage. */
export const DayRecord = z.tuple([seconds, seconds, seconds, seconds, seconds]);
export type DayRecord = z.infer<typeof DayRecord>;

export const StatusComponent = z.object({
  id: ComponentId,
  name: z.string(),
  state: z.enum(COMPONENT_STATES),
  since: Instant.nullable().meta({ description: 'When it came into this state; null while unknown' }),
  detail: z.string().nullable(),
  uptime: z.number().min(0).max(1).nullable().meta({
    description: 'Share of the recorded time outside maintenance without an outage, 90 days; null without record',
  }),
  days: z.array(DayRecord.nullable()).meta({ description: 'Oldest first, today last; null = no record of that day' }),
});
export type StatusComponent = z.infer<typeof StatusComponent>;

export const OVERALL_STATES = [...COMPONENT_STATES, 'incident'] as const;

/** `status.json`: all that the status page needs, in one file that any file host can serve. */
export const StatusDocument = z.object({
  version: z.literal(1),
  generatedAt: Instant,
  staleAfterSeconds: z.int().meta({ description: 'Older than this, the document says nothing about now' }),
  page: z.object({ name: z.string(), url: z.string() }),
  subscribe: z
    .array(z.enum(['email', 'sms', 'webhook']))
    .optional()
    .meta({ description: 'How people can be told, at `POST <page.url>/edge-api/subscribers`' }),
  overall: z.object({
    state: z.enum(OVERALL_STATES).meta({ description: '`incident`: one is open, whatever the components say' }),
    sentence: z.string(),
  }),
  firstDay: z.iso.date().meta({ description: 'The UTC day of the first entry of every `days`' }),
  groups: z.array(z.object({ id: z.string(), name: z.string(), components: z.array(StatusComponent) })),
  openIncidents: z.array(StatusIncident),
  maintenances: z.array(StatusMaintenance).meta({ description: 'In progress and coming, soonest first' }),
  history: z.array(StatusIncident).meta({ description: 'Resolved, newest first, the last 50' }),
  pastMaintenances: z.array(StatusMaintenance),
});
export type StatusDocument = z.infer<typeof StatusDocument>;

const Message = z.string().trim().min(1).max(4000);
const AffectedList = z.array(Affected).min(1).max(64);

/** `POST /edge-api/incidents` → 201 StatusIncident. */
export const CreateIncident = z.strictObject({
  title: ShortText,
  message: Message,
  state: z.enum(['investigating', 'identified', 'monitoring']).optional(),
  affected: AffectedList,
  startedAt: Instant.optional().meta({ description: 'When it began, if earlier than now' }),
  nextUpdateAt: Instant.optional(),
});
export type CreateIncident = z.infer<typeof CreateIncident>;

/** `POST /edge-api/incidents/{id}/updates` → StatusIncident. The same state again is more words; another is a transition. */
export const UpdateIncident = z.strictObject({
  message: Message,
  state: z.enum(INCIDENT_STATES).optional(),
  affected: AffectedList.optional(),
  nextUpdateAt: Instant.optional(),
});
export type UpdateIncident = z.infer<typeof UpdateIncident>;

/** `POST /edge-api/incidents/{id}/resolve` → StatusIncident. */
export const ResolveIncident = z.strictObject({
  message: Message,
  resolvedAt: Instant.optional().meta({ description: 'When it was over, if earlier than now' }),
});
export type ResolveIncident = z.infer<typeof ResolveIncident>;

/** `PUT /edge-api/incidents/{id}/post-mortem` → StatusIncident; only once it is resolved. */
export const WritePostMortem = z.strictObject({ text: z.string().trim().min(1).max(20_000) });
export type WritePostMortem = z.infer<typeof WritePostMortem>;

/** `POST /edge-api/maintenances` → 201 StatusMaintenance. It begins and ends by the clock. */
export const CreateMaintenance = z.strictObject({
  title: ShortText,
  message: Message,
  componentIds: z.array(ComponentId).min(1).max(64),
  scheduledFrom: Instant,
  scheduledUntil: Instant,
});
export type CreateMaintenance = z.infer<typeof CreateMaintenance>;

/** `POST /edge-api/maintenances/{id}/updates` → StatusMaintenance: words, an early begin or end, other times while scheduled. */
export const UpdateMaintenance = z.strictObject({
  message: Message,
  state: z.enum(['in_progress', 'completed']).optional(),
  scheduledFrom: Instant.optional(),
  scheduledUntil: Instant.optional(),
});
export type UpdateMaintenance = z.infer<typeof UpdateMaintenance>;
