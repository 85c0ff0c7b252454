import { Button, ColorInput, TextInput } from '@mantine/core';
import type { AnswerOf, brandingEndpoints as contract } from '@roundsman/api-contract';
import { brandingEndpoints, merchantEndpoints } from '@roundsman/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { notifyDone } from '../notices/notify.ts';
import { refreshMerchants } from '../queries/refresh-merchants.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { problemLine } from '../session/problem-words.ts';
import formStyles from '../setup/setup-form.module.css';
import styles from './branding.module.css';
import type { Brand } from './logo-field.tsx';

interface BrandFormProps {
  brand: Brand;
  branding: AnswerOf<typeof contract.get>;
}

/** Name and colour; of the organisation also where answers go and which number people may call. */
export function BrandForm({ brand, branding }: BrandFormProps) {
  const { can } = useOrganisation();
  const queryClient = useQueryClient();
  const [senderName, setSenderName] = useState(brand.senderName ?? '');
  const [colour, setColour] = useState(brand.accentColour ?? '');
  const [replyTo, setReplyTo] = useState(branding.replyToEmail ?? '');
  const [phone, setPhone] = useState(branding.supportPhone ?? '');
  const { merchantId, name } = brand;
  const orNone = (text: string) => text.trim() || null;
  const save = useMutation({
    mutationFn: async () => {
      const accentColour = orNone(colour);
      if (merchantId !== null) {
        const body = { senderName: orNone(senderName) ?? name, accentColour };
        await client.call(merchantEndpoints.update, { params: { merchantId }, body });
      } else {
        const own = { replyToEmail: orNone(replyTo), supportPhone: orNone(phone) };
        const body = { senderName: orNone(senderName), accentColour, ...own };
        await client.call(brandingEndpoints.change, { body });
      }
    },
    onSuccess: async () => {
      await refreshMerchants(queryClient);
      notifyDone('Saved.');
    },
  });
  const reads = !can('organisation:write');
  return (
    <form
      className={formStyles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label="Name as a sender"
        description="Stands before every message"
        placeholder={name}
        value={senderName}
        readOnly={reads}
        onChange={(event) => setSenderName(event.currentTarget.value)}
      />
      <ColorInput
        label="Colour"
        description="Of buttons and the tracker’s head; one too light for white words gives way to ours"
        placeholder={merchantId === null ? 'Ours' : 'The organisation’s'}
        format="hex"
        value={colour}
        readOnly={reads}
        onChange={setColour}
      />
      {merchantId === null && (
        <>
          <TextInput
            label="Answers to e-mails go to"
            type="email"
            placeholder="Nowhere"
            value={replyTo}
            readOnly={reads}
            onChange={(event) => setReplyTo(event.currentTarget.value)}
          />
          <TextInput
            label="Phone for questions"
            type="tel"
            placeholder="The branch’s"
            value={phone}
            readOnly={reads}
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
        </>
      )}
      {save.error && (
        <p role="alert" className={styles.fault}>
          {problemLine(save.error)}
        </p>
      )}
      {!reads && (
        <Button type="submit" loading={save.isPending}>
          Save
        </Button>
      )}
    </form>
  );
}
