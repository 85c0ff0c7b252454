import { Button, TagsInput } from '@mantine/core';
import type { AlertContacts as Contacts } from '@roundsman/api-contract';
import { serviceLevelEndpoints } from '@roundsman/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { Card } from '../setup/card.tsx';
import styles from './service-levels.module.css';

/** Whom alerts go to. What is typed wrongly is refused by the platform with the field named. */
export function AlertContacts({ contacts, webhookSecret }: { contacts: Contacts; webhookSecret: string }) {
  const queryClient = useQueryClient();
  const [emails, setEmails] = useState(contacts.emails);
  const [phones, setPhones] = useState(contacts.phones);
  const [webhooks, setWebhooks] = useState(contacts.webhooks);
  const typed = { emails, phones, webhooks };
  const isChanged = JSON.stringify(typed) !== JSON.stringify(contacts);
  const save = useMutation({
    mutationFn: () => client.call(serviceLevelEndpoints.saveContacts, { body: typed }),
    onSuccess: (answer) => {
      queryClient.setQueryData(keys.serviceLevels, answer);
      notifyDone('Alerts go to these from now on.');
    },
    onError: (error) => notifyFailure('The contacts stay as they were.', error),
  });
  const test = useMutation({
    mutationFn: () => client.call(serviceLevelEndpoints.test),
    onSuccess: ({ contacts: told }) => notifyDone(`A test is on its way to ${told}.`),
    onError: (error) => notifyFailure('No test was sent.', error),
  });
  const nobody = contacts.emails.length + contacts.phones.length + contacts.webhooks.length === 0;
  return (
    <Card
      title={nobody ? 'Nobody hears of alerts yet' : 'Who hears of alerts'}
      detail="By e-mail and SMS over the providers of this installation; webhooks are signed (Standard Webhooks)."
      aside={
        <>
          <Button size="compact-sm" disabled={!isChanged} loading={save.isPending} onClick={() => save.mutate()}>
            Save
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={nobody || isChanged}
            loading={test.isPending}
            onClick={() => test.mutate()}
          >
            Send a test
          </Button>
        </>
      }
    >
      <div className={styles.contacts}>
        <TagsInput label="E-mail" placeholder="ops@example.org" value={emails} onChange={setEmails} maxTags={20} />
        <TagsInput label="SMS" placeholder="+4232370000" value={phones} onChange={setPhones} maxTags={20} />
        <TagsInput label="Webhooks" placeholder="https://…" value={webhooks} onChange={setWebhooks} maxTags={20} />
      </div>
      {contacts.webhooks.length > 0 && (
        <p className={styles.secret}>
          Secret of the signatures: <code>{webhookSecret}</code>
        </p>
      )}
    </Card>
  );
}
