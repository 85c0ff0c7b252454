/** Our own search over the extract's roads: always there, also where Valhalla cannot load. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildOnce } from '../../build-once.ts';
import type { RoadSearch } from '../road-search.ts';
import type { RoadProfile, TravelTimes } from '../travel-times.ts';
import { contract } from './contract.ts';
import { readHierarchy, readRoadGraph, writeHierarchy } from './graph-files.ts';
import type { Hierarchy } from './hierarchy.ts';
import { ProfileRoads } from './profile-roads.ts';
import { searchTravelTimes } from './search-travel-times.ts';
import { buildTurnGraph, type TurnGraph } from './turn-graph.ts';

export { buildRoadGraph } from './build-road-graph.ts';
export { writeRoadGraph } from './graph-files.ts';

/** Rises when turns or contraction change, so that kept hierarchies are built anew. */
const HIERARCHY_FORMAT = 3;

/** `graphPath` as `writeRoadGraph` left it; each profile's hierarchy is kept under `folder`. */
export async function openSearch(graphPath: string, folder: string): Promise<TravelTimes & RoadSearch> {
  const graph = await readRoadGraph(graphPath);
  const openProfile = async (profile: RoadProfile) => {
    const turns = buildTurnGraph(graph, profile);
    return new ProfileRoads(turns, await openHierarchy(turns, `${folder}-${HIERARCHY_FORMAT}-${profile}`));
  };
  return searchTravelTimes(graph, openProfile);
}

async function openHierarchy(turns: TurnGraph, folder: string): Promise<Hierarchy> {
  const path = join(folder, 'hierarchy.bin');
  const build = () =>
    buildOnce(folder, (unfinished) => writeHierarchy(join(unfinished, 'hierarchy.bin'), contract(turns)));
  await build();
  const fits = (hierarchy: Hierarchy) => hierarchy.nodeCount === turns.nodeCount;
  const kept = await readHierarchy(path).catch(() => null);
  if (kept && fits(kept)) return kept;
  await rm(folder, { recursive: true, force: true });
  await build();
  return readHierarchy(path);
}
