import { Button, PasswordInput, TextInput } from '@mantine/core';
import { RefusedError } from '@roundsman/client';
import { ColorSchemeSwitch } from '@roundsman/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { session } from './client.ts';
import { problemLine } from './problem-words.ts';
import styles from './sign-in-screen.module.css';

export function SignInScreen() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({ mutationFn: () => session.signIn(email.trim(), password) });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };

  return (
    <main className={styles.page}>
      <form className={styles.form} onSubmit={submit}>
        <header>
          <img src="/favicon.svg" alt="" width={40} height={40} />
          <h1 className={styles.title}>Roundsman</h1>
          <p className={styles.subtitle}>Sign in to plan and follow the day.</p>
        </header>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <p role="alert" className={styles.error}>
          {signIn.error ? signInWords(signIn.error) : null}
        </p>
        <Button type="submit" fullWidth loading={signIn.isPending}>
          Sign in
        </Button>
      </form>
      <ColorSchemeSwitch />
    </main>
  );
}

function signInWords(error: unknown): string {
  if (error instanceof RefusedError && error.status === 401) return 'E-mail or password are not right.';
  if (error instanceof RefusedError && error.status === 429) {
    return 'Too many tries. Wait a minute, then try again.';
  }
  return problemLine(error);
}
