import type { Customer } from '@roundsman/api-contract';
import { customerEndpoints } from '@roundsman/client';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone } from '../notices/notify.ts';
import { client } from '../session/client.ts';
import { FindOther } from './find-other.tsx';
import { useCustomerChange } from './use-customer-change.ts';

interface MergeDialogProps {
  customer: Customer;
  onMerged: () => void;
  onClose: () => void;
}

/** Two entries that are one person: the other is found, and counts as this one from then on. */
export function MergeDialog({ customer, onMerged, onClose }: MergeDialogProps) {
  const changed = useCustomerChange();
  const [other, setOther] = useState<Customer | null>(null);
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
      <FindOther
        text={customer.name.split(' ').at(-1) ?? ''}
        merchantId={customer.merchantId}
        exceptId={customer.id}
        chosen={other}
        onChoose={setOther}
        nobody={() => <p>Nobody else of {customer.merchantName} is found by that.</p>}
      />
      <p>Visits of both are then found under {customer.name}. It can be undone.</p>
    </ConfirmDialog>
  );
}
