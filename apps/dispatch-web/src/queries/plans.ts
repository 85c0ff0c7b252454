import { planEndpoints } from '@roundsman/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { keys } from './keys.ts';

export const plansQuery = (date: string) =>
  queryOptions({
    queryKey: [...keys.plans, date],
    queryFn: ({ signal }) =>
      client.call(planEndpoints.list, { query: { serviceDate: date }, signal }).then((answer) => answer.rows),
    // The live feed brings progress; this catches a run whose feed was lost.
    refetchInterval: (query) => (query.state.data?.some((plan) => plan.state === 'running') ? 5000 : false),
  });

export const planQuery = (planId: string) =>
  queryOptions({
    queryKey: keys.plan(planId),
    queryFn: ({ signal }) => client.call(planEndpoints.get, { params: { planId }, signal }),
  });

export const planShapesQuery = (planId: string) =>
  queryOptions({
    queryKey: [...keys.plan(planId), 'shapes'],
    queryFn: ({ signal }) =>
      client.call(planEndpoints.shapes, { params: { planId }, query: {}, signal }).then((answer) => answer.rows),
  });
