import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RoadError } from './road-error.ts';

const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/**
 * Makes a folder exactly once: it is filled beside its place and renamed when whole, so a crash leaves nothing half-built
 * and two processes may try at the same time. A folder that is there is complete.
 */
export async function buildOnce(folder: string, build: (unfinished: string) => Promise<void>): Promise<void> {
  if (await exists(folder)) return;
  const unfinished = await startFolder(folder);
  try {
    await removeAbandoned(folder, unfinished);
    await build(unfinished);
    await rename(unfinished, folder);
  } catch (failure) {
    await rm(unfinished, { recursive: true, force: true });
    if (await exists(folder)) return;
    throw failure;
  }
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function startFolder(folder: string): Promise<string> {
  try {
    await mkdir(dirname(folder), { recursive: true });
    return await mkdtemp(`${folder}.unfinished-`);
  } catch (cause) {
    throw new RoadError({
      code: 'data_folder_unusable',
      message: `The folder ${dirname(folder)} cannot be written: ${(cause as Error).message}.`,
      remedy: 'Give the platform the right to write there, make room on the disk, or choose another data folder.',
      cause,
    });
  }
}

/** The age is measured against the folder just made: this package has no clock of its own. */
async function removeAbandoned(folder: string, mine: string): Promise<void> {
  const now = (await stat(mine)).mtimeMs;
  const prefix = `${basename(folder)}.unfinished-`;
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(prefix)) continue;
    const path = join(dirname(folder), name);
    const touched = await stat(path).catch(() => null);
    if (touched && now - touched.mtimeMs > ABANDONED_AFTER_MS) await rm(path, { recursive: true, force: true });
  }
}
