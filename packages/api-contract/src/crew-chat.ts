import { z } from 'zod';
import { Id, Instant } from './primitives.ts';

/** Words between desk and crew; `note` and `chat` commands of a device stand here as well. */
export const CrewMessage = z.object({
  id: Id,
  itineraryId: Id.nullable(),
  jobId: Id.nullable().meta({ description: 'The job it is about' }),
  from: z.enum(['desk', 'crew']),
  name: z.string().nullable(),
  words: z.string(),
  at: Instant,
  readAt: Instant.nullable().meta({ description: 'When the other side was shown it' }),
});
export type CrewMessage = z.infer<typeof CrewMessage>;
