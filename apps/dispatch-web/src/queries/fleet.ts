import type { Location, Operator, Vehicle } from '@roundsman/api-contract';
import { everyRow, fleetEndpoints } from '@roundsman/client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { keys } from './keys.ts';

export const vehiclesQuery = queryOptions({
  queryKey: [...keys.fleet, 'vehicles'],
  queryFn: ({ signal }) => everyRow((after) => client.call(fleetEndpoints.listVehicles, { query: { after }, signal })),
});

export const operatorsQuery = queryOptions({
  queryKey: [...keys.fleet, 'operators'],
  queryFn: ({ signal }) => everyRow((after) => client.call(fleetEndpoints.listOperators, { query: { after }, signal })),
});

export const locationsQuery = queryOptions({
  queryKey: [...keys.fleet, 'locations'],
  queryFn: ({ signal }) => everyRow((after) => client.call(fleetEndpoints.listLocations, { query: { after }, signal })),
});

const byId = <Row extends { id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));

const none: ReadonlyMap<string, never> = new Map<string, never>();

/** A merchant's member does not see the fleet, and does not ask for it. */
const useMayRead = () => useOrganisation().can('fleet:read');

/** Empty while they are loading: a name that is not known yet is left out, not guessed. */
export function useVehicles(): ReadonlyMap<string, Vehicle> {
  return useQuery({ ...vehiclesQuery, select: byId, enabled: useMayRead() }).data ?? none;
}

export function useOperators(): ReadonlyMap<string, Operator> {
  return useQuery({ ...operatorsQuery, select: byId, enabled: useMayRead() }).data ?? none;
}

export function useLocations(): ReadonlyMap<string, Location> {
  return useQuery({ ...locationsQuery, select: byId, enabled: useMayRead() }).data ?? none;
}
