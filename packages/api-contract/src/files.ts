import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id, Instant } from './primitives.ts';

const fileId = z.object({ fileId: Id });

export const fileEndpoints = {
  get: defineEndpoint({
    id: 'files.get',
    door: 'public',
    method: 'GET',
    path: '/files/{fileId}',
    summary: 'A photo, signature or attachment',
    description: 'A merchant sees the files of its own jobs only; any other answers 404.',
    access: { permission: 'jobs:read' },
    params: fileId,
    answerKind: 'bytes',
  }),
  link: defineEndpoint({
    id: 'files.link',
    door: 'public',
    method: 'POST',
    path: '/files/{fileId}/link',
    summary: 'A signed link that opens the file without a credential for five minutes',
    description: 'For a browser or mail client that cannot send `Authorization`.',
    access: { permission: 'jobs:read' },
    params: fileId,
    answer: z.object({ url: z.string(), expiresAt: Instant }),
  }),
  open: defineEndpoint({
    id: 'files.open',
    door: 'public',
    method: 'GET',
    path: '/file-links/{token}',
    summary: 'The file behind a signed link',
    description: 'Problem 410 `link_over` when it ran out or was altered.',
    access: 'anyone',
    params: z.object({ token: z.string().min(1).max(400) }),
    answerKind: 'bytes',
  }),
};
