import type { Client } from '../client.ts';
import { operatorEndpoints } from '../endpoints.generated.ts';
import { RefusedError } from '../errors.ts';
import type { OutboxFile } from './outbox-types.ts';

/** Small enough to get through on a bad line, large enough that the requests do not count. */
const PART_BYTES = 256 * 1024;
const PART = { budgetMilliseconds: 90_000, attemptMilliseconds: 60_000 };
/** Parts that another try of ours had sent already, before it is given up for now. */
const MOST_DISAGREEMENTS = 5;

/** Whether a file is worth more than one request. */
export const goesInParts = ({ bytes }: OutboxFile): boolean => sizeOf(bytes) > PART_BYTES;

/**
 * Sends a file over tus 1.0 under its own id: what the platform has of it stays there when the line breaks or the app is
 * killed, and the next try goes on from it.
 */
export async function sendInParts(client: Client, file: OutboxFile): Promise<void> {
  const length = sizeOf(file.bytes);
  const begun = await client.call(operatorEndpoints.createUpload, {
    headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': String(length), 'Upload-Metadata': `id ${btoa(file.id)}` },
  });
  const params = { uploadId: begun.id };
  // Asked for its state, what is whole and was not finished when a process was killed is finished.
  let { offset, finished } = await client.call(operatorEndpoints.uploadState, { params });
  for (let disagreements = 0; !finished; ) {
    const end = Math.min(length, offset + PART_BYTES);
    try {
      await client.call(operatorEndpoints.uploadPart, {
        ...PART,
        params,
        headers: { 'Tus-Resumable': '1.0.0', 'Upload-Offset': String(offset) },
        body: { bytes: file.bytes.slice(offset, end), contentType: 'application/offset+octet-stream' },
      });
      offset = end;
      finished = offset === length;
    } catch (error) {
      if (!(error instanceof RefusedError) || error.code !== 'upload_offset') throw error;
      if (++disagreements > MOST_DISAGREEMENTS) throw error;
      ({ offset, finished } = await client.call(operatorEndpoints.uploadState, { params }));
    }
  }
}

const sizeOf = (bytes: OutboxFile['bytes']): number => ('size' in bytes ? bytes.size : bytes.byteLength);
