import type { PlannedRoute, RouteShape } from '@roundsman/api-contract';
import type { RoadProfile, Roads } from '@roundsman/road-network';
import type { LonLat } from '@roundsman/units';

/** The roads that routes take, leg by leg; a break lies where the vehicle stands and has no leg. */
export async function drawRoutes(
  roads: Pick<Roads, 'travelTimes'>,
  routes: readonly PlannedRoute[],
  profiles: ReadonlyMap<string, RoadProfile>,
): Promise<RouteShape[]> {
  const shapes: RouteShape[] = [];
  for (const { vehicleId, start, finish, stops } of routes) {
    const places: { id: string | null; point: LonLat }[] = stops.flatMap(({ id, point }) =>
      point ? [{ id, point }] : [],
    );
    if (finish) places.push({ id: null, point: finish });
    if (places.length === 0) {
      shapes.push({ vehicleId, legs: [] });
      continue;
    }
    const { legs } = await roads.travelTimes.shape(
      [start, ...places.map(({ point }) => point)],
      profiles.get(vehicleId) ?? 'van',
    );
    shapes.push({
      vehicleId,
      legs: legs.map((leg, index) => ({
        toStopId: places[index]!.id,
        line: { type: 'LineString', coordinates: leg.coordinates.map(([lon, lat]) => [lon, lat]) },
      })),
    });
  }
  return shapes;
}
