import { z } from 'zod';
import { Instant } from './primitives.ts';
import { ComponentId } from './status-words.ts';

/** `User-Agent` of the edge program's looks. They are nobody's traffic, and counted as such they would hide that nobody comes. */
export const PROBE_AGENT = 'roundsman-edge-probe';

/** The traffic of a component, whole or of one organisation, over the last five minutes, against the same time of other weeks. */
export const TrafficView = z.object({
  componentId: ComponentId,
  organisationId: z.string().nullable().meta({ description: 'Null for all of them together' }),
  at: Instant.meta({ description: 'When the five minutes began' }),
  state: z
    .enum(['learning', 'usual', 'drop', 'surge'])
    .meta({ description: '`learning`: less than two weeks on record' }),
  requests: z.int(),
  usual: z.number().nullable(),
  score: z.number(),
  threshold: z.number(),
});
export type TrafficView = z.infer<typeof TrafficView>;
