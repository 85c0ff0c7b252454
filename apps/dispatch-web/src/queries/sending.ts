import { messageDeliveryEndpoints } from '@roundsman/client';
import { queryOptions } from '@tanstack/react-query';
import type { Usage } from '../sending/sending-words.ts';
import { client } from '../session/client.ts';
import { tagged } from '../session/tagged.ts';
import { keys } from './keys.ts';

const REFRESH_MILLISECONDS = 10_000;

export const usageQuery = (month: string | undefined) =>
  queryOptions({
    queryKey: [...keys.sending, 'usage', month],
    queryFn: ({ signal }) =>
      client.call(messageDeliveryEndpoints.usage, { query: month === undefined ? {} : { month }, signal }),
    refetchInterval: REFRESH_MILLISECONDS,
  });

/** Read when somebody is about to change it, with the tag that says so. */
export const limitQuery = (channel: Usage['channel']) =>
  queryOptions({
    queryKey: [...keys.sending, 'limit', channel],
    queryFn: ({ signal }) =>
      client.exchange(messageDeliveryEndpoints.getLimit, { params: { channel }, signal }).then(tagged),
    staleTime: 0,
  });

export const providersQuery = queryOptions({
  queryKey: [...keys.sending, 'providers'],
  queryFn: ({ signal }) => client.call(messageDeliveryEndpoints.providers, { signal }).then((answer) => answer.rows),
  refetchInterval: REFRESH_MILLISECONDS,
});

export const suppressedQuery = (search: string) =>
  queryOptions({
    queryKey: [...keys.sending, 'suppressed', search],
    queryFn: ({ signal }) =>
      client.call(messageDeliveryEndpoints.suppressions, {
        query: { limit: 100, ...(search ? { search } : {}) },
        signal,
      }),
  });

/** Asks the DNS: only when somebody looks, and again when they say so. */
export const senderDomainQuery = queryOptions({
  queryKey: [...keys.sending, 'domain'],
  queryFn: ({ signal }) => client.call(messageDeliveryEndpoints.senderDomain, { signal }),
  staleTime: 60_000,
  retry: false,
});

export const senderDomainsQuery = queryOptions({
  queryKey: [...keys.sending, 'domains'],
  queryFn: ({ signal }) => client.call(messageDeliveryEndpoints.senderDomains, { signal }).then(({ rows }) => rows),
});
