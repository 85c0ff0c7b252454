import { Checkbox } from '@mantine/core';
import type { BodyOf, Customer, Job, jobEndpoints as jobContract } from '@roundsman/api-contract';
import { jobEndpoints } from '@roundsman/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { isOver } from '../job/job-words.ts';
import { useJobChange } from '../job/use-job-change.ts';
import { notifyDone } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { FindOther } from './find-other.tsx';

type Patch = BodyOf<typeof jobContract.update>;

/** The job is another customer's: who is found and chosen, or somebody new by the number that was typed. */
export function JobCustomerDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const send = useSend(job.id);
  const [other, setOther] = useState<Customer | null>(null);
  const [number, setNumber] = useState<string | null>(null);
  const [takesContact, setTakesContact] = useState(false);
  const differs =
    other !== null &&
    (other.name !== job.contact.name || other.phone !== job.contact.phone || other.email !== job.contact.email);
  const mayTake = differs && !isOver(job.state);
  const takes = mayTake && takesContact;
  return (
    <ConfirmDialog
      title={`Whose visit is ${job.code}?`}
      confirm={other ? `It is ${other.name}’s` : number ? `It is for number ${number}` : 'Give it to them'}
      disabled={other === null && number === null}
      onConfirm={async () => {
        const whose: Patch = other ? { customerId: other.id } : { customerReferenceId: number };
        const { contact } = job;
        const changed = await send({ ...whose, ...(takes ? { contact: contactOf(other) } : {}) });
        const back: Patch = job.customerId
          ? { customerId: job.customerId }
          : { customerReferenceId: job.customerReferenceId };
        // A number that this customer got is theirs from now on: that is corrected at the customer.
        const moved = changed.customerId !== job.customerId;
        notifyDone(
          other ? `${job.code} is ${other.name}’s.` : `${job.code} is for number ${number}.`,
          moved ? async () => void (await send({ ...back, ...(takes ? { contact } : {}) })) : undefined,
        );
      }}
      onClose={onClose}
    >
      <FindOther
        text=""
        merchantId={job.merchantId ?? undefined}
        exceptId={job.customerId}
        chosen={other}
        onChoose={(customer) => {
          setOther(customer);
          setNumber(null);
        }}
        nobody={(searched) => (
          <>
            <p>Nobody else {job.merchantName ? `of ${job.merchantName} ` : ''}is found by that.</p>
            {searched && (
              <Checkbox
                label={`${searched} is the customer number of ${job.contact.name}`}
                checked={number === searched}
                onChange={(event) => setNumber(event.currentTarget.checked ? searched : null)}
              />
            )}
          </>
        )}
      />
      {mayTake && (
        <Checkbox
          label={`Announce it to ${[other.name, other.phone, other.email].filter(Boolean).join(', ')}`}
          description={`Else it stays announced to ${job.contact.name}, as it was agreed for this visit.`}
          checked={takesContact}
          onChange={(event) => setTakesContact(event.currentTarget.checked)}
        />
      )}
      <p>Promise and history stay with the visit. Nobody is written to.</p>
    </ConfirmDialog>
  );
}

const contactOf = ({ name, phone, email, language }: Customer) => ({ name, phone, email, language });

function useSend(jobId: string): (body: Patch) => Promise<Job> {
  const queryClient = useQueryClient();
  const changed = useJobChange();
  return async (body) => {
    const job = await client.call(jobEndpoints.update, { params: { jobId }, body });
    changed(job);
    void queryClient.invalidateQueries({ queryKey: keys.customers });
    return job;
  };
}
