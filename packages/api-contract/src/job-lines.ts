import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Action, ActionInput } from './job-shapes.ts';
import { Id } from './primitives.ts';

const job = z.object({ jobId: Id });
const line = z.object({ jobId: Id, lineId: Id });

const RULES =
  'Changed as the job itself is: while it stands on no itinerary and nobody is under way to it (409 `job_on_itinerary`, `job_under_way`, `job_closed`). `If-Match` takes the `ETag` of the line or that of its job.';

/** What is to be done at a visit, line by line: the job's `actions`, each under its own id. */
export const jobLineEndpoints = {
  list: defineEndpoint({
    id: 'jobLines.list',
    door: 'public',
    method: 'GET',
    path: '/jobs/{jobId}/lines',
    summary: 'The lines of a job in their order',
    access: { permission: 'jobs:read' },
    params: job,
    answer: z.object({ rows: z.array(Action) }),
  }),
  get: defineEndpoint({
    id: 'jobLines.get',
    door: 'public',
    method: 'GET',
    path: '/jobs/{jobId}/lines/{lineId}',
    summary: 'One line of a job',
    access: { permission: 'jobs:read' },
    params: line,
    answer: Action,
  }),
  add: defineEndpoint({
    id: 'jobLines.add',
    conditional: true,
    door: 'public',
    method: 'POST',
    path: '/jobs/{jobId}/lines',
    summary: 'Add a line at the end',
    description: `${RULES} A job has at most 100 (409 \`too_many_lines\`).`,
    access: { permission: 'jobs:write' },
    params: job,
    body: ActionInput,
    answer: Action,
    status: 201,
  }),
  update: defineEndpoint({
    id: 'jobLines.update',
    conditional: true,
    door: 'public',
    method: 'PATCH',
    path: '/jobs/{jobId}/lines/{lineId}',
    summary: 'Change a line; what is absent stays',
    description: RULES,
    access: { permission: 'jobs:write' },
    params: line,
    body: ActionInput.partial(),
    answer: Action,
  }),
  remove: defineEndpoint({
    id: 'jobLines.remove',
    conditional: true,
    door: 'public',
    method: 'DELETE',
    path: '/jobs/{jobId}/lines/{lineId}',
    summary: 'Take a line away',
    description: `${RULES} The last one stays (409 \`last_line\`), and one whose goods were received or loaded (409 \`line_has_goods\`).`,
    access: { permission: 'jobs:write' },
    params: line,
  }),
};
