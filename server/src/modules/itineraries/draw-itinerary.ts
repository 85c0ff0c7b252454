import type { Itinerary, ItineraryGeoJson, ItineraryPolyline, RouteShape } from '@roundsman/api-contract';
import { encodePolyline } from '@roundsman/units';

/** An itinerary as GeoJSON (RFC 7946): a line for each leg, a point for each stop. Longitude first. */
export function itineraryGeoJson(itinerary: Itinerary, legs: RouteShape['legs']): ItineraryGeoJson {
  const stopOf = new Map(itinerary.stops.map((stop) => [stop.id, stop]));
  return {
    type: 'FeatureCollection',
    features: [
      ...legs.map(({ toStopId, line }) => ({
        type: 'Feature' as const,
        geometry: line,
        properties: {
          kind: 'leg' as const,
          toStopId,
          position: (toStopId && stopOf.get(toStopId)?.position) || null,
          driveMeters: toStopId ? (stopOf.get(toStopId)?.driveMeters ?? 0) : itinerary.returnDriveMeters,
          driveSeconds: toStopId ? (stopOf.get(toStopId)?.driveSeconds ?? 0) : itinerary.returnDriveSeconds,
        },
      })),
      ...itinerary.stops.flatMap(({ id, point, kind, position, state, jobId, jobCode, arrival, departure }) =>
        point === null
          ? []
          : [
              {
                type: 'Feature' as const,
                geometry: { type: 'Point' as const, coordinates: [point.lon, point.lat] },
                properties: {
                  kind: 'stop' as const,
                  stopId: id,
                  stopKind: kind,
                  position,
                  state,
                  jobId,
                  jobCode,
                  arrival,
                  departure,
                },
              },
            ],
      ),
    ],
  };
}

/** The same way as encoded polylines, latitude first as that format has it. */
export function itineraryPolyline(legs: RouteShape['legs']): ItineraryPolyline {
  const points = (line: RouteShape['legs'][number]['line']) =>
    line.coordinates.map(([lon, lat]) => ({ lon: lon!, lat: lat! }));
  return {
    precision: 6,
    // Where one leg ends the next begins: the point is said once.
    polyline: encodePolyline(legs.flatMap(({ line }, at) => points(line).slice(at === 0 ? 0 : 1))),
    legs: legs.map(({ toStopId, line }) => ({ toStopId, polyline: encodePolyline(points(line)) })),
  };
}
