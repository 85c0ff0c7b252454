import { workerData } from 'node:worker_threads';
import { sendProgress, serveCalls } from '../workers/index.ts';
import { buildAtlas } from './build-atlas.ts';

/** A thread that lives for one reading of the extract, so that its memory goes with it. */
await serveCalls(async () => {
  const { extractPath, folder } = workerData as { extractPath: string; folder: string };
  await buildAtlas(extractPath, folder, sendProgress);
  return { calls: {}, greeting: null };
});
