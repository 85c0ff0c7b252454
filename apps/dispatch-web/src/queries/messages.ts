import type { messageEndpoints as messageContract, QueryOf } from '@roundsman/api-contract';
import { messageEndpoints } from '@roundsman/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { keys } from './keys.ts';

export type MessageFilter = Omit<QueryOf<typeof messageContract.list>, 'after' | 'limit'>;

export const messageListQuery = (filter: MessageFilter) =>
  infiniteQueryOptions({
    queryKey: [...keys.messages, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      client.call(messageEndpoints.list, { query: { ...filter, limit: 100, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const messageCountsQuery = queryOptions({
  queryKey: [...keys.messages, 'counts'],
  queryFn: ({ signal }) => client.call(messageEndpoints.counts, { signal }).then((answer) => answer.rows),
});

export const messageQuery = (messageId: string) =>
  queryOptions({
    queryKey: [...keys.messages, messageId],
    queryFn: ({ signal }) => client.call(messageEndpoints.get, { params: { messageId }, signal }),
  });
