import { Button, TextInput, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { messageDeliveryEndpoints } from '@roundsman/client';
import { dayLabel, Empty, timeOfDay } from '@roundsman/ui';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { notifyDone } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { suppressedQuery } from '../queries/sending.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import formStyles from '../setup/setup-form.module.css';
import { type SuppressedAddress, suppressionWords } from './sending-words.ts';

const TYPING_MILLISECONDS = 300;

/** Addresses that get no e-mail, and why; a person may let one have e-mail again, or stop one. */
export function SuppressedAddresses() {
  const { zone, can } = useOrganisation();
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), TYPING_MILLISECONDS);
  const [restored, setRestored] = useState<SuppressedAddress>();
  const [adding, setAdding] = useState(false);
  const query = useQuery({ ...suppressedQuery(settled), placeholderData: keepPreviousData });
  const at = (instant: string) => `${dayLabel(new Date(instant), zone)} ${timeOfDay(new Date(instant), zone)}`;
  const mayWrite = can('messages:write');
  return (
    <Card
      title="Addresses that get no e-mail"
      detail="A mailbox that does not exist, or somebody who reported us, is not written to again: more tries would harm what mailboxes think of us."
      aside={
        mayWrite && (
          <Button size="compact-sm" variant="default" onClick={() => setAdding(true)}>
            Add an address …
          </Button>
        )
      }
    >
      <TextInput
        aria-label="Find an address"
        placeholder="E-mail address"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <QueryStates
        query={query}
        what="The addresses"
        isEmpty={query.data?.rows.length === 0}
        empty={<Empty title={settled ? 'No such address.' : 'Every address gets e-mail.'} />}
      >
        <table className={tableStyles.table}>
          <thead>
            <tr>
              <th scope="col">Address</th>
              <th scope="col">Why</th>
              <th scope="col">Since</th>
              <th scope="col">
                <VisuallyHidden>Actions</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {query.data?.rows.map((row) => (
              <tr key={row.id}>
                <td>{row.address}</td>
                <td title={row.detail ?? undefined}>
                  {suppressionWords[row.reason]}
                  {row.reason === 'by_hand' && row.detail && `: ${row.detail}`}
                </td>
                <td>{at(row.createdAt)}</td>
                <td>
                  {mayWrite && (
                    <Button size="compact-xs" variant="subtle" onClick={() => setRestored(row)}>
                      Let it have e-mail …
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </QueryStates>
      {restored && <Restore row={restored} onClose={() => setRestored(undefined)} />}
      {adding && <Add onClose={() => setAdding(false)} />}
    </Card>
  );
}

function Restore({ row, onClose }: { row: SuppressedAddress; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      title={`E-mail to ${row.address} again`}
      confirm="Let it have e-mail"
      disabled={reason.trim() === ''}
      onClose={onClose}
      onConfirm={async () => {
        const params = { suppressionId: row.id };
        await client.call(messageDeliveryEndpoints.restore, { params, body: { reason: reason.trim() } });
        await queryClient.invalidateQueries({ queryKey: keys.sending });
        notifyDone(`${row.address} gets e-mail again.`);
      }}
    >
      <p>{row.detail ?? suppressionWords[row.reason]}</p>
      <TextInput
        label="What has changed"
        description="Kept with the address"
        placeholder="The customer says the mailbox works again"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

function Add({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient();
  const [address, setAddress] = useState('');
  const [detail, setDetail] = useState('');
  return (
    <ConfirmDialog
      title="Send no more e-mail to"
      confirm="Send no more"
      disabled={!address.includes('@') || detail.trim() === ''}
      onClose={onClose}
      onConfirm={async () => {
        const body = { address: address.trim(), detail: detail.trim() };
        await client.call(messageDeliveryEndpoints.suppress, { body });
        await queryClient.invalidateQueries({ queryKey: keys.sending });
        notifyDone(`${body.address} gets no more e-mail.`);
      }}
    >
      <div className={formStyles.form}>
        <TextInput
          label="Address"
          type="email"
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <TextInput label="Why" value={detail} onChange={(event) => setDetail(event.currentTarget.value)} />
      </div>
    </ConfirmDialog>
  );
}
