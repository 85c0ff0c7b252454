import type { Geofence } from '@roundsman/api-contract';
import { geofenceEndpoints } from '@roundsman/client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { keys } from './keys.ts';

/** Areas that vehicles are watched entering and leaving; the API keeps 200 at most. */
export const areasQuery = queryOptions({
  queryKey: keys.areas,
  queryFn: ({ signal }) => client.call(geofenceEndpoints.list, { signal }).then(({ rows }) => rows),
});

/** Who is in which area now. */
export const insideQuery = queryOptions({
  queryKey: keys.inside,
  queryFn: ({ signal }) => client.call(geofenceEndpoints.insideAny, { signal }).then(({ rows }) => rows),
});

const none: readonly Geofence[] = [];

/** Those that are watched; none while they are loading, and for who does not see the fleet. */
export function useWatchedAreas(): readonly Geofence[] {
  const enabled = useOrganisation().can('fleet:read');
  return useQuery({ ...areasQuery, enabled, select: watched }).data ?? none;
}

const watched = (areas: readonly Geofence[]) => areas.filter(({ active }) => active);
