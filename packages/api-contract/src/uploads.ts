import { z } from 'zod';
import { type Access, type Door, defineEndpoint } from './endpoint.ts';
import { Id, Instant } from './primitives.ts';

export const UPLOAD_BYTES = { proof: 15 * 1024 * 1024, attachment: 20 * 1024 * 1024 } as const;

/** How far an upload is; a `HEAD` says the same in headers. */
export const Upload = z.object({
  id: Id.meta({ description: 'The file’s id once it is finished' }),
  offset: z.int().meta({ description: 'Bytes that are here: the next part begins with this one' }),
  length: z.int(),
  finished: z.boolean(),
  expiresAt: Instant,
});

const one = z.object({ uploadId: Id });

/** The four requests of tus 1.0 (creation, termination, expiration) at one door. */
export function resumableUpload<D extends Door>(
  door: D,
  topic: string,
  access: Access,
  { begin, mostBytes }: { readonly begin: string; readonly mostBytes: number },
) {
  return {
    createUpload: defineEndpoint({
      id: `${topic}.createUpload`,
      door,
      method: 'POST',
      path: '/uploads',
      summary: 'Begin a resumable upload (tus 1.0)',
      description: `${begin} Headers: \`Tus-Resumable: 1.0.0\`, \`Upload-Length\` (at most ${mostBytes} bytes) and \`Upload-Metadata\`. \`Location\` says where the parts go. Forgotten after 24 hours.`,
      access,
      answer: Upload,
      status: 201,
    }),
    uploadState: defineEndpoint({
      id: `${topic}.getUpload`,
      live: true,
      door,
      method: 'GET',
      path: '/uploads/{uploadId}',
      summary: 'How far an upload is; `HEAD` answers in `Upload-Offset` and `Upload-Length`',
      access,
      params: one,
      answer: Upload,
    }),
    uploadPart: defineEndpoint({
      id: `${topic}.uploadPart`,
      door,
      method: 'PATCH',
      path: '/uploads/{uploadId}',
      summary: 'Send the next bytes of an upload',
      description:
        '`Upload-Offset` says where they belong: 409 `upload_offset` with the right one where it is another. What came before a line broke is kept. With the last byte the content is looked at and drawn anew, and refused if it is not what is taken.',
      access,
      params: one,
      bodyTypes: ['application/offset+octet-stream'],
      bodyLimitBytes: mostBytes,
    }),
    endUpload: defineEndpoint({
      id: `${topic}.endUpload`,
      door,
      method: 'DELETE',
      path: '/uploads/{uploadId}',
      summary: 'End an upload that is not wanted any more; a finished file stays',
      access,
      params: one,
    }),
  };
}
