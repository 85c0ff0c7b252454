import type { Relation, RelationMember, Tags } from '../../extract/index.ts';
import { type RoadProfile, roadProfiles } from '../travel-times.ts';
import { headOf, type RoadGraph, tailOf } from './road-graph.ts';

/** What of the graph's making is needed to find the roads that a relation names. */
export interface RestrictedRoads {
  readonly graph: Pick<RoadGraph, 'fromNode' | 'toNode' | 'segmentCount'>;
  /** Both directed edges of every segment of a way, in the order it is drawn; none for a way that nothing drives on. */
  edgesOf(way: number): readonly number[];
  /** The graph's node, undefined when no road meets there. */
  nodeOf(osmNode: number): number | undefined;
}

export interface Restrictions {
  /** Ways through two roads or more that signs forbid, one after another: profile mask, number of edges, the directed edges. */
  readonly forbiddenPaths: Int32Array;
  /** Signs that hold at times or under conditions only: not obeyed. */
  readonly conditional: number;
}

/** Which of our profiles a mode of OpenStreetMap's restriction tags means. */
const MODES: Record<string, readonly RoadProfile[]> = {
  vehicle: roadProfiles,
  motor_vehicle: roadProfiles,
  motorcar: ['car', 'van'],
  goods: ['van', 'truck'],
  hgv: ['truck'],
};

/** A sign over more roads than this is a mistake of the map. */
const MOST_VIA_EDGES = 40;

/**
 * Turn restrictions as OpenStreetMap writes them: `no_…` forbids the way from → via → to, `only_…` every other way on, at each
 * junction of it. Via is one junction, or one road or several. Signs for some vehicles (`restriction:hgv`, `except`) bind those alone.
 */
export function readRestrictions(relations: readonly Relation[], roads: RestrictedRoads): Restrictions {
  const forbiddenPaths: number[] = [];
  let conditional = 0;
  const edges = Array.from({ length: roads.graph.segmentCount * 2 }, (_, edge) => edge);
  const leaving = Map.groupBy(edges, (edge) => tailOf(roads.graph, edge));
  for (const { tags, members } of relations) {
    if (!tags.type?.startsWith('restriction')) continue;
    if (Object.keys(tags).some((key) => key.startsWith('restriction') && key.endsWith(':conditional'))) {
      conditional += 1;
      continue;
    }
    const paths = pathsOf(members, roads);
    for (const { kind, mask } of signsOf(tags)) {
      const forbidden = kind.startsWith('no_') ? paths : othersThan(paths, roads.graph, leaving);
      for (const path of forbidden) forbiddenPaths.push(mask, path.length, ...path);
    }
  }
  return { forbiddenPaths: Int32Array.from(forbiddenPaths), conditional };
}

/** What the signs say and to whom: bit p of the mask is `roadProfiles[p]`. */
function signsOf(tags: Tags): { kind: string; mask: number }[] {
  const excepted = maskOf((tags.except ?? '').split(/[;,]/).flatMap((mode) => MODES[mode.trim()] ?? []));
  return Object.entries(tags).flatMap(([key, kind]) => {
    const profiles = key === 'restriction' ? roadProfiles : MODES[/^restriction:(.+)$/.exec(key)?.[1] ?? ''];
    const mask = maskOf(profiles ?? []) & ~excepted;
    return mask !== 0 && kind && /^(no|only)_/.test(kind) ? [{ kind, mask }] : [];
  });
}

const maskOf = (profiles: readonly RoadProfile[]) =>
  profiles.reduce((mask, profile) => mask | (1 << roadProfiles.indexOf(profile)), 0);

/** Every way from → via → to that the members name, as directed edges; none where the extract lacks one of the roads. */
function pathsOf(members: readonly RelationMember[], roads: RestrictedRoads): number[][] {
  const ways = (wanted: string) => members.filter(({ role, type }) => role === wanted && type === 'way');
  const via = members.filter(({ role }) => role === 'via');
  const [from, to] = [ways('from'), ways('to')].map((named) => named.flatMap(({ id }) => [...roads.edgesOf(id)]));
  if (via.length === 1 && via[0]!.type === 'node') {
    const node = roads.nodeOf(via[0]!.id);
    if (node === undefined) return [];
    const exits = to!.filter((edge) => tailOf(roads.graph, edge) === node);
    return from!
      .filter((edge) => headOf(roads.graph, edge) === node)
      .flatMap((enter) => exits.map((exit) => [enter, exit]));
  }
  if (via.length === 0 || via.some(({ type }) => type !== 'way')) return [];
  if (via.some(({ id }) => roads.edgesOf(id).length === 0)) return [];
  return pathsOverWays(
    roads,
    from!,
    via.flatMap(({ id }) => [...roads.edgesOf(id)]),
    to!,
  );
}

/** From each entering edge the shortest way over the roads in between that ends where an exit begins. */
function pathsOverWays(
  { graph }: RestrictedRoads,
  from: readonly number[],
  via: readonly number[],
  to: readonly number[],
): number[][] {
  const middle = via.filter((edge) => !from.includes(edge) && !to.includes(edge));
  const paths: number[][] = [];
  for (const enter of from) {
    const seen = new Set([tailOf(graph, enter), headOf(graph, enter)]);
    let open: number[][] = [[enter]];
    let found: number[][] = [];
    for (let step = 0; step < MOST_VIA_EDGES && open.length > 0 && found.length === 0; step++) {
      open = open.flatMap((path) => {
        const node = headOf(graph, path.at(-1)!);
        const onward = middle.filter((edge) => tailOf(graph, edge) === node && !seen.has(headOf(graph, edge)));
        for (const edge of onward) seen.add(headOf(graph, edge));
        return onward.map((edge) => [...path, edge]);
      });
      found = open.flatMap((path) =>
        to.filter((exit) => tailOf(graph, exit) === headOf(graph, path.at(-1)!)).map((exit) => [...path, exit]),
      );
    }
    paths.push(...found);
  }
  return paths;
}

/** What an `only_…` sign forbids: leaving its paths at any of their junctions. */
function othersThan(
  paths: readonly number[][],
  graph: RestrictedRoads['graph'],
  leaving: ReadonlyMap<number, readonly number[]>,
): number[][] {
  const begins = (path: readonly number[], start: readonly number[]) => start.every((edge, at) => path[at] === edge);
  return paths.flatMap((path) =>
    path.slice(0, -1).flatMap((edge, at) => {
      const start = path.slice(0, at + 1);
      const allowed = new Set(paths.filter((other) => begins(other, start)).map((other) => other[at + 1]));
      const exits = leaving.get(headOf(graph, edge)) ?? [];
      return exits.filter((exit) => !allowed.has(exit)).map((exit) => [...start, exit]);
    }),
  );
}
