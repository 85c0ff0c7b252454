import { Button, TextInput } from '@mantine/core';
import type { Passkey } from '@roundsman/api-contract';
import { passkeyEndpoints } from '@roundsman/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone } from '../notices/notify.ts';
import { makePasskey, PasskeyLeft } from '../session/ask-browser.ts';
import { client } from '../session/client.ts';
import { problemLine } from '../session/problem-words.ts';
import form from '../setup/setup-form.module.css';
import { browserWords } from './browser-words.ts';
import { OwnPassword, useHasPassword } from './own-password.tsx';

const MOST_LETTERS = 60;

/** The password first; then the browser asks for finger, face or PIN in a window of its own. */
export function NewPasskey({ onDone, onLeave }: { onDone: () => Promise<void>; onLeave: () => void }) {
  const [name, setName] = useState(browserWords(navigator.userAgent).slice(0, MOST_LETTERS));
  const [password, setPassword] = useState('');
  const hasPassword = useHasPassword();
  const add = useMutation({
    mutationFn: async () => {
      const creation = await client.call(passkeyEndpoints.begin, { body: hasPassword ? { password } : {} });
      const credential = await makePasskey(creation);
      await client.call(passkeyEndpoints.add, { body: { name: name.trim(), credential } });
      await onDone();
    },
    onSuccess: () => {
      onLeave();
      notifyDone('The passkey is yours: it signs you in without the password.');
    },
  });
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <TextInput
        label="What you call it"
        maxLength={MOST_LETTERS}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <OwnPassword label="Your password" value={password} onChange={setPassword} />
      {add.error && (
        <p role="alert">
          {add.error instanceof PasskeyLeft ? 'No passkey was made. Try again, or leave it.' : problemLine(add.error)}
        </p>
      )}
      <div className={form.line}>
        <Button type="submit" loading={add.isPending} disabled={(hasPassword && password === '') || name.trim() === ''}>
          Make a passkey
        </Button>
        <Button variant="default" onClick={onLeave}>
          Leave it
        </Button>
      </div>
    </form>
  );
}

interface DialogProps {
  passkey: Passkey;
  onDone: () => Promise<void>;
  onClose: () => void;
}

export function RenamePasskey({ passkey, onDone, onClose }: DialogProps) {
  const [name, setName] = useState(passkey.name);
  return (
    <ConfirmDialog
      title={`Rename “${passkey.name}”`}
      confirm="Rename"
      disabled={name.trim() === ''}
      onConfirm={async () => {
        await client.call(passkeyEndpoints.rename, {
          params: { passkeyId: passkey.id },
          body: { name: name.trim() },
        });
        await onDone();
      }}
      onClose={onClose}
    >
      <TextInput
        label="What you call it"
        data-autofocus
        maxLength={MOST_LETTERS}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

export function RemovePasskey({ passkey, onDone, onClose }: DialogProps) {
  const [password, setPassword] = useState('');
  const hasPassword = useHasPassword();
  return (
    <ConfirmDialog
      title={`Remove “${passkey.name}”`}
      confirm="Remove it"
      disabled={hasPassword && password === ''}
      onConfirm={async () => {
        await client.call(passkeyEndpoints.remove, {
          params: { passkeyId: passkey.id },
          body: hasPassword ? { password } : {},
        });
        await onDone();
        notifyDone(`“${passkey.name}” signs nobody in any more.`);
      }}
      onClose={onClose}
    >
      <div className={form.form}>
        <p>It signs nobody in from now on. Where it is kept it stays until you delete it there as well.</p>
        <OwnPassword label="Your password" value={password} onChange={setPassword} />
      </div>
    </ConfirmDialog>
  );
}
