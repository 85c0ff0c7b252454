import type { MapFeature, MapFeatures } from '@roundsman/ui/map';
import type { LineString, Point } from 'geojson';
import type { RouteRow, RouteStop } from '../timeline/route-row.ts';

export type LegProperties = {
  id: string;
  key: string;
  hue: number;
  /** Driven already: drawn quieter. */
  driven: boolean;
};

export type StopProperties = {
  id: string;
  key: string;
  jobId: string;
  hue: number;
  fill: string;
  risk: RouteStop['risk'];
  number: number;
  label: string;
};

/** A route's roads as both APIs give them; plans know only the vehicle. */
export interface RouteLines {
  vehicleId: string | null;
  itineraryId?: string;
  legs: readonly { toStopId: string | null; line: { type: 'LineString'; coordinates: number[][] } }[];
}

// Features keep their identity while what they show is the same, so that the map is told of changes only.
const legsOf = new WeakMap<RouteLines, { row: RouteRow; features: MapFeature<LineString, LegProperties>[] }>();
const stopsOf = new WeakMap<RouteRow, MapFeature<Point, StopProperties>[]>();

export function legFeatures(
  rows: readonly RouteRow[],
  shapes: readonly RouteLines[],
): MapFeatures<LineString, LegProperties> {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const features = shapes.flatMap((shape) => {
    const row = byKey.get(shape.vehicleId ?? shape.itineraryId ?? '');
    return row ? legsOfRow(row, shape) : [];
  });
  return { type: 'FeatureCollection', features };
}

function legsOfRow(row: RouteRow, shape: RouteLines): MapFeature<LineString, LegProperties>[] {
  const known = legsOf.get(shape);
  if (known?.row === row) return known.features;
  const stops = new Map(row.stops.map((stop) => [stop.id, stop]));
  const before = new Map(known?.features.map((feature) => [feature.properties.id, feature]));
  const features = shape.legs.flatMap(({ toStopId, line }) => {
    const stop = toStopId === null ? null : stops.get(toStopId);
    // A stop that is no longer on the row: its road is not driven.
    if (stop === undefined) return [];
    const properties = {
      id: `${row.key}:${toStopId ?? 'end'}`,
      key: row.key,
      hue: row.hue,
      driven: stop ? isReached(stop) : false,
    };
    const same = before.get(properties.id);
    if (same?.geometry === line && same.properties.driven === properties.driven) return [same];
    return [{ type: 'Feature' as const, geometry: line as LineString, properties }];
  });
  legsOf.set(shape, { row, features });
  return features;
}

const isReached = (stop: RouteStop) => stop.started && stop.fill !== 'on_route';

export function stopFeatures(rows: readonly RouteRow[]): MapFeatures<Point, StopProperties> {
  return { type: 'FeatureCollection', features: rows.flatMap(stopsOfRow) };
}

function stopsOfRow(row: RouteRow): MapFeature<Point, StopProperties>[] {
  const known = stopsOf.get(row);
  if (known) return known;
  const features = row.stops.flatMap((stop) => {
    if (!stop.point || stop.kind !== 'job' || stop.fill === 'cancelled') return [];
    return [
      {
        type: 'Feature' as const,
        geometry: { type: 'Point' as const, coordinates: [stop.point.lon, stop.point.lat] },
        properties: {
          id: stop.id,
          key: row.key,
          jobId: stop.jobId ?? '',
          hue: row.hue,
          fill: stop.fill,
          risk: stop.risk,
          number: stop.number,
          label: stop.label,
        },
      },
    ];
  });
  stopsOf.set(row, features);
  return features;
}
