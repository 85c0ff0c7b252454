import { rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { buildOnce } from '../build-once.ts';
import { WorkerCalls } from '../workers/index.ts';
import { type AtlasSummary, readAtlas } from './atlas.ts';
import type { AtlasStep } from './build-atlas.ts';

/**
 * Builds the atlas in a thread of its own unless it is there; a damaged one is built anew, once.
 * An extract that cannot be read leaves no folder behind. @throws RoadError
 */
export async function openAtlas(
  extractPath: string,
  folder: string,
  say: (step: AtlasStep) => void,
): Promise<AtlasSummary> {
  const build = () =>
    buildOnce(folder, async (unfinished) => {
      const worker = await WorkerCalls.open({
        file: new URL('./build-worker.ts', import.meta.url),
        data: { extractPath, folder: unfinished },
        onProgress: (step) => say(step as AtlasStep),
      });
      await worker.close();
    });
  await build().catch(async (failure: unknown) => {
    await rmdir(dirname(folder)).catch(() => {});
    throw failure;
  });
  try {
    return await readAtlas(folder, 'summary');
  } catch {
    await rm(folder, { recursive: true, force: true });
    await build();
    return readAtlas(folder, 'summary');
  }
}
