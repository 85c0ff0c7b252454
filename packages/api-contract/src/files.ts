import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id, Instant, ShortText } from './primitives.ts';
import { resumableUpload, UPLOAD_BYTES } from './uploads.ts';

const fileId = z.object({ fileId: Id });

export const Attachment = z.object({
  fileId: Id,
  name: z.string().nullable(),
  contentType: z.string().meta({ description: 'Told from its bytes' }),
  bytes: z.int(),
  addedAt: Instant,
});
export type Attachment = z.infer<typeof Attachment>;

export const fileEndpoints = {
  attachments: defineEndpoint({
    id: 'files.attachments',
    door: 'public',
    method: 'GET',
    path: '/jobs/{jobId}/attachments',
    summary: 'Plans, photos and papers that belong to a job',
    access: { permission: 'jobs:read' },
    params: z.object({ jobId: Id }),
    answer: z.object({ rows: z.array(Attachment) }),
  }),
  attach: defineEndpoint({
    id: 'files.attach',
    door: 'public',
    method: 'POST',
    path: '/jobs/{jobId}/attachments',
    summary: 'Attach a JPEG, PNG, WebP or PDF to a job, in one request',
    description:
      'At most 20 MiB and 50 a job (409 `too_many_attachments`). What it is is told from its bytes; pictures are drawn anew. On a line that may break use `files.createUpload`.',
    access: { permission: 'jobs:write' },
    params: z.object({ jobId: Id }),
    query: z.object({ name: ShortText.optional() }),
    bodyTypes: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'],
    bodyLimitBytes: UPLOAD_BYTES.attachment,
    answer: Attachment,
    status: 201,
  }),
  detach: defineEndpoint({
    id: 'files.detach',
    door: 'public',
    method: 'DELETE',
    path: '/jobs/{jobId}/attachments/{fileId}',
    summary: 'Take an attachment off a job; its bytes go with it',
    access: { permission: 'jobs:write' },
    params: z.object({ jobId: Id, fileId: Id }),
  }),
  ...resumableUpload(
    'public',
    'files',
    { permission: 'jobs:write' },
    {
      begin:
        'An attachment of a job that is sent in parts. `Upload-Metadata` has `jobId`, and may have `filename` and an `id` of your own making.',
      mostBytes: UPLOAD_BYTES.attachment,
    },
  ),
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
