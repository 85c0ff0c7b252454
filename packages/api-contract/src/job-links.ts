import { JOB_LINK_KINDS, JOB_STATES, PLANNING_LINK_KINDS } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Code, Id, WholeNumber } from './primitives.ts';

/** How one job hangs on another, seen from the job that was asked about. */
export const JobLink = z.object({
  kind: z.enum(JOB_LINK_KINDS),
  direction: z.enum(['to', 'from']).meta({
    description:
      '`to`: this job follows (retries, replaces …) the other; `from`: the other one does. Company has no direction',
  }),
  otherJobId: Id,
  otherJobCode: Code,
  otherName: z.string(),
  otherState: z.enum(JOB_STATES),
  minGapSeconds: WholeNumber.nullable(),
  maxGapSeconds: WholeNumber.nullable(),
  priceMinor: WholeNumber.nullable().meta({ description: 'Of riding otherwise; null = it must not happen' }),
});
export type JobLink = z.infer<typeof JobLink>;

const rows = z.object({ rows: z.array(JobLink) });
const job = z.object({ jobId: Id });

export const jobLinkEndpoints = {
  list: defineEndpoint({
    id: 'jobLinks.list',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/jobs/{jobId}/links',
    summary: 'What other jobs a job hangs on',
    access: { permission: 'jobs:read' },
    params: job,
    answer: rows,
  }),
  set: defineEndpoint({
    id: 'jobLinks.set',
    conditional: true,
    door: 'public',
    method: 'PUT',
    path: '/jobs/{jobId}/links',
    summary: 'Say that a job follows another, or rides together with it or apart from it',
    description:
      '`follows`: service starts only when the other job is done, at least `minGapSeconds` and at most `maxGapSeconds` later, on whatever vehicle; a job follows one other at the most. `together` and `apart`: on one vehicle, or each on another; with `priceMinor` it is a wish at that price. What stood between the two is replaced. The next plan goes by it.',
    access: { permission: 'jobs:write' },
    params: job,
    body: z
      .object({
        kind: z.enum(PLANNING_LINK_KINDS),
        otherJobId: Id,
        minGapSeconds: WholeNumber.optional(),
        maxGapSeconds: WholeNumber.optional(),
        priceMinor: WholeNumber.optional(),
      })
      .refine(({ minGapSeconds, maxGapSeconds }) => (minGapSeconds ?? 0) <= (maxGapSeconds ?? Infinity), {
        error: 'The longest gap is shorter than the least one',
        path: ['maxGapSeconds'],
      }),
    answer: rows,
  }),
  remove: defineEndpoint({
    id: 'jobLinks.remove',
    conditional: true,
    door: 'public',
    method: 'DELETE',
    path: '/jobs/{jobId}/links/{otherJobId}',
    summary: 'Take away what a person has set between two jobs',
    access: { permission: 'jobs:write' },
    params: z.object({ jobId: Id, otherJobId: Id }),
    answer: rows,
  }),
};
