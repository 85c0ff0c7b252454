import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id } from './primitives.ts';

export const fileEndpoints = {
  get: defineEndpoint({
    id: 'files.get',
    door: 'public',
    method: 'GET',
    path: '/files/{fileId}',
    summary: 'A photo, signature or attachment',
    access: { permission: 'jobs:read' },
    params: z.object({ fileId: Id }),
    answerKind: 'bytes',
  }),
};
