import { roadEndpoints } from '@roundsman/api-contract';
import type { Roads } from '@roundsman/road-network';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';

/** What the roads know by themselves, without any job: areas within reach. */
export function serveRoads(door: OpenDoor<DeskPrincipal>, { search, extract }: Roads): void {
  door.serve(roadEndpoints.reach, async ({ query }) => {
    const { lon, lat, minutes, profile = 'van' } = query;
    const areas = await search.reach({ lon, lat }, minutes, profile);
    return {
      type: 'FeatureCollection' as const,
      features: areas.map(({ minutes: within, coordinates }) => ({
        type: 'Feature' as const,
        geometry: {
          type: 'MultiPolygon' as const,
          coordinates: coordinates.map((polygon) => polygon.map((ring) => ring.map(([east, north]) => [east, north]))),
        },
        properties: { minutes: within },
      })),
      attribution: extract.attribution,
    };
  });
}
