import { Button, PasswordInput, TextInput } from '@mantine/core';
import { accountLinkEndpoints } from '@roundsman/client';
import { Failed, Loading } from '@roundsman/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, session } from './client.ts';
import { problemLine } from './problem-words.ts';
import styles from './sign-in-screen.module.css';
import { Head } from './sign-in-screen.tsx';

export const LEAST_PASSWORD = 12;

/** Somebody followed an invitation or a link for a new password. */
export function AccountLinkScreen({ token, onDone }: { token: string; onDone: () => void }) {
  const link = useQuery({
    queryKey: ['account-link', token],
    queryFn: () => client.call(accountLinkEndpoints.open, { body: { token } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [newPassword, setNewPassword] = useState('');
  const use = useMutation({
    mutationFn: async (email: string) => {
      await client.call(accountLinkEndpoints.use, { body: { token, newPassword } });
      // Where a code is needed as well, the screen that comes next asks for it.
      await session.signIn(email, newPassword).catch(() => null);
    },
    onSuccess: onDone,
  });
  const leave = (
    <Button variant="default" onClick={onDone}>
      To the sign-in
    </Button>
  );
  if (link.error)
    return (
      <main className={styles.page}>
        <Failed title="This link does not open." reason={problemLine(link.error)}>
          {leave}
        </Failed>
      </main>
    );
  if (!link.data)
    return (
      <main className={styles.page}>
        <Loading label="Opening the link" />
      </main>
    );
  const { kind, name, email, organisationName } = link.data;
  return (
    <main className={styles.page}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          use.mutate(email);
        }}
      >
        <Head>
          {kind === 'invitation'
            ? `Welcome, ${name}. ${organisationName} expects you.`
            : `A new password for ${name} at ${organisationName}.`}
        </Head>
        <TextInput label="E-mail" autoComplete="username" readOnly value={email} />
        <PasswordInput
          label="New password"
          description={`${LEAST_PASSWORD} characters or more: several words do well`}
          autoComplete="new-password"
          required
          withAsterisk={false}
          autoFocus
          minLength={LEAST_PASSWORD}
          maxLength={200}
          value={newPassword}
          onChange={(event) => setNewPassword(event.currentTarget.value)}
        />
        <p role="alert" className={styles.error}>
          {use.error ? problemLine(use.error) : null}
        </p>
        <Button type="submit" fullWidth loading={use.isPending} disabled={newPassword.length < LEAST_PASSWORD}>
          {kind === 'invitation' ? 'Join' : 'Take this password'}
        </Button>
      </form>
    </main>
  );
}
