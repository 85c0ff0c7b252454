import { Button, NumberInput, TextInput, VisuallyHidden } from '@mantine/core';
import type { CustomerFound, Retention } from '@roundsman/api-contract';
import { privacyEndpoints } from '@roundsman/client';
import { Empty } from '@roundsman/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { saveFile } from '../session/save-file.ts';
import { Card } from './card.tsx';
import form from './setup-form.module.css';

/** What is known of a customer, given out or erased; and how long anything is kept. */
export function PersonalData() {
  return (
    <>
      <Customers />
      <Keeping />
    </>
  );
}

function Customers() {
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  const [erasing, setErasing] = useState<CustomerFound | null>(null);
  const query = useQuery({
    queryKey: [...keys.personalData, search],
    queryFn: ({ signal }) =>
      client.call(privacyEndpoints.find, { query: { search }, signal }).then((answer) => answer.rows),
    enabled: search !== '',
  });
  return (
    <Card
      wide
      title="A customer’s data"
      detail="Somebody asks what you know of them, or to be forgotten. By a part of the name, or the whole e-mail address or number."
    >
      <form
        className={form.line}
        onSubmit={(event) => {
          event.preventDefault();
          setSearch(typed.trim());
        }}
      >
        <TextInput label="Customer" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button type="submit" disabled={typed.trim() === ''}>
          Find
        </Button>
      </form>
      {search !== '' && (
        <QueryStates
          query={query}
          what="The customers"
          isEmpty={query.data?.length === 0}
          empty={<Empty title="Nobody by that name, address or number." />}
        >
          <table className={tableStyles.table}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Merchant</th>
                <th scope="col">Reached by</th>
                <th scope="col" className={tableStyles.number}>
                  Jobs
                </th>
                <th scope="col">
                  <VisuallyHidden>Actions</VisuallyHidden>
                </th>
              </tr>
            </thead>
            <tbody>
              {query.data?.map((customer) => (
                <Row key={customer.id} customer={customer} onErase={() => setErasing(customer)} />
              ))}
            </tbody>
          </table>
        </QueryStates>
      )}
      {erasing && <Erase customer={erasing} onClose={() => setErasing(null)} />}
    </Card>
  );
}

function Row({ customer, onErase }: { customer: CustomerFound; onErase: () => void }) {
  const save = useMutation({
    mutationFn: () => client.call(privacyEndpoints.export, { params: { customerId: customer.id } }),
    onSuccess: (data) =>
      saveFile(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }), `customer-${customer.id}.json`),
    onError: (error) => notifyFailure('Nothing was saved.', error),
  });
  return (
    <tr>
      <td>{customer.erasedAt ? <span className={tableStyles.muted}>erased</span> : customer.name}</td>
      <td>{customer.merchantName}</td>
      <td>{customer.channels.join(', ') || '–'}</td>
      <td className={tableStyles.number}>{customer.jobs}</td>
      <td>
        <Button size="compact-xs" variant="subtle" loading={save.isPending} onClick={() => save.mutate()}>
          Save all as a file
        </Button>
        {!customer.erasedAt && (
          <Button size="compact-xs" variant="subtle" onClick={onErase}>
            Erase …
          </Button>
        )}
      </td>
    </tr>
  );
}

function Erase({ customer, onClose }: { customer: CustomerFound; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  return (
    <ConfirmDialog
      title={`Erase ${customer.name}`}
      confirm="Erase for good"
      disabled={typed.trim() !== customer.name}
      onConfirm={async () => {
        const { tables, files } = await client.call(privacyEndpoints.erase, { params: { customerId: customer.id } });
        const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
        await queryClient.invalidateQueries();
        notifyDone(`${customer.name} is erased: ${rows} rows and ${files} files.`);
      }}
      onClose={onClose}
    >
      <p>
        Name, addresses, places, words, photos, signatures and messages of {customer.jobs}{' '}
        {customer.jobs === 1 ? 'job' : 'jobs'} go, here and in the history. Codes, states and figures stay; they name
        nobody. Backups forget when they are replaced. This cannot be undone.
      </p>
      <TextInput
        label={`Type “${customer.name}” to confirm`}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

const WORDS: readonly [keyof Retention, string, string][] = [
  ['positionDays', 'Where vehicles were', 'Kilometres of each itinerary stay'],
  ['messageDays', 'Words of messages', 'That one was sent, and when, stays'],
  ['importDays', 'Lines of uploaded files', 'The jobs made of them stay'],
  ['auditDays', 'The audit trail', ''],
  ['customerDays', 'Customers after their last visit', 'Empty: only when you erase them'],
];

function Keeping() {
  const query = useQuery({
    queryKey: [...keys.personalData, 'retention'],
    queryFn: ({ signal }) => client.call(privacyEndpoints.readRetention, { signal }),
  });
  return (
    <Card title="How long what is kept" detail="In days. What is past its time goes in the night.">
      <QueryStates query={query} what="What is kept how long">
        {query.data && <KeepingForm key={JSON.stringify(query.data)} saved={query.data} />}
      </QueryStates>
    </Card>
  );
}

function KeepingForm({ saved }: { saved: Retention }) {
  const queryClient = useQueryClient();
  const [wish, setWish] = useState(saved);
  const save = useMutation({
    mutationFn: () => client.call(privacyEndpoints.saveRetention, { body: wish }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: keys.personalData });
      notifyDone('It counts from the next night on.');
    },
    onError: (error) => notifyFailure('Nothing was changed.', error),
  });
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {WORDS.map(([field, label, description]) => (
        <NumberInput
          key={field}
          label={label}
          description={description || undefined}
          min={1}
          max={field === 'customerDays' ? 36_500 : 3_650}
          allowDecimal={false}
          value={wish[field] ?? ''}
          onChange={(next) =>
            setWish({
              ...wish,
              [field]: typeof next === 'number' ? next : field === 'customerDays' ? null : saved[field],
            })
          }
        />
      ))}
      <Button type="submit" loading={save.isPending} disabled={JSON.stringify(wish) === JSON.stringify(saved)}>
        Keep it so
      </Button>
    </form>
  );
}
