import { greatCircleMeters } from '@roundsman/units';
import type { Extract, Relation, Way } from '../../extract/index.ts';
import { roadProfiles } from '../travel-times.ts';
import { barrierRule, type DriveRule, driveRule } from './drive-rules.ts';
import { readRestrictions } from './read-restrictions.ts';
import type { RoadGraph } from './road-graph.ts';

interface Road {
  readonly way: Way;
  /** By profile. */
  readonly rules: readonly (DriveRule | null)[];
}

/** Segments between junctions, gates and ends, from every way that some profile may drive on. */
export function buildRoadGraph(extract: Extract): RoadGraph {
  const roads: Road[] = [];
  for (const way of extract.ways.values()) {
    if (!way.tags.highway || way.nodes.length < 2) continue;
    const rules = roadProfiles.map((profile) => driveRule(way.tags, profile));
    if (rules.some((rule) => rule !== null)) roads.push({ way, rules });
  }
  const furniture = roadFurniture(extract);
  const isJunction = findJunctions(roads, extract.nodes.count, furniture);
  const draft = new GraphDraft(extract);
  for (const road of roads) draft.addRoad(road, isJunction);
  return draft.finish(extract.relations, furniture);
}

interface Furniture {
  /** Extract node → barrier code by profile. */
  readonly barriers: ReadonlyMap<number, readonly number[]>;
  readonly signals: ReadonlySet<number>;
}

const BARRIER_CODES = { open: 0, gate: 1, closed: 2 } as const;

function roadFurniture(extract: Extract): Furniture {
  const barriers = new Map<number, number[]>();
  const signals = new Set<number>();
  for (const { node, tags } of extract.taggedNodes) {
    if (tags.highway === 'traffic_signals') signals.add(node);
    const codes = roadProfiles.map((profile) => BARRIER_CODES[barrierRule(tags, profile)]);
    if (codes.some((code) => code > 0)) barriers.set(node, codes);
  }
  return { barriers, signals };
}

/** Nodes where roads meet, end, or something stands in the way. */
function findJunctions(roads: readonly Road[], nodeCount: number, furniture: Furniture): (node: number) => boolean {
  const uses = new Uint8Array(nodeCount);
  for (const { way } of roads) {
    way.nodes.forEach((node, at) => {
      if (node < 0) return;
      const end = at === 0 || at === way.nodes.length - 1;
      uses[node] = Math.min(3, uses[node]! + (end ? 2 : 1));
    });
  }
  return (node) => uses[node]! > 1 || furniture.barriers.has(node) || furniture.signals.has(node);
}

class GraphDraft {
  readonly #extract: Extract;
  readonly #nodeOf = new Map<number, number>();
  readonly #fromNode: number[] = [];
  readonly #toNode: number[] = [];
  readonly #meters: number[] = [];
  readonly #firstPoint: number[] = [0];
  readonly #name: number[] = [];
  readonly #speeds: number[][] = roadProfiles.map(() => []);
  readonly #entryPenalties: number[][] = roadProfiles.map(() => []);
  readonly #reluctances: number[][] = roadProfiles.map(() => []);
  readonly #points: number[] = [];
  readonly #names: string[] = [];
  readonly #nameIndex = new Map<string, number>();
  readonly #segmentsOfWay = new Map<number, number[]>();

  constructor(extract: Extract) {
    this.#extract = extract;
  }

  addRoad({ way, rules }: Road, isJunction: (node: number) => boolean): void {
    let start = 0;
    for (let at = 1; at < way.nodes.length; at++) {
      const node = way.nodes[at]!;
      if (node < 0 || way.nodes[start]! < 0) {
        start = node < 0 ? at + 1 : at;
        continue;
      }
      const last = at === way.nodes.length - 1 || way.nodes[at + 1]! < 0;
      if (!last && !isJunction(node)) continue;
      this.#addSegment(way, rules, way.nodes.subarray(start, at + 1));
      start = at;
    }
  }

