import { useQuery } from '@tanstack/react-query';
import { locationsQuery, operatorsQuery, vehiclesQuery } from '../queries/fleet.ts';
import { useOrganisation } from '../session/organisation-context.ts';

interface FleetCounts {
  readonly locations: number;
  readonly vehicles: number;
  readonly operators: number;
}

export type FleetStep = keyof FleetCounts;

/** What an organisation sets up next, in the order that works: a vehicle starts from a place, and people ride on it. null: all is there. */
export function nextFleetStep(counts: FleetCounts): FleetStep | null {
  const order: FleetStep[] = ['locations', 'vehicles', 'operators'];
  return order.find((step) => counts[step] === 0) ?? null;
}

/** The same of this organisation; undefined while it is not known, and for who cannot set it up. */
export function useNextFleetStep(): FleetStep | null | undefined {
  const enabled = useOrganisation().can('fleet:write');
  const locations = useQuery({ ...locationsQuery, enabled }).data?.length;
  const vehicles = useQuery({ ...vehiclesQuery, enabled }).data?.length;
  const operators = useQuery({ ...operatorsQuery, enabled }).data?.length;
  if (!enabled || locations === undefined || vehicles === undefined || operators === undefined) return undefined;
  return nextFleetStep({ locations, vehicles, operators });
}
