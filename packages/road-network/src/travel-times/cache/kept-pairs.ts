import { createHash } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readArrayFile, writeArrayFile } from '../../array-file.ts';
import { type RoadProfile, roadProfiles } from '../travel-times.ts';
import type { PairCache } from './pair-cache.ts';

const FORMAT = 1;
/** 16 MB on disk, and a place for each pair at the worst. */
const MOST_KEPT_PAIRS = 1_000_000;
const USUAL_PAUSE_MILLISECONDS = 10_000;

/** A cache of pairs that outlives the process, in one file of the data folder; deleting it is always safe. */
export interface KeptPairs {
  /** Call when the cache has learned something: it is written soon, once for all that comes until then. */
  noteChange(): void;
  /** Writes now what is not written yet. */
  flush(): Promise<void>;
}

/** Where the pairs of a provider lie: another service, or another version of one, has a file of its own. */
export function pairsPath(home: string, provider: string, version: string): string {
  const key = createHash('sha256').update(`${provider}\n${version}`).digest('hex').slice(0, 12);
  return join(home, `pairs-${FORMAT}-${provider}-${key}.arrays`);
}

/** Fills the cache from the file and keeps the file up to date. A file that is missing or damaged is an empty one. */
export async function keepPairs(
  cache: PairCache,
  path: string,
  pauseMilliseconds = USUAL_PAUSE_MILLISECONDS,
): Promise<KeptPairs> {
  await restore(cache, path).catch(() => rm(path, { force: true }));
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  let changed = false;

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    writing = writing.then(async () => {
      if (!changed) return;
      changed = false;
      // What cannot be written is computed again another day.
      await write(cache, path).catch(() => {});
    });
    return writing;
  }

  return {
    noteChange() {
      changed = true;
      timer ??= setTimeout(() => void flush(), pauseMilliseconds);
      timer.unref();
    },
    flush,
  };
}

async function restore(cache: PairCache, path: string): Promise<void> {
  const file = await readArrayFile(path);
  const [profile, lon, lat] = [file.uint8('profile'), file.int32('lon'), file.int32('lat')];
  const [from, to, seconds, meters] = ['from', 'to', 'seconds', 'meters'].map((name) => file.int32(name));
  const numbers = Int32Array.from(profile, (_, place) =>
    cache.placeNumber(placeName(roadProfiles[profile[place]!]!, lon[place]!, lat[place]!)),
  );
  for (let pair = 0; pair < from!.length; pair++)
    cache.write(numbers[from![pair]!]!, numbers[to![pair]!]!, seconds![pair]!, meters![pair]!);
}

/** Beside its place and then renamed: a crash leaves the file before. */
async function write(cache: PairCache, path: string): Promise<void> {
  const { names, from, to, seconds, meters } = cache.newest(MOST_KEPT_PAIRS);
  const parts = names.map((name) => name.split(' '));
  const unfinished = `${path}.unfinished-${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await writeArrayFile(unfinished, {
    from,
    to,
    seconds,
    meters,
    lon: Int32Array.from(parts, ([, lon]) => Number(lon)),
    lat: Int32Array.from(parts, ([, , lat]) => Number(lat)),
    profile: Uint8Array.from(parts, ([profile]) => roadProfiles.indexOf(profile as RoadProfile)),
  });
  await rename(unfinished, path);
}

/** Places are equal when they lie within a millionth of a degree (11 cm). */
export const placeName = (profile: RoadProfile, lonMillionths: number, latMillionths: number): string =>
  `${profile} ${lonMillionths} ${latMillionths}`;
