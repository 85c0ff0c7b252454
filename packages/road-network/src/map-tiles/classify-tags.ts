import type { Tags } from '../extract/index.ts';
import type { Drawing } from './map-feature.ts';

const LANDUSE: Record<string, string> = {
  forest: 'forest',
  wood: 'forest',
  scrub: 'scrub',
  heath: 'scrub',
  fell: 'meadow',
  grass: 'meadow',
  grassland: 'meadow',
  meadow: 'meadow',
  village_green: 'park',
  farmland: 'farmland',
  farm: 'farmland',
  orchard: 'orchard',
  vineyard: 'orchard',
  allotments: 'orchard',
  plant_nursery: 'orchard',
  greenhouse_horticulture: 'orchard',
  residential: 'residential',
  religious: 'residential',
  farmyard: 'industrial',
  industrial: 'industrial',
  commercial: 'industrial',
  retail: 'industrial',
  construction: 'industrial',
  landfill: 'industrial',
  railway: 'industrial',
  quarry: 'rock',
  scree: 'rock',
  bare_rock: 'rock',
  shingle: 'rock',
  sand: 'sand',
  beach: 'sand',
  glacier: 'ice',
  wetland: 'wetland',
  cemetery: 'cemetery',
  grave_yard: 'cemetery',
  recreation_ground: 'park',
  park: 'park',
  garden: 'park',
  playground: 'park',
  golf_course: 'park',
  pitch: 'pitch',
  track: 'pitch',
  stadium: 'pitch',
  sports_centre: 'pitch',
  school: 'school',
  university: 'school',
  college: 'school',
  kindergarten: 'school',
  hospital: 'school',
  parking: 'parking',
};

const WATER_AREA: Record<string, string> = {
  water: 'lake',
  riverbank: 'river',
  reservoir: 'lake',
  basin: 'lake',
  swimming_pool: 'pool',
  dock: 'lake',
};

/** First zoom of a waterway drawn as a line. */
const WATERWAYS: Record<string, number> = { river: 8, canal: 10, stream: 12, drain: 13, ditch: 14 };

const ROAD_CLASSES: Record<string, readonly [roadClass: string, minZoom: number]> = {
  motorway: ['motorway', 5],
  trunk: ['trunk', 6],
  primary: ['primary', 8],
  secondary: ['secondary', 9],
  tertiary: ['tertiary', 10],
  unclassified: ['residential', 12],
  residential: ['residential', 12],
  living_street: ['residential', 12],
  road: ['residential', 12],
  service: ['service', 13],
  pedestrian: ['pedestrian', 13],
  track: ['track', 13],
  footway: ['path', 14],
  cycleway: ['path', 14],
  path: ['path', 14],
  steps: ['path', 14],
  bridleway: ['path', 14],
};

const RAILWAYS: Record<string, number> = {
  rail: 8,
  light_rail: 11,
  narrow_gauge: 10,
  subway: 12,
  tram: 12,
  funicular: 12,
};

const PLACES: Record<string, readonly [minZoom: number, rank: number]> = {
  city: [4, 1],
  town: [7, 2],
  village: [9, 3],
  suburb: [11, 4],
  hamlet: [12, 5],
  neighbourhood: [14, 6],
  isolated_dwelling: [14, 6],
  locality: [14, 7],
};

