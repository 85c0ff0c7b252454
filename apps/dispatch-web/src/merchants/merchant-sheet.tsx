import { ColorInput, TextInput } from '@mantine/core';
import type { BodyOf, merchantEndpoints as contract, Merchant } from '@roundsman/api-contract';
import { merchantEndpoints } from '@roundsman/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { difference } from '../forms/difference.ts';
import styles from '../forms/form.module.css';
import { FormSheet } from '../forms/form-sheet.tsx';
import { notifyDone } from '../notices/notify.ts';
import { refreshMerchants } from '../queries/refresh-merchants.ts';
import { client } from '../session/client.ts';
import { codeFor, MERCHANT_FIELDS, type MerchantValues, merchantValues, readMerchant } from './merchant-values.ts';

type MerchantPatch = BodyOf<typeof contract.update>;

/** A new merchant, or changes to one: what it is called, and how its recipients hear from it. */
export function MerchantSheet({ merchant, onClose }: { merchant: Merchant | null; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [first] = useState(() => merchantValues(merchant));
  const [values, setValues] = useState<MerchantValues>(first);
  const set = (change: Partial<MerchantValues>) => setValues((before) => ({ ...before, ...change }));
  const { body, faults } = readMerchant(values);

  const change = async (merchantId: string, patch: MerchantPatch) => {
    await client.call(merchantEndpoints.update, { params: { merchantId }, body: patch });
    await refreshMerchants(queryClient);
  };
  const save = async () => {
    if (!body) return;
    if (!merchant) {
      await client.call(merchantEndpoints.create, { body });
      await refreshMerchants(queryClient);
      notifyDone(`${body.name} is added.`);
      return;
    }
    const differs = difference<MerchantPatch>(merchant, body);
    if (!differs) return;
    await change(merchant.id, differs.change);
    notifyDone(`${body.name} is changed.`, () => change(merchant.id, differs.back));
  };
  // A code that nobody typed follows the name.
  const rename = (name: string) =>
    set({ name, ...(merchant === null && values.code === codeFor(values.name) && { code: codeFor(name) }) });

  return (
    <FormSheet
      title={merchant ? `Change ${merchant.name}` : 'Add a merchant'}
      confirm={merchant ? 'Change it' : 'Add it'}
      fields={MERCHANT_FIELDS}
      faults={faults}
      changed={values !== first}
      onSave={save}
      onClose={onClose}
    >
      {(faultOf) => (
        <div className={styles.form}>
          <TextInput
            label="Name"
            data-autofocus
            maxLength={200}
            value={values.name}
            error={faultOf('name')}
            onChange={(event) => rename(event.currentTarget.value)}
          />
          <TextInput
            label="Code"
            description="Uploads and other programs know it by this"
            maxLength={16}
            value={values.code}
            error={faultOf('code')}
            onChange={(event) => set({ code: event.currentTarget.value })}
          />
          <TextInput
            label="Name as a sender"
            description="Stands before every message to its recipients"
            placeholder={values.name.trim() || 'Its name'}
            maxLength={200}
            value={values.senderName}
            error={faultOf('senderName')}
            onChange={(event) => set({ senderName: event.currentTarget.value })}
          />
          <ColorInput
            label="Colour"
            placeholder="The organisation’s"
            format="hex"
            value={values.accentColour}
            error={faultOf('accentColour')}
            onChange={(accentColour) => set({ accentColour })}
          />
          <div className={styles.pair}>
            <TextInput
              label="E-mail"
              type="email"
              maxLength={320}
              value={values.email}
              error={faultOf('email')}
              onChange={(event) => set({ email: event.currentTarget.value })}
            />
            <TextInput
              label="Phone"
              type="tel"
              maxLength={40}
              value={values.phone}
              error={faultOf('phone')}
              onChange={(event) => set({ phone: event.currentTarget.value })}
            />
          </div>
        </div>
      )}
    </FormSheet>
  );
}
