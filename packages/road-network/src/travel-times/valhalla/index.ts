/** Travel times by Valhalla, in this process, on tiles built from the extract. */

import type { TravelTimes } from '../travel-times.ts';
import { buildValhallaTiles } from './build-valhalla-tiles.ts';
import { loadValhalla } from './load-valhalla.ts';
import { valhallaConfig } from './valhalla-config.ts';
import { valhallaTravelTimes } from './valhalla-travel-times.ts';

/** Builds the tiles under `folder` when they are missing. @throws RoadError `provider_unavailable` */
export async function openValhalla(extractPath: string, folder: string): Promise<TravelTimes> {
  const valhalla = loadValhalla();
  const tarFile = await buildValhallaTiles(valhalla, extractPath, `${folder}-${valhalla.version}`);
  return valhallaTravelTimes({
    version: valhalla.version,
    fast: valhalla.open(valhallaConfig({ tarFile })),
    thorough: valhalla.open(valhallaConfig({ tarFile }, 'costmatrix')),
  });
}
