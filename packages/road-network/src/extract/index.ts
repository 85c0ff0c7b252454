/** Reads an OpenStreetMap extract (PBF) into memory: nodes, ways, relations, and polygons assembled from them. */

export {
  type AssembledPolygon,
  assemblePolygons,
  isWhole,
  polygonHolds,
  type Ring,
  ringArea,
} from './assemble-polygons.ts';
export {
  type Bounds,
  type Extract,
  type NodeTable,
  OPEN_STREET_MAP_ATTRIBUTION,
  type Relation,
  type RelationMember,
  type TaggedNode,
  type Tags,
  type Way,
} from './open-street-map.ts';
export { readExtract } from './read-extract.ts';
