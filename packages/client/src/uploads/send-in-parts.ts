import type { Client } from '../client.ts';
import type { operatorEndpoints } from '../endpoints.generated.ts';
import { RefusedError } from '../errors.ts';

/** Small enough to get through on a bad line, large enough that the requests do not count. */
export const PART_BYTES = 256 * 1024;
const PART = { budgetMilliseconds: 90_000, attemptMilliseconds: 60_000 };
/** Parts that another try of ours had sent already, before it is given up for now. */
const MOST_DISAGREEMENTS = 5;

export type Bytes = Blob | Uint8Array<ArrayBuffer>;

/** The door's requests of tus 1.0. */
export type PartsDoor = Pick<typeof operatorEndpoints, 'createUpload' | 'uploadState' | 'uploadPart'>;

export interface PartsOptions {
  /** Beside the id: what the door wants to know of the file. */
  readonly about?: Readonly<Record<string, string>>;
  readonly partBytes?: number;
  /** Bytes that the platform has. */
  readonly onProgress?: (bytes: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Sends a file over tus 1.0 under its own id: what the platform has of it stays there when the line breaks or the app is
 * killed, and the next try goes on from it.
 */
export async function sendInParts(
  client: Client,
  door: PartsDoor,
  file: { readonly id: string; readonly bytes: Bytes },
  { about = {}, partBytes = PART_BYTES, onProgress, signal }: PartsOptions = {},
): Promise<void> {
  const length = sizeOf(file.bytes);
  const metadata = Object.entries({ id: file.id, ...about }).map(([key, value]) => `${key} ${base64(value)}`);
  const stoppable = signal ? { signal } : {};
  const begun = await client.call(door.createUpload, {
    ...stoppable,
    headers: {
      'Tus-Resumable': '1.0.0',
      'Upload-Length': String(length),
      'Upload-Metadata': metadata.join(','),
    },
  });
  const params = { uploadId: begun.id };
  // Asked for its state, what is whole and was not finished when a process was killed is finished.
  let { offset, finished } = await client.call(door.uploadState, { ...stoppable, params });
  onProgress?.(offset);
  for (let disagreements = 0; !finished; ) {
    const end = Math.min(length, offset + partBytes);
    try {
      await client.call(door.uploadPart, {
        ...PART,
        ...stoppable,
        params,
        headers: { 'Tus-Resumable': '1.0.0', 'Upload-Offset': String(offset) },
        body: { bytes: file.bytes.slice(offset, end), contentType: 'application/offset+octet-stream' },
      });
      offset = end;
      finished = offset === length;
    } catch (error) {
      if (!(error instanceof RefusedError) || error.code !== 'upload_offset') throw error;
      if (++disagreements > MOST_DISAGREEMENTS) throw error;
      ({ offset, finished } = await client.call(door.uploadState, { ...stoppable, params }));
    }
    onProgress?.(offset);
  }
}

export const sizeOf = (bytes: Bytes): number => ('size' in bytes ? bytes.size : bytes.byteLength);

/** Of UTF-8: names of files have every letter there is. */
const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
