import { Button, PasswordInput, Select, TextInput } from '@mantine/core';
import type { PasskeyRequest } from '@roundsman/api-contract';
import { accountLinkEndpoints, RefusedError } from '@roundsman/client';
import { ColorSchemeSwitch } from '@roundsman/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { browserHasPasskeys, isOnDomain, PasskeyLeft, proveByPasskey } from './ask-browser.ts';
import { client, session } from './client.ts';
import { problemLine } from './problem-words.ts';
import { organisationOfLink } from './provider-return.ts';
import styles from './sign-in-screen.module.css';

interface Choice {
  readonly id: string;
  readonly name: string;
}

/** Password first; a code, a passkey or which organisation only from those who must give one. Or a passkey alone. */
export function SignInScreen({ refusal }: { refusal: unknown }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [organisationId, setOrganisationId] = useState<string | null>(null);
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const [asksCode, setAsksCode] = useState(false);
  const [asked, setAsked] = useState<PasskeyRequest | null>(null);
  const [forgot, setForgot] = useState(false);
  const signIn = useMutation({
    mutationFn: async (way: 'password' | 'with-passkey' | 'passkey-alone' | 'provider') => {
      if (way === 'provider')
        return leaveForProvider(
          organisationOfLink === null ? { email: email.trim() } : { organisation: organisationOfLink },
        );
      if (way === 'passkey-alone') return signInByPasskey();
      const passkey = way === 'with-passkey' && asked ? await proveByPasskey(asked) : undefined;
      return session.signIn(email.trim(), password, {
        ...(organisationId === null ? {} : { organisationId }),
        ...(passkey ? { passkey } : asksCode && code !== '' ? { code: code.trim() } : {}),
      });
    },
    onError: (error) => {
      if (!(error instanceof RefusedError)) return;
      if (error.code === 'code_needed') {
        setAsksCode(true);
        setAsked((error.problem.passkeyRequest as PasskeyRequest | null) ?? null);
      }
      if (error.code === 'several_organisations') setChoices(error.problem.organisations as readonly Choice[]);
    },
  });

  const toldError = signIn.error ?? (signIn.isIdle ? refusal : null);
  if (forgot) return <ForgotPassword email={email} onBack={() => setForgot(false)} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate('password');
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
          {toldError ? signInWords(toldError) : null}
        </p>
        <Button type="submit" fullWidth loading={signIn.isPending}>
          Sign in
        </Button>
        {asked && (
          <Button variant="default" fullWidth onClick={() => signIn.mutate('with-passkey')}>
            Use a passkey instead of a code
          </Button>
        )}
        {!asksCode && browserHasPasskeys() && (
          <Button variant="default" fullWidth onClick={() => signIn.mutate('passkey-alone')}>
            Sign in with a passkey
          </Button>
        )}
        {!asksCode && (
          <Button
            variant="default"
            fullWidth
            disabled={organisationOfLink === null && !email.includes('@')}
            onClick={() => signIn.mutate('provider')}
          >
            Sign in with your company’s account
          </Button>
        )}
        <Button variant="subtle" size="compact-sm" onClick={() => setForgot(true)}>
          I forgot my password
        </Button>
      </form>
      <ColorSchemeSwitch />
    </main>
  );
}

/** The browser leaves this page; the provider sends it back. */
export async function leaveForProvider(whose: { email: string } | { organisation: string }): Promise<never> {
  const { url } = await session.beginProvider(whose);
  location.assign(url);
  // By its own button the browser comes back to the page as it was left, with everything in it still waiting.
  return new Promise((_, reject) => {
    const back = () => reject(new Error('You came back without signing in there. Try again, or sign in another way.'));
    addEventListener('pageshow', back, { once: true });
  });
}

async function signInByPasskey() {
  const request = await session.beginPasskey();
  if (request.rpId && !isOnDomain(request.rpId))
    throw new Error(`Passkeys of this platform work at ${request.rpId}, not at ${location.hostname}`);
  return session.signInWithPasskey(await proveByPasskey(request));
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
  if (error instanceof PasskeyLeft) return 'No passkey was given. Try again, or sign in with your password.';
  if (!(error instanceof RefusedError)) return problemLine(error);
  if (error.code === 'code_needed')
    return error.problem.passkeyRequest
      ? 'Now your passkey, or the code from your authenticator.'
      : 'Now the code from your authenticator.';
  if (error.code === 'wrong_code') return 'This code is not right, or was used. Wait for the next one.';
  if (error.code === 'several_organisations') return 'Choose where to sign in.';
  if (error.code === 'wrong_password') return 'E-mail or password are not right.';
  if (error.status === 429) return 'Too many tries. Wait a few minutes, then try again.';
  return problemLine(error);
}
