import type { Merchant } from '@roundsman/api-contract';
import { useQuery } from '@tanstack/react-query';
import { merchantsQuery } from '../queries/organisation.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import type { Several } from './read-job.ts';

const NONE: readonly Merchant[] = [];

/** A merchant's own member sees that one alone. */
export function useMerchants(): readonly Merchant[] {
  const { can } = useOrganisation();
  return useQuery({ ...merchantsQuery, enabled: can('organisation:read') }).data ?? NONE;
}

export function useSeveral(): Several {
  const { organisation } = useOrganisation();
  return { merchants: useMerchants().length > 1, branches: organisation.branches.length > 1 };
}
