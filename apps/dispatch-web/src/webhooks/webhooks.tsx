import { Button, TagsInput, TextInput } from '@mantine/core';
import type { WebhookEndpoint } from '@roundsman/api-contract';
import { webhookEndpoints } from '@roundsman/client';
import { age, Empty, useRealNow } from '@roundsman/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { webhooksQuery } from '../queries/webhooks.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import { SecretOnce } from '../setup/secret-once.tsx';
import styles from '../setup/setup-form.module.css';
import { DeliverParked, DeliverPeriod } from './webhook-again.tsx';
import { WebhookDeliveries } from './webhook-deliveries.tsx';

const families = ['job.*', 'itinerary.*', 'promise.*', 'message.*', 'proof.*'];

/** Addresses that are told what happens, and how well that goes. */
export function Webhooks() {
  const { can } = useOrganisation();
  const query = useQuery(webhooksQuery);
  return (
    <>
      {can('webhooks:write') && <NewWebhook />}
      <QueryStates
        query={query}
        what="The webhooks"
        isEmpty={query.data?.length === 0}
        empty={<Empty title="Nobody is told yet.">Add the address of a program that should hear what happens.</Empty>}
      >
        {query.data?.map((endpoint) => (
          <Endpoint key={endpoint.id} endpoint={endpoint} />
        ))}
      </QueryStates>
    </>
  );
}

function Endpoint({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { can } = useOrganisation();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const [removing, setRemoving] = useState(false);
  const params = { endpointId: endpoint.id };
  const again = () => queryClient.invalidateQueries({ queryKey: keys.webhooks });
  const setState = async (state: WebhookEndpoint['state']) => {
    await client.call(webhookEndpoints.update, { params, body: { state } });
    await again();
  };
  const enabled = endpoint.state === 'enabled';
  const toggle = useMutation({
    mutationFn: () => setState(enabled ? 'disabled' : 'enabled'),
    onSuccess: () =>
      notifyDone(enabled ? 'Paused: nothing is delivered until it goes on.' : 'Goes on.', () =>
        setState(endpoint.state),
      ),
    onError: (error) => notifyFailure('The webhook stays as it is.', error),
  });
  return (
    <Card
      title={endpoint.url}
      detail={<HealthWords endpoint={endpoint} />}
      aside={
        <>
          <Button size="compact-sm" variant="default" onClick={() => setOpen(!open)} aria-expanded={open}>
            {open ? 'Hide deliveries' : 'Deliveries'}
          </Button>
          {can('webhooks:write') && (
            <>
              <Button size="compact-sm" variant="default" loading={toggle.isPending} onClick={() => toggle.mutate()}>
                {enabled ? 'Pause' : 'Go on'}
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => setRemoving(true)}>
                Remove …
              </Button>
            </>
          )}
        </>
      }
    >
      <SwitchedOff endpoint={endpoint} />
      {can('webhooks:write') && (
        <div className={styles.line}>
          {open && <NewSecret endpoint={endpoint} />}
          {enabled && endpoint.health.parked > 0 && <DeliverParked endpoint={endpoint} />}
          {open && enabled && <DeliverPeriod endpoint={endpoint} />}
        </div>
      )}
      {open && <WebhookDeliveries endpointId={endpoint.id} />}
      {removing && (
        <ConfirmDialog
          title="Remove the webhook"
          confirm="Remove it"
          onConfirm={async () => {
            await client.call(webhookEndpoints.remove, { params });
            await again();
            notifyDone(`${endpoint.url} is told nothing more.`);
          }}
          onClose={() => setRemoving(false)}
        >
          <p>{endpoint.url} is told nothing more, and its list of deliveries goes with it. This cannot be undone.</p>
        </ConfirmDialog>
      )}
    </Card>
  );
}

