import { webhookEndpoints } from '@roundsman/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { keys } from './keys.ts';

export const webhooksQuery = queryOptions({
  queryKey: [...keys.webhooks, 'list'],
  queryFn: ({ signal }) => client.call(webhookEndpoints.list, { signal }).then((answer) => answer.rows),
});

export const webhookDeliveriesQuery = (endpointId: string) =>
  queryOptions({
    queryKey: [...keys.webhooks, endpointId, 'deliveries'],
    queryFn: ({ signal }) =>
      client
        .call(webhookEndpoints.deliveries, { params: { endpointId }, query: { limit: 50 }, signal })
        .then((page) => page.rows),
  });
