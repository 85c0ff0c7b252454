import { customerEndpoints } from '@roundsman/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { keys } from './keys.ts';

export interface CustomerFilter {
  search?: string | undefined;
  merchantId?: string | undefined;
}

/** One page after another, the newest first; `rowsOf` joins what has been read. */
export const customerListQuery = (filter: CustomerFilter, limit = 100) =>
  infiniteQueryOptions({
    queryKey: [...keys.customers, 'list', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      client.call(customerEndpoints.list, { query: { ...filter, limit, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** With the tag that says what was read when it is changed. */
export const customerQuery = (customerId: string) =>
  queryOptions({
    queryKey: [...keys.customers, 'one', customerId],
    queryFn: async ({ signal }) => {
      const { answer, headers } = await client.exchange(customerEndpoints.get, { params: { customerId }, signal });
      return { customer: answer!, etag: headers.get('etag') };
    },
  });
