import { Textarea, TextInput } from '@mantine/core';
import type { Customer } from '@roundsman/api-contract';
import { customerEndpoints } from '@roundsman/client';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone } from '../notices/notify.ts';
import { client } from '../session/client.ts';
import { useCustomerChange } from './use-customer-change.ts';

const FIELDS = [
  ['name', 'Name'],
  ['phone', 'Phone'],
  ['email', 'E-mail'],
  ['language', 'Language'],
  ['referenceId', 'Reference'],
] as const;
type Draft = Record<(typeof FIELDS)[number][0] | 'notes', string>;

interface CorrectDialogProps {
  customer: Customer;
  etag: string | null;
  onClose: () => void;
}

/** A number that was wrong, put right once: the visits to come follow. */
export function CorrectDialog({ customer, etag, onClose }: CorrectDialogProps) {
  const changed = useCustomerChange();
  const [draft, setDraft] = useState<Draft>(() => draftOf(customer));
  const before = draftOf(customer);
  const edited = Object.entries(draft).filter(([field, text]) => text.trim() !== before[field as keyof Draft]);
  const { open } = customer.visits;
  return (
    <ConfirmDialog
      title={`Correct ${customer.name}`}
      confirm="Correct it"
      disabled={edited.length === 0 || draft.name.trim() === ''}
      onConfirm={async () => {
        const body = Object.fromEntries(edited.map(([field, text]) => [field, text.trim() || emptyOf(field)]));
        await changed(
          client.call(customerEndpoints.update, {
            params: { customerId: customer.id },
            body,
            ...(etag === null ? {} : { headers: { 'If-Match': etag } }),
          }),
        );
        notifyDone(`${draft.name.trim()} is corrected.`);
      }}
      onClose={onClose}
    >
      {FIELDS.map(([field, label]) => (
        <TextInput
          key={field}
          label={label}
          value={draft[field]}
          onChange={(event) => setDraft({ ...draft, [field]: event.currentTarget.value })}
        />
      ))}
      <Textarea
        label="Notes for the office"
        autosize
        maxRows={6}
        value={draft.notes}
        onChange={(event) => setDraft({ ...draft, notes: event.currentTarget.value })}
      />
      <p>{followWords(open)}</p>
    </ConfirmDialog>
  );
}

const draftOf = ({ name, phone, email, language, referenceId, notes }: Customer): Draft => ({
  name,
  phone: phone ?? '',
  email: email ?? '',
  language: language ?? '',
  referenceId: referenceId ?? '',
  notes,
});

const emptyOf = (field: string) => (field === 'notes' ? '' : null);

function followWords(open: number): string {
  if (open === 0) return 'No visit is to come. Those that are over stay as they were.';
  const visits = open === 1 ? 'The visit to come follows' : `The ${open} visits to come follow`;
  return `${visits} where the same was said, and the crews see it. Nobody is written to.`;
}
