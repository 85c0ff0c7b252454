import { Button, VisuallyHidden } from '@mantine/core';
import type { AnswerOf, webhookEndpoints as contract } from '@roundsman/api-contract';
import { webhookEndpoints } from '@roundsman/client';
import { Empty, timeOfDay } from '@roundsman/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { webhookDeliveriesQuery } from '../queries/webhooks.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';

type Delivery = AnswerOf<typeof contract.deliveries>['rows'][number];

const STATE_WORDS: Record<Delivery['state'], string> = {
  queued: 'waiting',
  sending: 'on its way',
  delivered: 'delivered',
  failed: 'parked',
};

/** The newest fifty, with what the other side answered. */
export function WebhookDeliveries({ endpointId }: { endpointId: string }) {
  const query = useQuery(webhookDeliveriesQuery(endpointId));
  return (
    <QueryStates
      query={query}
      what="The deliveries"
      isEmpty={query.data?.length === 0}
      empty={<Empty title="Nothing was delivered yet." />}
    >
      <table className={tableStyles.table}>
        <thead>
          <tr>
            <th scope="col">Made</th>
            <th scope="col">Event</th>
            <th scope="col">State</th>
            <th scope="col" className={tableStyles.number}>
              Tries
            </th>
            <th scope="col">Answer</th>
            <th scope="col">
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {query.data?.map((delivery) => (
            <Row key={delivery.id} delivery={delivery} />
          ))}
        </tbody>
      </table>
    </QueryStates>
  );
}

function Row({ delivery }: { delivery: Delivery }) {
  const { zone, can } = useOrganisation();
  const queryClient = useQueryClient();
  const again = useMutation({
    mutationFn: () => client.call(webhookEndpoints.redeliver, { params: { deliveryId: delivery.id } }),
    onSuccess: () => {
      notifyDone('It is delivered once more.');
      return queryClient.invalidateQueries({ queryKey: keys.webhooks });
    },
    onError: (error) => notifyFailure('It is not delivered again.', error),
  });
  const clock = (instant: string) => timeOfDay(new Date(instant), zone, 'seconds');
  return (
    <tr>
      <td>{clock(delivery.createdAt)}</td>
      <td>{delivery.eventType}</td>
      <td>
        {STATE_WORDS[delivery.state]}
        {delivery.nextAttemptAt && `, again at ${clock(delivery.nextAttemptAt)}`}
      </td>
      <td className={tableStyles.number}>{delivery.attempts}</td>
      <td>{delivery.lastError ?? delivery.lastStatus ?? '–'}</td>
      <td>
        {can('webhooks:write') && (
          <Button size="compact-xs" variant="subtle" loading={again.isPending} onClick={() => again.mutate()}>
            Deliver again
          </Button>
        )}
      </td>
    </tr>
  );
}
