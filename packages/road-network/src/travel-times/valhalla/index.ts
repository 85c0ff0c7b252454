/** Travel times by Valhalla: in this process on tiles built from the extract, or by a Valhalla that runs elsewhere. */

import { availableParallelism } from 'node:os';
import type { OutsideService } from '../../outside-service/index.ts';
import type { ReachSearch } from '../road-search.ts';
import type { TravelTimes } from '../travel-times.ts';
import { buildValhallaTiles } from './build-valhalla-tiles.ts';
import { httpValhallaActor } from './http-actor.ts';
import { loadValhalla } from './load-valhalla.ts';
import { valhallaConfig } from './valhalla-config.ts';
import { valhallaTravelTimes } from './valhalla-travel-times.ts';

/** The pool that the bindings compute in has four threads. */
const MOST_ACTORS = 4;
/** Answers are JSON text, and a block of this size is about 1 MB of it. */
const OWN_LIMITS = { columns: 10_000, pairs: 60_000, places: 1_000 };
/** What a Valhalla allows that nobody configured otherwise. */
const USUAL_LIMITS = { columns: 50, pairs: 2_500, places: 20 };
const QUESTIONS_AT_ONCE = 4;

/** Builds the tiles under `folder` when they are missing. @throws RoadError `provider_unavailable` */
export async function openValhalla(extractPath: string, folder: string): Promise<TravelTimes & ReachSearch> {
  const valhalla = loadValhalla();
  const tarFile = await buildValhallaTiles(valhalla, extractPath, `${folder}-${valhalla.version}`);
  const open = () => valhalla.open(valhallaConfig({ tarFile }));
  const others = Array.from({ length: Math.min(MOST_ACTORS, availableParallelism()) - 1 }, open);
  return valhallaTravelTimes(
    {
      name: 'valhalla',
      label: `Valhalla ${valhalla.version} on the extract's roads`,
      approximate: false,
      note: null,
    },
    {
      fast: [open(), ...others],
      thorough: valhalla.open(valhallaConfig({ tarFile }, 'costmatrix')),
      limits: OWN_LIMITS,
    },
  );
}

/** A Valhalla that somebody else runs; it chooses its own algorithm, so an open pair is one without a way. */
export function valhallaOverHttp(service: OutsideService): TravelTimes & ReachSearch {
  const actor = httpValhallaActor(service);
  const [first, ...others] = Array.from({ length: QUESTIONS_AT_ONCE }, () => actor);
  return valhallaTravelTimes(
    { name: 'valhalla_http', label: service.label, approximate: false, note: null },
    { fast: [first!, ...others], thorough: null, limits: USUAL_LIMITS },
  );
}
