import { Button, TextInput } from '@mantine/core';
import type { BodyOf, webhookEndpoints as contract, WebhookEndpoint } from '@roundsman/api-contract';
import { webhookEndpoints } from '@roundsman/client';
import { localDate, timeOfDay, useRealNow } from '@roundsman/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { instantOf } from '../day/local-instant.ts';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from '../setup/setup-form.module.css';

type Wish = BodyOf<typeof contract.redeliverMany>;

/** Oldest first, as often as there is more; how many it were. */
async function deliverAgain({ id }: WebhookEndpoint, wish: Wish & { readonly from: string }): Promise<number> {
  let queued = 0;
  for (let from: string | null = wish.from; from !== null; ) {
    const answer: { queued: number; more: boolean; nextFrom: string | null } = await client.call(
      webhookEndpoints.redeliverMany,
      { params: { endpointId: id }, body: { ...wish, from } },
    );
    queued += answer.queued;
    from = answer.more ? answer.nextFrom : null;
  }
  return queued;
}

const toldWords = (queued: number) =>
  queued === 0 ? 'Nothing was made in that time.' : `${queued.toLocaleString('en-GB')} are delivered once more.`;

/** Takes up again what was given up. */
export function DeliverParked({ endpoint }: { endpoint: WebhookEndpoint }) {
  const queryClient = useQueryClient();
  const again = useMutation({
    mutationFn: () => deliverAgain(endpoint, { from: endpoint.createdAt, state: 'failed' }),
    onSuccess: (queued) => {
      notifyDone(toldWords(queued));
      return queryClient.invalidateQueries({ queryKey: keys.webhooks });
    },
    onError: (error) => notifyFailure('They stay parked.', error),
  });
  return (
    <Button size="compact-sm" variant="default" loading={again.isPending} onClick={() => again.mutate()}>
      Deliver {endpoint.health.parked.toLocaleString('en-GB')} parked again
    </Button>
  );
}

/** For a receiver that lost what it was told: everything of a time, whatever became of it. */
export function DeliverPeriod({ endpoint }: { endpoint: WebhookEndpoint }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        Deliver a period again …
      </Button>
      {isOpen && <PeriodDialog endpoint={endpoint} onClose={() => setOpen(false)} />}
    </>
  );
}

function PeriodDialog({ endpoint, onClose }: { endpoint: WebhookEndpoint; onClose: () => void }) {
  const { zone } = useOrganisation();
  const queryClient = useQueryClient();
  const now = useRealNow(60_000);
  const [from, setFrom] = useState(() => inputValue(new Date(now.getTime() - 3_600_000), zone));
  const [to, setTo] = useState(() => inputValue(now, zone));
  const [begin, end] = [from, to].map((value) => instantIn(value, zone));
  const isPeriod = begin != null && end != null && begin < end;
  return (
    <ConfirmDialog
      title="Deliver a period again"
      confirm="Deliver again"
      disabled={!isPeriod}
      onConfirm={async () => {
        // To the end of the minute that was named.
        const wish = { from: new Date(begin!).toISOString(), to: new Date(end! + 59_999).toISOString() };
        notifyDone(toldWords(await deliverAgain(endpoint, wish)));
        await queryClient.invalidateQueries({ queryKey: keys.webhooks });
      }}
      onClose={onClose}
    >
      <div className={styles.form}>
        <p>
          What was made for {endpoint.url} in this time is delivered once more, in its order, also what was taken
          already. Receivers know each by its webhook-id. Times are of {zone}.
        </p>
        <div className={styles.line}>
          <TextInput
            label="From"
            type="datetime-local"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            label="To"
            type="datetime-local"
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </div>
      </div>
    </ConfirmDialog>
  );
}

/** `2026-11-29T08:15`, as the field has it, on the branch's clock. */
function inputValue(instant: Date, zone: string): string {
  return `${localDate(instant, zone)}T${timeOfDay(instant, zone)}`;
}

function instantIn(value: string, zone: string): number | null {
  const [date, time] = value.split('T');
  return date && time ? instantOf(date, time, zone) : null;
}
