import { greatCircleMeters, type LonLat } from '@roundsman/units';

/** A road to drive along: its points with the meters from its beginning. */
export interface Road {
  readonly points: readonly LonLat[];
  readonly meters: readonly number[];
}

export function roadOf(coordinates: readonly (readonly number[])[]): Road {
  const points = coordinates.map(([lon, lat]) => ({ lon: lon!, lat: lat! }));
  const meters = [0];
  for (let index = 1; index < points.length; index++)
    meters.push(meters[index - 1]! + greatCircleMeters(points[index - 1]!, points[index]!));
  return { points, meters };
}

/** Where a vehicle is after a share of the way, which way it looks, and how fast it would be over `seconds` for the whole. */
export function positionOn(
  road: Road,
  share: number,
  seconds: number,
): LonLat & { headingDegrees: number; speedMetersPerSecond: number } {
  const total = road.meters.at(-1) ?? 0;
  const at = Math.min(1, Math.max(0, share)) * total;
  const next = Math.max(
    1,
    road.meters.findIndex((meters) => meters >= at),
  );
  const [from, to] = [road.points[next - 1]!, road.points[next] ?? road.points[next - 1]!];
  const leg = (road.meters[next] ?? total) - road.meters[next - 1]!;
  const part = leg > 0 ? (at - road.meters[next - 1]!) / leg : 0;
  return {
    lon: from.lon + (to.lon - from.lon) * part,
    lat: from.lat + (to.lat - from.lat) * part,
    headingDegrees: Math.round(heading(from, to)),
    speedMetersPerSecond: seconds > 0 ? Math.round((total / seconds) * 10) / 10 : 0,
  };
}

function heading(from: LonLat, to: LonLat): number {
  const east = (to.lon - from.lon) * Math.cos((from.lat * Math.PI) / 180);
  return (Math.atan2(east, to.lat - from.lat) * (180 / Math.PI) + 360) % 360;
}
