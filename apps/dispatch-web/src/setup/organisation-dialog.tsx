import { Select, TextInput } from '@mantine/core';
import type { BodyOf, organisationEndpoints as contract } from '@roundsman/api-contract';
import { organisationEndpoints } from '@roundsman/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone } from '../notices/notify.ts';
import { LANGUAGES } from '../notification-rules/rule-words.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './setup-form.module.css';
import { ZoneSelect } from './zone-select.tsx';

type Change = BodyOf<typeof contract.update>;

/** What all screens tell of the organisation. Nothing is converted by another currency. */
export function OrganisationDialog({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient();
  const { organisation } = useOrganisation();
  const [name, setName] = useState(organisation.name);
  const [currency, setCurrency] = useState(organisation.currency);
  const [locale, setLocale] = useState(organisation.locale);
  const [zone, setZone] = useState(organisation.zone);

  const send = async (body: Change) => {
    await client.call(organisationEndpoints.update, { body });
    await queryClient.invalidateQueries();
  };
  const save = async () => {
    const { name: before, currency: had, locale: spoke, zone: was } = organisation;
    await send({ name: name.trim(), currency, locale: locale as Change['locale'], zone });
    notifyDone('The organisation is changed.', () =>
      send({ name: before, currency: had, locale: spoke as Change['locale'], zone: was }),
    );
  };

  return (
    <ConfirmDialog
      title="Change the organisation"
      confirm="Change it"
      disabled={name.trim() === ''}
      onConfirm={save}
      onClose={onClose}
    >
      <div className={styles.form}>
        <TextInput label="Name" data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Select
          label="Currency"
          description="Amounts stay as they are and are told in it: nothing is converted"
          searchable
          selectFirstOptionOnChange
          allowDeselect={false}
          limit={40}
          data={currencies}
          value={currency}
          onChange={(next) => next && setCurrency(next)}
        />
        <Select
          label="Language"
          description="Of messages to customers who have chosen none"
          allowDeselect={false}
          data={LANGUAGES.map(({ value, label }) => ({ value, label }))}
          value={locale}
          onChange={(next) => next && setLocale(next)}
        />
        <ZoneSelect
          description="Of what is learned of driving by the hour; branches keep their own"
          zone={zone}
          onChange={setZone}
        />
      </div>
    </ConfirmDialog>
  );
}

/** Those that are counted in hundredths, as all amounts here are. */
const currencies = Intl.supportedValuesOf('currency').filter(
  (code) =>
    new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits === 2,
);
