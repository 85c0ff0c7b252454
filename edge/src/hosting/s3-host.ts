import { createHash } from 'node:crypto';
import type { EdgeClock } from '../clock.ts';
import { signAwsRequest } from '../steering/index.ts';
import type { FileHost, HostedFile } from './file-host.ts';
import { putInOrder } from './put-in-order.ts';

export interface S3Settings {
  readonly name?: string | undefined;
  /** `https://s3.eu-central-1.amazonaws.com`, or that of any store that speaks S3. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Begins every key: `status/`. */
  readonly prefix?: string | undefined;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** One PUT a file into a bucket, path-style, signed (Signature Version 4). Documents after assets, `status.json` at last. */
export function s3Host(settings: S3Settings, clock: EdgeClock): FileHost {
  const { name = 's3', endpoint, region, bucket, prefix = '' } = settings;

  async function putOne({ path, body, type, cacheControl }: HostedFile, signal: AbortSignal): Promise<void> {
    const key = `${bucket}/${prefix}${path}`.split('/').map(encodeURIComponent).join('/');
    const url = new URL(`${endpoint.replace(/\/$/, '')}/${key}`);
    const headers = {
      'cache-control': cacheControl,
      'content-type': type,
      'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
    };
    const signed = signAwsRequest({ method: 'PUT', url, body, region, service: 's3', headers }, settings, clock.now());
    const answer = await fetch(url, {
      method: 'PUT',
      headers: { ...headers, ...signed },
      body: new Uint8Array(body),
      signal,
    });
    const words = (await answer.text()).slice(0, 300);
    if (!answer.ok)
      throw new Error(`${path}: status ${answer.status} ${/<Code>([^<]+)/.exec(words)?.[1] ?? ''}`.trim());
  }

  return {
    name,
    put: (files, signal) => putInOrder(files, signal, (file) => putOne(file, signal)),
  };
}
