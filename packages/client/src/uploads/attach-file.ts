import type { Client } from '../client.ts';
import { fileEndpoints } from '../endpoints.generated.ts';
import { type PartsOptions, sendInParts } from './send-in-parts.ts';

/** Offices have better lines than vans. */
const OFFICE_PART_BYTES = 1024 * 1024;

export interface NewAttachment {
  /** Made by the caller (`uuid7`): given again after a break, the upload goes on from where it stood. */
  readonly id: string;
  readonly jobId: string;
  readonly name: string;
  readonly bytes: Blob;
}

/** Attaches a file to a job, in parts. Throws RefusedError (`image_unreadable`, `too_many_attachments` …) and UnreachableError. */
export const attachFile = (
  client: Client,
  { id, jobId, name, bytes }: NewAttachment,
  { onProgress, signal }: Pick<PartsOptions, 'onProgress' | 'signal'> = {},
): Promise<void> =>
  sendInParts(
    client,
    fileEndpoints,
    { id, bytes },
    {
      about: { jobId, filename: name },
      partBytes: OFFICE_PART_BYTES,
      ...(onProgress && { onProgress }),
      ...(signal && { signal }),
    },
  );
