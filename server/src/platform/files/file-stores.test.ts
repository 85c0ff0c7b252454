import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newId } from '../ids.ts';
import { fileStoreConformance } from './file-store.conformance.ts';
import { type FileStore, openDiskFileStore, openS3FileStore } from './index.ts';
import { type S3StandIn, startS3StandIn } from './testing/s3-stand-in.ts';

describe('the file store on disk', () => {
  let folder: string;
  let store: FileStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'files-'));
    store = openDiskFileStore(folder);
  });
  afterAll(() => rm(folder, { recursive: true }));
  fileStoreConformance(
    () => store,
    () => readdir(join(folder, 'incoming')),
  );
});

describe('the file store in a bucket', () => {
  let bucket: S3StandIn;
  const urlOf = (secret: string) =>
    `http://KEY:${encodeURIComponent(secret)}@127.0.0.1:${bucket.port}/proofs?region=eu-central-2`;
  beforeAll(async () => {
    bucket = await startS3StandIn({ accessKeyId: 'KEY', secretAccessKey: 's3cret/+', region: 'eu-central-2' });
  });
  afterAll(() => bucket.stop());
  fileStoreConformance(
    () => openS3FileStore(urlOf('s3cret/+')),
    async () => bucket.names(),
  );

  const photo = () => Readable.from([Buffer.from('some words')]);

  it('tries again when the bucket is not well for a moment', async () => {
    bucket.failNext(2);
    const store = openS3FileStore(urlOf('s3cret/+'));
    const { storageKey } = await store.put(newId(), photo(), { maxBytes: 100 });
    expect(bucket.names()).toContain(`proofs/${storageKey}`);
  });

  it('says so when the bucket refuses its key', async () => {
    const stranger = openS3FileStore(urlOf('another secret'));
    await expect(stranger.put(newId(), photo(), { maxBytes: 100 })).rejects.toMatchObject({
      status: 503,
      code: 'file_store_unavailable',
    });
  });
});
