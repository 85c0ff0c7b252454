import { Button, PasswordInput, TextInput } from '@mantine/core';
import { accountLinkEndpoints } from '@roundsman/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { OpenedLinkProps } from './account-link-screen.tsx';
import { client, session } from './client.ts';
import { problemLine } from './problem-words.ts';
import styles from './sign-in-screen.module.css';
import { Head, leaveForProvider } from './sign-in-screen.tsx';

export const LEAST_PASSWORD = 12;

/** An invitation, or a link for a new password. */
export function ChoosePassword({ token, link, onDone }: OpenedLinkProps) {
  const { kind, name, email, organisationName, provider } = link;
  const [newPassword, setNewPassword] = useState('');
  const use = useMutation({
    mutationFn: async () => {
      await client.call(accountLinkEndpoints.use, { body: { token, newPassword } });
      // Where a code is needed as well, the screen that comes next asks for it.
      await session.signIn(email, newPassword).catch(() => null);
    },
    onSuccess: onDone,
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        use.mutate();
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
      {provider && <ByProvider {...provider} words={`Sign in with ${provider.name} instead`} variant="default" />}
    </form>
  );
}

/** Where no password counts, the link leads to who signs this organisation's people in. */
export function JoinByProvider({ link }: OpenedLinkProps) {
  const { kind, name, email, organisationName } = link;
  const provider = link.provider!;
  return (
    <div className={styles.form}>
      <Head>
        {kind === 'invitation'
          ? `Welcome, ${name}. ${organisationName} expects you.`
          : `${organisationName} signs in with ${provider.name} only.`}
      </Head>
      <p>
        You need no password here: your company’s own sign-in opens your account. Use the one with the address {email}.
      </p>
      <ByProvider {...provider} words={`Sign in with ${provider.name}`} variant="filled" />
    </div>
  );
}

interface ByProviderProps {
  organisation: string;
  words: string;
  variant: 'default' | 'filled';
}

function ByProvider({ organisation, words, variant }: ByProviderProps) {
  const leave = useMutation({ mutationFn: () => leaveForProvider({ organisation }) });
  return (
    <>
      <Button variant={variant} fullWidth loading={leave.isPending} onClick={() => leave.mutate()}>
        {words}
      </Button>
      {leave.error && (
        <p role="alert" className={styles.error}>
          {problemLine(leave.error)}
        </p>
      )}
    </>
  );
}
