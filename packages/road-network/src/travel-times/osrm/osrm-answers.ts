import type { LonLat } from '@roundsman/units';
import { askService, type OutsideService, serviceFault } from '../../outside-service/index.ts';
import type { RoadProfile } from '../travel-times.ts';

/** The parts of OSRM's answers (HTTP API v1) that are used here. Meters and seconds. */
export interface Waypoint {
  /** From the asked place to the road. OSRM takes the nearest one, however far. */
  readonly distance: number;
  readonly location: readonly [lon: number, lat: number];
  readonly name?: string;
}
export interface TableAnswer {
  readonly durations: readonly (readonly (number | null)[])[];
  readonly distances: readonly (readonly (number | null)[])[];
  readonly sources: readonly Waypoint[];
  readonly destinations: readonly Waypoint[];
}
export interface RouteAnswer {
  readonly waypoints: readonly Waypoint[];
  readonly routes: readonly [
    {
      readonly legs: readonly {
        readonly duration: number;
        readonly distance: number;
        readonly steps: readonly { readonly geometry: { readonly coordinates: readonly [number, number][] } }[];
      }[];
    },
  ];
}
export interface NearestAnswer {
  readonly waypoints: readonly Waypoint[];
}

/** What OSRM says instead of an answer, as far as it is one for us. */
export type OsrmRefusal = 'no_way' | 'too_large';

const REFUSALS: Readonly<Record<string, OsrmRefusal>> = {
  NoRoute: 'no_way',
  NoTable: 'no_way',
  NoSegment: 'no_way',
  TooBig: 'too_large',
};

/** OSRM's own words for a profile; one server has one of them and does not look at the name. */
const PROFILE_NAMES: Record<RoadProfile, string> = { car: 'driving', van: 'driving', truck: 'driving' };

export interface OsrmQuestion {
  readonly service: 'table' | 'route' | 'nearest';
  readonly profile: RoadProfile;
  readonly points: readonly LonLat[];
  readonly options: Readonly<Record<string, string>>;
}

/** `{profile}` in the service's address is replaced: one server for each kind of vehicle. @throws RoadError `provider_failed` */
export async function askOsrm<Answer>(
  outside: OutsideService,
  { service, profile, points, options }: OsrmQuestion,
): Promise<Answer | OsrmRefusal> {
  const places = points.map(({ lon, lat }) => `${lon.toFixed(6)},${lat.toFixed(6)}`).join(';');
  const path = `${service}/v1/${PROFILE_NAMES[profile]}/${places}?${new URLSearchParams(options).toString()}`;
  const own = { ...outside, url: outside.url.replaceAll('{profile}', profile) };
  const { body } = await askService(own, { path });
  const { code, message } = (body ?? {}) as { code?: unknown; message?: unknown };
  if (code === 'Ok') return body as Answer;
  const refusal = REFUSALS[String(code)];
  if (refusal) return refusal;
  throw serviceFault(outside, `refuses with ${JSON.stringify(code ?? null)}${message ? `: ${String(message)}` : ''}`);
}
