import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { AwsClient } from 'aws4fetch';
import { fileTypeFromBuffer } from 'file-type';

import { newId } from '../ids.ts';
import { Problem } from '../problem.ts';
import { fileEmpty, fileNotFound, fileTooLarge, fileTypeNotAccepted, keyShape } from './file-problems.ts';
import type { FileStore } from './file-store.ts';

const PATIENCE_MILLISECONDS = 30_000;
const RETRIES = 3;
const NOTHING = createHash('sha256').update('').digest('hex');

/**
 * Files in a bucket of any S3-compatible store, by path (`https://KEY:SECRET@host/bucket?region=…`), under the keys that
 * the disk uses too. A file is held in memory until it is whole: at most `maxBytes`.
 * Errors beside the port's: `Problem` 503 `file_store_unavailable`.
 */
export function openS3FileStore(address: string): FileStore {
  const url = new URL(address);
  const place = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  const client = new AwsClient({
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
    region: url.searchParams.get('region') ?? 'us-east-1',
    service: 's3',
    retries: RETRIES,
  });

  async function ask(method: string, storageKey: string, body?: Buffer<ArrayBuffer>): Promise<Response> {
    if (!keyShape.test(storageKey)) throw fileNotFound();
    const sha256 = body === undefined ? NOTHING : createHash('sha256').update(body).digest('hex');
    const response = await client
      .fetch(`${place}/${storageKey}`, {
        method,
        headers: { 'x-amz-content-sha256': sha256 },
        signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
        ...(body === undefined ? {} : { body }),
      })
      .catch((error: Error) => Promise.reject(unavailable(error.message)));
    if (response.ok || response.status === 404) return response;
    const words = (await response.text()).slice(0, 300);
    throw unavailable(`${response.status} ${/<Code>(\w+)<\/Code>/.exec(words)?.[1] ?? ''}`.trim());
  }

  return {
    async put(organisationId, source, limits) {
      const chunks: Buffer[] = [];
      let bytes = 0;
      for await (const chunk of source as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        if (bytes > limits.maxBytes) throw fileTooLarge(limits.maxBytes);
        chunks.push(chunk);
      }
      if (bytes === 0) throw fileEmpty();
      const body = Buffer.concat(chunks);
      const contentType = (await fileTypeFromBuffer(body))?.mime ?? 'application/octet-stream';
      if (limits.contentTypes && !limits.contentTypes.includes(contentType))
        throw fileTypeNotAccepted(contentType, limits.contentTypes);
      const id = newId();
      const storageKey = `${organisationId}/${id.slice(-2)}/${id}`;
      const answer = await ask('PUT', storageKey, body);
      if (!answer.ok) throw unavailable('There is no such bucket');
      return { storageKey, bytes, sha256: createHash('sha256').update(body).digest('hex'), contentType };
    },
    async open(storageKey) {
      const answer = await ask('GET', storageKey);
      if (!answer.ok || answer.body === null) throw fileNotFound();
      const stream = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]);
      return { stream, bytes: Number(answer.headers.get('content-length')) };
    },
    async delete(storageKey) {
      await ask('DELETE', storageKey);
    },
  };
}

function unavailable(detail: string): Problem {
  return new Problem({
    status: 503,
    code: 'file_store_unavailable',
    title: 'Files cannot be kept or read at the moment',
    detail: `The store of files answers: ${detail}`,
    remedy: 'Try again in a moment.',
    retryAfterSeconds: 5,
  });
}
