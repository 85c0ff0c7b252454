/** Travel times by Valhalla, in this process, on tiles built from the extract. */

import { availableParallelism } from 'node:os';
import type { TravelTimes } from '../travel-times.ts';
import { buildValhallaTiles } from './build-valhalla-tiles.ts';
import { loadValhalla } from './load-valhalla.ts';
import { valhallaConfig } from './valhalla-config.ts';
import { valhallaTravelTimes } from './valhalla-travel-times.ts';

/** The pool that the bindings compute in has four threads. */
const MOST_ACTORS = 4;

/** Builds the tiles under `folder` when they are missing. @throws RoadError `provider_unavailable` */
export async function openValhalla(extractPath: string, folder: string): Promise<TravelTimes> {
  const valhalla = loadValhalla();
  const tarFile = await buildValhallaTiles(valhalla, extractPath, `${folder}-${valhalla.version}`);
  const open = () => valhalla.open(valhallaConfig({ tarFile }));
  const others = Array.from({ length: Math.min(MOST_ACTORS, availableParallelism()) - 1 }, open);
  return valhallaTravelTimes({
    version: valhalla.version,
    fast: [open(), ...others],
    thorough: valhalla.open(valhallaConfig({ tarFile }, 'costmatrix')),
  });
}
