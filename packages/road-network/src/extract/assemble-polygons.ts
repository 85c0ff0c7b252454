import type { Extract, Relation, Way } from './open-street-map.ts';

/** A ring of node indices, first = last. */
export type Ring = Int32Array;

export interface AssembledPolygon {
  readonly outer: Ring;
  readonly holes: readonly Ring[];
}

/** Ways of a multipolygon or boundary relation, joined end to end into rings; rings that stay open (cut by the extract's edge) are left out. */
export function assemblePolygons(extract: Extract, relation: Relation): AssembledPolygon[] {
  const memberWays = (inner: boolean): Way[] =>
    relation.members
      .filter((member) => member.type === 'way' && (member.role === 'inner') === inner)
      .map((member) => extract.ways.get(member.id))
      .filter((way) => way !== undefined && way.nodes.length >= 2 && !way.nodes.includes(-1)) as Way[];
  const outers = joinRings(memberWays(false));
  const holes = joinRings(memberWays(true));
  const polygons = outers.map((outer) => ({ outer, holes: [] as Ring[] }));
  for (const hole of holes) {
    const owners = polygons.filter(({ outer }) => ringHolds(extract, outer, hole[0]!));
    const owner = owners.sort((a, b) => ringArea(extract, a.outer) - ringArea(extract, b.outer))[0];
    owner?.holes.push(hole);
  }
  return polygons;
}

/** True when every outer way is in the extract and closes: only then may "inside" be asked. */
export function isWhole(extract: Extract, relation: Relation): boolean {
  const outers = relation.members.filter((member) => member.type === 'way' && member.role !== 'inner');
  if (outers.length === 0 || outers.some((member) => !extract.ways.has(member.id))) return false;
  const ends = new Map<number, number>();
  for (const member of outers) {
    const nodes = extract.ways.get(member.id)!.nodes;
    if (nodes.includes(-1)) return false;
    for (const end of [nodes[0]!, nodes.at(-1)!]) ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  return [...ends.values()].every((count) => count % 2 === 0);
}

/** Even-odd rule over the whole polygon. */
export function polygonHolds(extract: Extract, polygon: AssembledPolygon, lon: number, lat: number): boolean {
  if (!pointInRing(extract, polygon.outer, lon, lat)) return false;
  return !polygon.holes.some((hole) => pointInRing(extract, hole, lon, lat));
}

/** Square degrees, for comparing sizes only. */
export function ringArea(extract: Extract, ring: Ring): number {
  const { lons, lats } = extract.nodes;
  let twice = 0;
  for (let at = 1; at < ring.length; at++) {
    const [a, b] = [ring[at - 1]!, ring[at]!];
    twice += lons[a]! * lats[b]! - lons[b]! * lats[a]!;
  }
  return Math.abs(twice) / 2;
}

/** Each way is used once; at a junction of several the first that fits goes on, as the data draws it. */
function joinRings(ways: readonly Way[]): Ring[] {
  const rings: Ring[] = [];
  const open = new Set<Way>();
  for (const way of ways) {
    if (way.nodes.length >= 4 && way.nodes[0] === way.nodes.at(-1)) rings.push(way.nodes);
    else open.add(way);
  }
  const byEnd = new Map<number, Way[]>();
  for (const way of open) {
    for (const end of [way.nodes[0]!, way.nodes.at(-1)!]) byEnd.set(end, [...(byEnd.get(end) ?? []), way]);
  }
  for (const first of ways) {
    if (!open.delete(first)) continue;
    const ring = [...first.nodes];
    for (;;) {
      const tail = ring.at(-1)!;
      if (ring.length >= 4 && tail === ring[0]) {
        rings.push(Int32Array.from(ring));
        break;
      }
      const next = byEnd.get(tail)?.find((way) => open.has(way));
      if (!next) break;
      open.delete(next);
      const nodes = next.nodes[0] === tail ? next.nodes : next.nodes.toReversed();
      for (const node of nodes.subarray(1)) ring.push(node);
    }
  }
  return rings;
}

function ringHolds(extract: Extract, ring: Ring, node: number): boolean {
  return pointInRing(extract, ring, extract.nodes.lons[node]!, extract.nodes.lats[node]!);
}

function pointInRing(extract: Extract, ring: Ring, lon: number, lat: number): boolean {
  const { lons, lats } = extract.nodes;
  let inside = false;
  for (let at = 1; at < ring.length; at++) {
    const [a, b] = [ring[at - 1]!, ring[at]!];
    if (lats[a]! > lat === lats[b]! > lat) continue;
    if (lon < ((lons[b]! - lons[a]!) * (lat - lats[a]!)) / (lats[b]! - lats[a]!) + lons[a]!) inside = !inside;
  }
  return inside;
}
