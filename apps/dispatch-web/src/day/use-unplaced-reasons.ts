import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { planQuery, plansQuery } from '../queries/plans.ts';
import { useOrganisation } from '../session/organisation-context.ts';

/** Why the date's applied plan could not place a job, in the plan's words. */
export function useUnplacedReasons(date: string, wanted: boolean): ReadonlyMap<string, string> {
  const { can } = useOrganisation();
  const plans = useQuery({ ...plansQuery(date), enabled: wanted && can('plans:read') });
  const applied = plans.data?.find((plan) => plan.state === 'applied');
  const plan = useQuery({ ...planQuery(applied?.id ?? ''), enabled: applied !== undefined });
  return useMemo(() => new Map(plan.data?.unplaced.map(({ jobId, detail }) => [jobId, detail])), [plan.data]);
}
