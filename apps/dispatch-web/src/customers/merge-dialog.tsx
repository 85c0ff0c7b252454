import { Radio, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Customer } from '@roundsman/api-contract';
import { customerEndpoints } from '@roundsman/client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import { notifyDone } from '../notices/notify.ts';
import { customerListQuery } from '../queries/customers.ts';
import { rowsOf } from '../queries/jobs.ts';
import { client } from '../session/client.ts';
import styles from './customers.module.css';
import { useCustomerChange } from './use-customer-change.ts';

const FEW = 8;
const TYPING_MILLISECONDS = 200;

interface MergeDialogProps {
  customer: Customer;
  onMerged: () => void;
  onClose: () => void;
}

/** Two entries that are one person: the other is found, and counts as this one from then on. */
export function MergeDialog({ customer, onMerged, onClose }: MergeDialogProps) {
  const changed = useCustomerChange();
  const [text, setText] = useState(() => customer.name.split(' ').at(-1) ?? '');
  const [search] = useDebouncedValue(text.trim(), TYPING_MILLISECONDS);
  const [otherId, setOtherId] = useState<string | null>(null);
  const { merchantId } = customer;
  const query = useInfiniteQuery({
    ...customerListQuery({ search: search || undefined, merchantId }, FEW),
    placeholderData: keepPreviousData,
  });
  const others = rowsOf(query.data).filter(({ id }) => id !== customer.id);
  const other = others.find(({ id }) => id === otherId);
  const params = { customerId: customer.id };
  return (
    <ConfirmDialog
      title={`Who is the same as ${customer.name}?`}
      confirm={other ? `${other.name} is the same` : 'They are the same'}
      disabled={!other}
      onConfirm={async () => {
        if (!other) return;
        const body = { customerId: other.id };
        await changed(client.call(customerEndpoints.merge, { params, body }));
        onMerged();
        notifyDone(`${other.name} and ${customer.name} are one customer.`, () =>
          changed(client.call(customerEndpoints.separate, { params, body })),
        );
      }}
      onClose={onClose}
    >
      <TextInput
        label="Find the other"
        placeholder="Name, number, e-mail or reference"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <QueryStates
        query={query}
        what="The customers"
        isEmpty={others.length === 0}
        empty={<p>Nobody else of {customer.merchantName} is found by that.</p>}
      >
        <Radio.Group aria-label="The other" value={otherId} onChange={setOtherId}>
          <div className={styles.others}>
            {others.map(({ id, name, phone, email, visits }) => (
              <Radio
                key={id}
                value={id}
                label={name}
                description={[phone, email, visits.lastAddress].filter(Boolean).join(' · ') || 'reached by nothing'}
              />
            ))}
          </div>
        </Radio.Group>
      </QueryStates>
      <p>Visits of both are then found under {customer.name}. It can be undone.</p>
    </ConfirmDialog>
  );
}