/** A closed way or multipolygon; `areaSquareMeters` decides from which zoom on it is worth drawing. */
export function classifyArea(tags: Tags, areaSquareMeters: number): Drawing | null {
  const waterKind =
    WATER_AREA[tags.natural ?? ''] ??
    WATER_AREA[tags.waterway ?? ''] ??
    WATER_AREA[tags.landuse ?? ''] ??
    WATER_AREA[tags.leisure ?? ''];
  const seen = zoomWhereVisible(areaSquareMeters);
  if (waterKind) {
    return {
      layer: 'water',
      minZoom: waterKind === 'pool' ? Math.max(15, seen) : seen,
      properties: named(tags, { kind: waterKind }),
    };
  }
  if (tags.building && tags.building !== 'no') return { layer: 'buildings', minZoom: 13, properties: {} };
  const kind =
    LANDUSE[tags.landuse ?? ''] ??
    LANDUSE[tags.natural ?? ''] ??
    LANDUSE[tags.leisure ?? ''] ??
    LANDUSE[tags.amenity ?? ''];
  if (kind) return { layer: 'landuse', minZoom: kind === 'parking' ? Math.max(14, seen) : seen, properties: { kind } };
  if (tags.highway === 'pedestrian') return { layer: 'landuse', minZoom: 14, properties: { kind: 'pedestrian' } };
  return null;
}

export function classifyLine(tags: Tags): Drawing | null {
  if (tags.highway) return classifyRoad(tags);
  if (tags.railway) {
    const minZoom = RAILWAYS[tags.railway];
    if (minZoom === undefined) return null;
    const side = tags.service !== undefined;
    return {
      layer: 'railways',
      minZoom: side ? 13 : minZoom,
      properties: { kind: tags.railway, side, tunnel: isSet(tags.tunnel) },
    };
  }
  const waterZoom = WATERWAYS[tags.waterway ?? ''];
  if (waterZoom === undefined || isSet(tags.tunnel)) return null;
  return {
    layer: 'water',
    minZoom: waterZoom,
    properties: named(tags, { kind: tags.waterway === 'river' ? 'river' : 'stream' }),
  };
}

export function classifyPoint(tags: Tags): Drawing | null {
  if (!tags.name) return null;
  const place = PLACES[tags.place ?? ''];
  if (place)
    return { layer: 'places', minZoom: place[0], properties: { kind: tags.place!, name: tags.name, rank: place[1] } };
  if (tags.natural === 'peak') {
    const elevation = Number.parseInt(tags.ele ?? '', 10);
    const properties = { kind: 'peak', name: tags.name, rank: 8, ...(Number.isFinite(elevation) ? { elevation } : {}) };
    return { layer: 'places', minZoom: 12, properties };
  }
  return null;
}

function classifyRoad(tags: Tags): Drawing | null {
  const link = tags.highway!.endsWith('_link');
  const found = ROAD_CLASSES[link ? tags.highway!.slice(0, -5) : tags.highway!];
  if (!found || tags.area === 'yes') return null;
  const oneway =
    tags.oneway === '-1' ? -1 : tags.oneway === 'yes' || tags.oneway === '1' || tags.junction === 'roundabout' ? 1 : 0;
  const properties: Record<string, string | number | boolean> = named(tags, { class: found[0] });
  if (tags.ref) properties.ref = tags.ref.split(';')[0]!;
  if (oneway !== 0) properties.oneway = oneway;
  if (link) properties.link = true;
  if (isSet(tags.bridge)) properties.bridge = true;
  if (isSet(tags.tunnel)) properties.tunnel = true;
  const side = tags.service === 'driveway' || tags.service === 'parking_aisle';
  if (side) properties.side = true;
  return { layer: 'roads', minZoom: side ? 15 : found[1], properties };
}

/** The zoom at which the area covers about 12 square pixels at 47° north, at least 6. */
function zoomWhereVisible(areaSquareMeters: number): number {
  const metersPerPixelAtZoomZero = 53_000;
  const metersPerPixel = Math.sqrt(Math.max(areaSquareMeters, 1) / 12);
  return Math.min(15, Math.max(6, Math.ceil(Math.log2((metersPerPixelAtZoomZero * 2) / metersPerPixel))));
}

function named(
  tags: Tags,
  properties: Record<string, string | number | boolean>,
): Record<string, string | number | boolean> {
  if (tags.name) properties.name = tags.name;
  return properties;
}

const isSet = (value: string | undefined) => value !== undefined && value !== 'no';
