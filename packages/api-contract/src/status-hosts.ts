import { z } from 'zod';
import { Instant } from './primitives.ts';

/** A place that gets copies of the status page: `GET /edge-api/hosts`, for operators of the installation. */
export const StatusHostView = z.object({
  name: z.string(),
  copiedAt: Instant.nullable().meta({ description: 'When it last got everything; null before the first time' }),
  fault: z.string().nullable().meta({ description: 'Why the last try failed' }),
});
export type StatusHostView = z.infer<typeof StatusHostView>;
