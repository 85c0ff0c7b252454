import { useQuery } from '@tanstack/react-query';
import { locationsQuery, operatorsQuery, vehiclesQuery } from '../queries/fleet.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { type FleetStep, nextFleetStep } from './next-step.ts';

/** What this organisation sets up next; null when all is there, undefined while it is not known, and for who cannot set it up. */
export function useNextFleetStep(): FleetStep | null | undefined {
  const enabled = useOrganisation().can('fleet:write');
  const locations = useQuery({ ...locationsQuery, enabled }).data?.length;
  const vehicles = useQuery({ ...vehiclesQuery, enabled }).data?.length;
  const operators = useQuery({ ...operatorsQuery, enabled }).data?.length;
  if (!enabled || locations === undefined || vehicles === undefined || operators === undefined) return undefined;
  return nextFleetStep({ locations, vehicles, operators });
}
