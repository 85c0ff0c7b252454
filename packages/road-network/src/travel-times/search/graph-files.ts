import { readArrayFile, writeArrayFile } from '../../array-file.ts';
import { roadProfiles } from '../travel-times.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { RoadGraph } from './road-graph.ts';

export async function writeRoadGraph(path: string, graph: RoadGraph): Promise<void> {
  const { fromNode, toNode, meters, firstPoint, name, lons, lats, signals, forbiddenPaths } = graph;
  const byProfile = roadProfiles.flatMap((profile, at) => [
    [`speeds ${profile}`, graph.speeds[at]!] as const,
    [`entryPenalties ${profile}`, graph.entryPenalties[at]!] as const,
    [`reluctances ${profile}`, graph.reluctances[at]!] as const,
    [`barriers ${profile}`, graph.barriers[at]!] as const,
  ]);
  await writeArrayFile(
    path,
    {
      fromNode,
      toNode,
      meters,
      firstPoint,
      name,
      lons,
      lats,
      signals,
      forbiddenPaths,
      ...Object.fromEntries(byProfile),
    },
    {
      nodeCount: graph.nodeCount,
      segmentCount: graph.segmentCount,
      names: graph.names,
      conditionalSigns: graph.conditionalSigns,
    },
  );
}

/** @throws Error when the file is not whole */
export async function readRoadGraph(path: string): Promise<RoadGraph> {
  const file = await readArrayFile(path);
  const { nodeCount, segmentCount, names, conditionalSigns } = file.values as {
    nodeCount: number;
    segmentCount: number;
    names: string[];
    conditionalSigns: number;
  };
  return {
    nodeCount,
    segmentCount,
    names,
    conditionalSigns,
    fromNode: file.int32('fromNode'),
    toNode: file.int32('toNode'),
    meters: file.float64('meters'),
    firstPoint: file.int32('firstPoint'),
    name: file.int32('name'),
    lons: file.float64('lons'),
    lats: file.float64('lats'),
    signals: file.uint8('signals'),
    forbiddenPaths: file.int32('forbiddenPaths'),
    speeds: roadProfiles.map((profile) => file.float32(`speeds ${profile}`)),
    entryPenalties: roadProfiles.map((profile) => file.float32(`entryPenalties ${profile}`)),
    reluctances: roadProfiles.map((profile) => file.float32(`reluctances ${profile}`)),
    barriers: roadProfiles.map((profile) => file.uint8(`barriers ${profile}`)),
  };
}

export async function writeHierarchy(path: string, hierarchy: Hierarchy): Promise<void> {
  const { nodeCount, ...arrays } = hierarchy;
  await writeArrayFile(path, arrays, { nodeCount });
}

/** @throws Error when the file is not whole */
export async function readHierarchy(path: string): Promise<Hierarchy> {
  const file = await readArrayFile(path);
  return {
    nodeCount: file.values.nodeCount as number,
    from: file.int32('from'),
    to: file.int32('to'),
    weight: file.int32('weight'),
    seconds: file.int32('seconds'),
    meters: file.int32('meters'),
    firstHalf: file.int32('firstHalf'),
    secondHalf: file.int32('secondHalf'),
    firstUp: file.int32('firstUp'),
    up: file.int32('up'),
    firstDown: file.int32('firstDown'),
    down: file.int32('down'),
  };
}
