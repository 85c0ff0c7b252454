import { Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { accountLinkEndpoints, RefusedError } from '@roundsman/client';
import { ColorSchemeSwitch } from '@roundsman/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client, session } from './client.ts';
import { problemLine } from './problem-words.ts';
import styles from './sign-in-screen.module.css';

interface Choice {
  readonly id: string;
  readonly name: string;
}

/** Password first; a code, or which organisation, only from those who must give one. */
export function SignInScreen() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [organisationId, setOrganisationId] = useState<string | null>(null);
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const [asksCode, setAsksCode] = useState(false);
  const [forgot, setForgot] = useState(false);
  const signIn = useMutation({
    mutationFn: () =>
      session.signIn(email.trim(), password, {
        ...(organisationId === null ? {} : { organisationId }),
        ...(asksCode ? { code: code.trim() } : {}),
      }),
    onError: (error) => {
      if (!(error instanceof RefusedError)) return;
      if (error.code === 'code_needed') setAsksCode(true);
      if (error.code === 'several_organisations') setChoices(error.problem.organisations as readonly Choice[]);
    },
  });

  if (forgot) return <ForgotPassword email={email} onBack={() => setForgot(false)} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <main className={styles.page}>
      <form className={styles.form} onSubmit={submit}>
        <Head>Sign in to plan and follow the day.</Head>
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
        {choices.length > 0 && (
          <Select
            label="Organisation"
            required
            withAsterisk={false}
            data={choices.map(({ id, name }) => ({ value: id, label: name }))}
            value={organisationId}
            onChange={setOrganisationId}
          />
        )}
        {asksCode && (
          <TextInput
            label="Code"
            description="From your authenticator, or a recovery code"
            autoComplete="one-time-code"
            required
            withAsterisk={false}
            autoFocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        )}
        <p role="alert" className={styles.error}>
          {signIn.error ? signInWords(signIn.error) : null}
        </p>
        <Button type="submit" fullWidth loading={signIn.isPending}>
          Sign in
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={() => setForgot(true)}>
          I forgot my password
        </Button>
      </form>
      <ColorSchemeSwitch />
    </main>
  );
}

function ForgotPassword({ email: typed, onBack }: { email: string; onBack: () => void }) {
  const [email, setEmail] = useState(typed);
  const ask = useMutation({
    mutationFn: () => client.call(accountLinkEndpoints.askForReset, { body: { email: email.trim() } }),
  });
  return (
    <main className={styles.page}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        <Head>A link for a new password comes by e-mail.</Head>
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
        {ask.isSuccess ? (
          <p role="status">
            If a member has this address, a link is on its way. It is good for an hour. A sandbox writes to nobody:
            there an administrator makes the link, under Set-up, Members.
          </p>
        ) : (
          <p role="alert" className={styles.error}>
            {ask.error ? problemLine(ask.error) : null}
          </p>
        )}
        <Button type="submit" fullWidth loading={ask.isPending} disabled={ask.isSuccess}>
          Send me a link
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={onBack}>
          Back
        </Button>
      </form>
    </main>
  );
}

export function Head({ children }: { children: string }) {
  return (
    <header>
      <img src="/favicon.svg" alt="" width={40} height={40} />
      <h1 className={styles.title}>Roundsman</h1>
      <p className={styles.subtitle}>{children}</p>
    </header>
  );
}

function signInWords(error: unknown): string {
  if (!(error instanceof RefusedError)) return problemLine(error);
  if (error.code === 'code_needed') return 'Now the code from your authenticator.';
  if (error.code === 'wrong_code') return 'This code is not right, or was used. Wait for the next one.';
  if (error.code === 'several_organisations') return 'Choose where to sign in.';
  if (error.status === 401) return 'E-mail or password are not right.';
  if (error.status === 429) return 'Too many tries. Wait a few minutes, then try again.';
  return problemLine(error);
}
