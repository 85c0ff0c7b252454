import { Button, TextInput } from '@mantine/core';
import { accountEndpoints } from '@roundsman/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { QrCode } from '../fleet/qr-code.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import { notifyDone } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { accountQuery } from '../queries/members.ts';
import { client } from '../session/client.ts';
import { problemLine } from '../session/problem-words.ts';
import { Card } from '../setup/card.tsx';
import form from '../setup/setup-form.module.css';
import { AskPassword } from './ask-password.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import styles from './second-factor.module.css';

type Step =
  | { kind: 'rest' }
  | { kind: 'password'; then: 'begin' | 'renew' | 'remove' }
  | { kind: 'scan'; secret: string; uri: string }
  | { kind: 'codes'; codes: readonly string[] };

const ASKS = {
  begin: 'Your password, before a second factor is added',
  renew: 'Your password, before there are new recovery codes',
  remove: 'Your password, before the second factor is taken off',
} as const;

/** A code of an authenticator app beside the password, and codes on paper for the day the phone is gone. */
export function SecondFactor() {
  const queryClient = useQueryClient();
  const query = useQuery(accountQuery);
  const [step, setStep] = useState<Step>({ kind: 'rest' });
  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.account });
  const withPassword = async (then: 'begin' | 'renew' | 'remove', password: string | undefined) => {
    const body = password === undefined ? {} : { password };
    if (then === 'begin')
      setStep({ kind: 'scan', ...(await client.call(accountEndpoints.beginSecondFactor, { body })) });
    else if (then === 'renew')
      setStep({
        kind: 'codes',
        codes: (await client.call(accountEndpoints.renewRecoveryCodes, { body })).recoveryCodes,
      });
    else {
      await client.call(accountEndpoints.removeSecondFactor, { body });
      setStep({ kind: 'rest' });
      notifyDone('The authenticator is off.');
    }
    await refresh();
  };
  const confirm = async (code: string) => {
    const { recoveryCodes } = await client.call(accountEndpoints.confirmSecondFactor, { body: { code } });
    setStep({ kind: 'codes', codes: recoveryCodes });
    await refresh();
  };
  return (
    <Card title="Second factor" detail="A password can be stolen; a password and your phone seldom are.">
      <QueryStates query={query} what="How you sign in">
        {step.kind === 'rest' && query.data && (
          <Resting {...query.data.secondFactor} onAsk={(then) => setStep({ kind: 'password', then })} />
        )}
        {step.kind === 'password' && (
          <AskPassword
            key={step.then}
            words={ASKS[step.then]}
            onGiven={(password) => withPassword(step.then, password)}
            onLeave={() => setStep({ kind: 'rest' })}
          />
        )}
        {step.kind === 'scan' && <Scan {...step} onCode={confirm} onLeave={() => setStep({ kind: 'rest' })} />}
        {step.kind === 'codes' && <RecoveryCodes codes={step.codes} onDone={() => setStep({ kind: 'rest' })} />}
      </QueryStates>
    </Card>
  );
}

interface RestingProps {
  on: boolean;
  passkey: boolean;
  recoveryCodesLeft: number;
  onAsk: (then: 'begin' | 'renew' | 'remove') => void;
}

function Resting({ on, passkey, recoveryCodesLeft, onAsk }: RestingProps) {
  const left = `${recoveryCodesLeft} recovery ${recoveryCodesLeft === 1 ? 'code is' : 'codes are'} left.`;
  return (
    <div className={form.line}>
      <p>
        {on ? 'On.' : 'No authenticator yet.'} {(on || passkey) && left}
      </p>
      {!on && <Button onClick={() => onAsk('begin')}>Add an authenticator …</Button>}
      {(on || passkey) && (
        <Button variant="default" onClick={() => onAsk('renew')}>
          New recovery codes …
        </Button>
      )}
      {on && (
        <Button variant="default" onClick={() => onAsk('remove')}>
          Take it off …
        </Button>
      )}
    </div>
  );
}

interface ScanProps {
  secret: string;
  uri: string;
  onCode: (code: string) => Promise<void>;
  onLeave: () => void;
}

function Scan({ secret, uri, onCode, onLeave }: ScanProps) {
  const [code, setCode] = useState('');
  const send = useMutation({ mutationFn: () => onCode(code.trim()) });
  return (
    <form
      className={styles.scan}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <QrCode text={uri} label="QR code for the authenticator" />
      <div className={form.form}>
        <p>Scan it with your authenticator, or type this key there:</p>
        <code className={styles.secret}>{secret}</code>
        <TextInput
          label="The code that it shows"
          autoComplete="one-time-code"
          inputMode="numeric"
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {send.error && <p role="alert">{problemLine(send.error)}</p>}
        <div className={form.line}>
          <Button type="submit" loading={send.isPending} disabled={code.trim().length < 6}>
            Turn it on
          </Button>
          <Button variant="default" onClick={onLeave}>
            Leave it
          </Button>
        </div>
      </div>
    </form>
  );
}
