import { z } from 'zod';
import { Instant } from './primitives.ts';
import { ComponentId } from './status-words.ts';

/** What the records say of an incident, kept with its post-mortem: nobody has to remember. */

const seconds = z.number().min(0).nullable();

export const PostMortemFigures = z.object({
  detectedAfterSeconds: seconds.meta({ description: 'Until the monitor named it' }),
  steeredAfterSeconds: seconds.meta({ description: 'Until the last way of steering had answered' }),
  draftedAfterSeconds: seconds,
  publishedAfterSeconds: seconds.meta({ description: 'Until the public could read the first word' }),
  restoredAfterSeconds: seconds,
  countedRequests: z
    .int()
    .meta({ description: 'Requests that were counted over what was affected, looks of probes left out' }),
  affectedRequests: z.int().meta({ description: 'Of these, late, lost or failed' }),
  countedBy: z
    .enum(['clients', 'platform'])
    .optional()
    .meta({ description: '`clients` reported them of the affected edges; the `platform` counted them at its doors' }),
  subscribersTold: z.int(),
  toldWithinSeconds: seconds.meta({ description: 'For 95 of 100, from the word to its hand-over' }),
});
export type PostMortemFigures = z.infer<typeof PostMortemFigures>;

export const TimelineEntry = z.object({
  at: Instant,
  kind: z.enum(['began', 'seen', 'steered', 'drafted', 'called', 'said', 'told', 'over']),
  componentId: ComponentId.nullable(),
  words: z.string(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const PostMortemRecords = z.object({
  figures: PostMortemFigures,
  timeline: z.array(TimelineEntry).meta({ description: 'Oldest first' }),
  traffic: z.array(
    z.object({
      componentId: ComponentId,
      counted: z.enum(['requests_and_looks', 'requests', 'looks']).optional().meta({
        description: 'Over edges both; at the doors of the platform requests; of other parts looks of probes',
      }),
      stretchSeconds: z.int(),
      from: Instant,
      good: z.array(z.int()),
      bad: z.array(z.int()),
    }),
  ),
});
export type PostMortemRecords = z.infer<typeof PostMortemRecords>;

/** `GET /edge-api/incidents/{id}/post-mortem-draft`, once it is resolved: what the records know, with gaps for the words. */
export const PostMortemDraft = z.object({
  text: z.string(),
  records: PostMortemRecords,
  graph: z.string().nullable().meta({ description: 'SVG of the traffic; null when none was counted' }),
});
export type PostMortemDraft = z.infer<typeof PostMortemDraft>;

/** A gap that a person has to fill: published text has none. */
export const GAP_BEGINS = '[Words: ';