/** Not by a person: why, what is kept, and how it goes on. */
function SwitchedOff({ endpoint: { health } }: { endpoint: WebhookEndpoint }) {
  if (!isSwitchedOff(health.disabledReason)) return null;
  const kept = health.waiting + health.parked;
  return (
    <div className={styles.notice}>
      <p>
        <strong>Switched off: {health.disabledReason}.</strong>{' '}
        {kept === 0 ? 'Nothing waits' : `${kept} deliveries are kept`} for the time before; what happened since is read
        from the event feed, GET /api/events.
      </p>
      <p>
        When the other side answers again, press Go on: what waits is delivered at once
        {health.parked > 0 && ', and what was given up when you ask for it'}.
      </p>
    </div>
  );
}

function HealthWords({ endpoint: { types, state, health } }: { endpoint: WebhookEndpoint }) {
  const now = useRealNow(10_000);
  const ago = (instant: string) => `${age((now.getTime() - Date.parse(instant)) / 1000)} ago`;
  const parts = [
    types.length > 0 ? types.join(', ') : 'every event',
    state === 'disabled' ? (isSwitchedOff(health.disabledReason) ? 'switched off' : 'paused') : null,
    health.pausedUntil ? `fails again and again: tried next ${inWords(now, health.pausedUntil)}` : null,
    `${health.delivered.toLocaleString('en-GB')} delivered`,
    health.waiting > 0 ? `${health.waiting.toLocaleString('en-GB')} waiting` : null,
    health.parked > 0 ? `${health.parked.toLocaleString('en-GB')} parked` : null,
    health.lastSuccessAt ? `last ${ago(health.lastSuccessAt)}` : null,
    health.failing > 0 && health.lastFailure ? health.lastFailure : null,
  ];
  return parts.filter(Boolean).join(' · ');
}

const isSwitchedOff = (reason: string | null) => reason !== null && reason !== 'by hand';

const inWords = (now: Date, instant: string) => `in ${age(Math.max(0, (Date.parse(instant) - now.getTime()) / 1000))}`;

/** A new secret signs beside the old one for a day, so that the other side can change over in its own time. */
function NewSecret({ endpoint }: { endpoint: WebhookEndpoint }) {
  const rotate = useMutation({
    mutationFn: () =>
      client.call(webhookEndpoints.rotateSecret, {
        params: { endpointId: endpoint.id },
        body: { overlapSeconds: 86_400 },
      }),
    onError: (error) => notifyFailure('The secret stays as it is.', error),
  });
  if (rotate.data)
    return (
      <SecretOnce
        words={`The new signing secret of ${endpoint.url}. For a day deliveries are signed with the old one as well. It is shown this once.`}
        secret={rotate.data.secret}
        onDone={rotate.reset}
      />
    );
  return (
    <Button size="compact-sm" variant="default" loading={rotate.isPending} onClick={() => rotate.mutate()}>
      New secret
    </Button>
  );
}

function NewWebhook() {
  const queryClient = useQueryClient();
  const [url, setUrl] = useState('');
  const [types, setTypes] = useState<string[]>([]);
  const make = useMutation({
    mutationFn: () => client.call(webhookEndpoints.create, { body: { url: url.trim(), types } }),
    onSuccess: () => {
      setUrl('');
      setTypes([]);
      return queryClient.invalidateQueries({ queryKey: keys.webhooks });
    },
    onError: (error) => notifyFailure('The webhook was not added.', error),
  });
  return (
    <Card title="New webhook" detail="Signed by Standard Webhooks, retried for three days, in order for each job.">
      {make.data ? (
        <SecretOnce
          words={`The signing secret of ${make.data.url}. It is shown this once.`}
          secret={make.data.secret}
          onDone={make.reset}
        />
      ) : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate();
          }}
        >
          <TextInput
            label="Address"
            type="url"
            placeholder="https://shop.example.com/hooks/roundsman"
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
          <TagsInput
            label="Events"
            description="Families or single types; none means all"
            data={families}
            value={types}
            onChange={setTypes}
          />
          <Button type="submit" loading={make.isPending} disabled={!URL.canParse(url.trim())}>
            Add it
          </Button>
        </form>
      )}
    </Card>
  );
}