  finish(relations: readonly Relation[], furniture: Furniture): RoadGraph {
    const nodeCount = this.#nodeOf.size;
    const barriers = roadProfiles.map(() => new Uint8Array(nodeCount));
    const signals = new Uint8Array(nodeCount);
    for (const [extractNode, node] of this.#nodeOf) {
      furniture.barriers.get(extractNode)?.forEach((code, profile) => {
        barriers[profile]![node] = code;
      });
      if (furniture.signals.has(extractNode)) signals[node] = 1;
    }
    const graph: RoadGraph = {
      nodeCount,
      segmentCount: this.#fromNode.length,
      fromNode: Int32Array.from(this.#fromNode),
      toNode: Int32Array.from(this.#toNode),
      meters: Float64Array.from(this.#meters),
      firstPoint: Int32Array.from(this.#firstPoint),
      name: Int32Array.from(this.#name),
      speeds: this.#speeds.map((speeds) => Float32Array.from(speeds)),
      entryPenalties: this.#entryPenalties.map((penalties) => Float32Array.from(penalties)),
      reluctances: this.#reluctances.map((factors) => Float32Array.from(factors)),
      lons: Float64Array.from(this.#points, (node) => this.#extract.nodes.lons[node]!),
      lats: Float64Array.from(this.#points, (node) => this.#extract.nodes.lats[node]!),
      barriers,
      signals,
      forbiddenPaths: new Int32Array(),
      conditionalSigns: 0,
      names: this.#names,
    };
    const { forbiddenPaths, conditional } = readRestrictions(relations, {
      graph,
      edgesOf: (way) => (this.#segmentsOfWay.get(way) ?? []).flatMap((segment) => [2 * segment, 2 * segment + 1]),
      nodeOf: (osmNode) => this.#nodeOf.get(this.#extract.nodes.indexOf(osmNode)),
    });
    return { ...graph, forbiddenPaths, conditionalSigns: conditional };
  }

  #addSegment(way: Way, rules: readonly (DriveRule | null)[], nodes: Int32Array): void {
    const { lons, lats } = this.#extract.nodes;
    const segment = this.#fromNode.length;
    let meters = 0;
    nodes.forEach((node, at) => {
      this.#points.push(node);
      if (at === 0) return;
      const before = nodes[at - 1]!;
      meters += exactMeters(lons[before]!, lats[before]!, lons[node]!, lats[node]!);
    });
    this.#fromNode.push(this.#graphNode(nodes[0]!));
    this.#toNode.push(this.#graphNode(nodes.at(-1)!));
    this.#meters.push(meters);
    this.#firstPoint.push(this.#points.length);
    this.#name.push(this.#nameNumber(way.tags.name ?? way.tags.ref));
    rules.forEach((rule, profile) => {
      this.#speeds[profile]!.push(rule?.forwardSpeed ?? 0, rule?.backwardSpeed ?? 0);
      this.#entryPenalties[profile]!.push(rule?.entryPenalty ?? 0);
      this.#reluctances[profile]!.push(rule?.reluctance ?? 1);
    });
    const segments = this.#segmentsOfWay.get(way.id);
    if (segments) segments.push(segment);
    else this.#segmentsOfWay.set(way.id, [segment]);
  }

  #graphNode(extractNode: number): number {
    const known = this.#nodeOf.get(extractNode);
    if (known !== undefined) return known;
    const node = this.#nodeOf.size;
    this.#nodeOf.set(extractNode, node);
    return node;
  }

  #nameNumber(name: string | undefined): number {
    if (!name) return -1;
    const known = this.#nameIndex.get(name);
    if (known !== undefined) return known;
    this.#nameIndex.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }
}

/** Unrounded, for pieces of a few meters. */
function exactMeters(lonA: number, latA: number, lonB: number, latB: number): number {
  const metersPerDegree = 111_195.0797;
  const east = (lonB - lonA) * metersPerDegree * Math.cos((((latA + latB) / 2) * Math.PI) / 180);
  const north = (latB - latA) * metersPerDegree;
  const near = Math.hypot(east, north);
  return near < 20_000 ? near : greatCircleMeters({ lon: lonA, lat: latA }, { lon: lonB, lat: latB });
}
