import { importEndpoints } from '@roundsman/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { tagged } from '../session/tagged.ts';
import { keys } from './keys.ts';

export const importsQuery = queryOptions({
  queryKey: [...keys.imports, 'list'],
  queryFn: ({ signal }) =>
    client.call(importEndpoints.list, { query: { limit: 50 }, signal }).then((page) => page.rows),
});

export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: [...keys.imports, importId],
    queryFn: ({ signal }) => client.exchange(importEndpoints.get, { params: { importId }, signal }).then(tagged),
  });

export const importRowsQuery = (importId: string, state?: 'rejected') =>
  infiniteQueryOptions({
    queryKey: [...keys.imports, importId, 'rows', state ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      client.call(importEndpoints.rows, {
        params: { importId },
        query: { state, limit: 50, after: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
