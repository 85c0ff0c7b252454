import type { Position } from 'geojson';
import {
  type AssembledPolygon,
  assemblePolygons,
  type Extract,
  isWhole,
  type Relation,
  ringArea,
  type Tags,
  type Way,
} from '../extract/index.ts';
import { classifyArea, classifyLine, classifyPoint } from './classify-tags.ts';
import type { MapFeature } from './map-feature.ts';

/** Tag keys that make a closed way an area. */
const AREA_KEYS = ['building', 'landuse', 'natural', 'leisure', 'amenity'] as const;

/** Everything the base map draws, from one reading of the extract. */
export function collectMapFeatures(extract: Extract): MapFeature[] {
  const features: MapFeature[] = [];
  const drawnAsPart = new Set<number>();
  for (const relation of extract.relations) {
    if (relation.tags.type === 'multipolygon') addMultipolygon(extract, relation, features, drawnAsPart);
  }
  for (const way of extract.ways.values()) {
    if (!drawnAsPart.has(way.id)) addWay(extract, way, features);
  }
  for (const { tags, node } of extract.taggedNodes) {
    const geometry = { type: 'Point' as const, coordinates: positionOf(extract, node) };
    const drawing = classifyPoint(tags);
    if (drawing) features.push({ ...drawing, geometry });
    if (tags['addr:housenumber']) features.push(houseNumber(tags['addr:housenumber'], geometry.coordinates));
  }
  addBoundaries(extract, features);
  return features;
}

function addMultipolygon(extract: Extract, relation: Relation, features: MapFeature[], drawnAsPart: Set<number>): void {
  const { tags, ways } = areaTags(extract, relation);
  if (!AREA_KEYS.some((key) => tags[key]) && tags.waterway !== 'riverbank') return;
  const polygons = assemblePolygons(extract, relation);
  if (polygons.length === 0) return;
  const area = polygons.reduce((sum, polygon) => sum + squareMeters(extract, polygon), 0);
  const drawing = classifyArea(tags, area);
  if (!drawing) return;
  for (const way of ways) drawnAsPart.add(way);
  features.push({
    ...drawing,
    geometry: { type: 'MultiPolygon', coordinates: polygons.map((polygon) => polygonRings(extract, polygon)) },
  });
}

/** Old multipolygons carry their tags on the outer ways; those ways are then drawn with the relation, not again alone. */
function areaTags(extract: Extract, relation: Relation): { tags: Tags; ways: number[] } {
  const outers = relation.members.filter((member) => member.type === 'way' && member.role !== 'inner');
  const ways = outers.map((member) => extract.ways.get(member.id)).filter((way) => way !== undefined);
  if (AREA_KEYS.some((key) => relation.tags[key])) {
    const same = ways.filter((way) => AREA_KEYS.some((key) => way.tags[key] && way.tags[key] === relation.tags[key]));
    return { tags: relation.tags, ways: same.map((way) => way.id) };
  }
  const tagged = ways.find((way) => AREA_KEYS.some((key) => way.tags[key]));
  return { tags: tagged?.tags ?? relation.tags, ways: ways.map((way) => way.id) };
}

function addWay(extract: Extract, way: Way, features: MapFeature[]): void {
  if (way.nodes.length < 2 || way.nodes.includes(-1)) return;
  const closed = way.nodes.length >= 4 && way.nodes[0] === way.nodes.at(-1);
  const line = classifyLine(way.tags);
  if (line && way.tags.area !== 'yes') {
    const coordinates = Array.from(way.nodes, (node) => positionOf(extract, node));
    features.push({ ...line, geometry: { type: 'LineString', coordinates } });
  }
  if (!closed) return;
  const polygon: AssembledPolygon = { outer: way.nodes, holes: [] };
  const area = line && way.tags.area !== 'yes' ? null : classifyArea(way.tags, squareMeters(extract, polygon));
  if (area) features.push({ ...area, geometry: { type: 'Polygon', coordinates: polygonRings(extract, polygon) } });
  if (way.tags['addr:housenumber'])
    features.push(houseNumber(way.tags['addr:housenumber'], middleOf(extract, way.nodes)));
}

/** Each border way once, at its highest level, however many relations share it; of areas cut by the extract's edge only countries and states. */
function addBoundaries(extract: Extract, features: MapFeature[]): void {
  const levels = new Map<number, number>();
  for (const relation of extract.relations) {
    const level = Number.parseInt(relation.tags.admin_level ?? '', 10);
    if (relation.tags.boundary !== 'administrative' || !(level >= 2 && level <= 8)) continue;
    if (level > 4 && !isWhole(extract, relation)) continue;
    for (const member of relation.members) {
      if (member.type === 'way') levels.set(member.id, Math.min(level, levels.get(member.id) ?? 99));
    }
  }
  for (const [id, level] of levels) {
    const way = extract.ways.get(id);
    if (!way || way.nodes.length < 2 || way.nodes.includes(-1)) continue;
    features.push({
      layer: 'boundaries',
      minZoom: level <= 2 ? 3 : level <= 4 ? 6 : level <= 6 ? 10 : 11,
      properties: { level },
      geometry: { type: 'LineString', coordinates: Array.from(way.nodes, (node) => positionOf(extract, node)) },
    });
  }
}

function houseNumber(number: string, coordinates: Position): MapFeature {
  return { layer: 'addresses', minZoom: 16, properties: { number }, geometry: { type: 'Point', coordinates } };
}

function polygonRings(extract: Extract, { outer, holes }: AssembledPolygon): Position[][] {
  return [outer, ...holes].map((ring) => Array.from(ring, (node) => positionOf(extract, node)));
}

function positionOf(extract: Extract, node: number): [number, number] {
  return [extract.nodes.lons[node]!, extract.nodes.lats[node]!];
}

function middleOf(extract: Extract, nodes: Int32Array): [number, number] {
  const corners = nodes.subarray(1);
  let [lon, lat] = [0, 0];
  for (const node of corners) {
    lon += extract.nodes.lons[node]! / corners.length;
    lat += extract.nodes.lats[node]! / corners.length;
  }
  return [lon, lat];
}

function squareMeters(extract: Extract, polygon: AssembledPolygon): number {
  const lat = extract.nodes.lats[polygon.outer[0]!]!;
  const metersPerDegree = 111_195;
  return ringArea(extract, polygon.outer) * metersPerDegree * metersPerDegree * Math.cos((lat * Math.PI) / 180);
}
