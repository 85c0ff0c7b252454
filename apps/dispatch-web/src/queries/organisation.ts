import {
  branchEndpoints,
  everyRow,
  merchantEndpoints,
  organisationEndpoints,
  policyEndpoints,
} from '@roundsman/client';
import { queryOptions } from '@tanstack/react-query';
import { setBusinessClock } from '../live/business-clock.ts';
import { client } from '../session/client.ts';
import { tagged } from '../session/tagged.ts';
import { keys } from './keys.ts';

export const organisationQuery = queryOptions({
  queryKey: keys.organisation,
  queryFn: async ({ signal }) => {
    const organisation = await client.call(organisationEndpoints.get, { signal });
    setBusinessClock(organisation.clock);
    return organisation;
  },
});

export const branchesQuery = queryOptions({
  queryKey: keys.branches,
  queryFn: ({ signal }) => everyRow((after) => client.call(branchEndpoints.list, { query: { after }, signal })),
});

export const policiesQuery = queryOptions({
  queryKey: keys.policies,
  queryFn: ({ signal }) => client.exchange(policyEndpoints.get, { signal }).then(tagged),
});

export const apiKeysQuery = queryOptions({
  queryKey: keys.apiKeys,
  queryFn: ({ signal }) =>
    everyRow((after) => client.call(organisationEndpoints.listApiKeys, { query: { after }, signal })),
});

export const merchantsQuery = queryOptions({
  queryKey: keys.merchants,
  queryFn: ({ signal }) => everyRow((after) => client.call(merchantEndpoints.list, { query: { after }, signal })),
});
