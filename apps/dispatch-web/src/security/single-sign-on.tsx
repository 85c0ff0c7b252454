import { Button, CopyButton } from '@mantine/core';
import type { SingleSignOn as Settings } from '@roundsman/api-contract';
import { singleSignOnEndpoints } from '@roundsman/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import { notifyDone } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { singleSignOnQuery } from '../queries/members.ts';
import { client } from '../session/client.ts';
import { onlyIf } from '../session/tagged.ts';
import { Card } from '../setup/card.tsx';
import form from '../setup/setup-form.module.css';
import { OwnPassword, useHasPassword } from './own-password.tsx';
import { SingleSignOnForm } from './single-sign-on-form.tsx';

/** The company's own sign-in: members need no password here. */
export function SingleSignOn() {
  const query = useQuery(singleSignOnQuery);
  const [step, setStep] = useState<'rest' | 'set' | 'remove'>('rest');
  const read = query.data?.value;
  const settings = read?.settings ?? null;
  const etag = query.data?.etag ?? null;
  return (
    <Card
      title="Single sign-on"
      detail="Members sign in with your company’s own account, by OpenID Connect."
      aside={
        step === 'rest' &&
        read && (
          <>
            {settings && (
              <Button variant="default" onClick={() => setStep('remove')}>
                Remove …
              </Button>
            )}
            <Button onClick={() => setStep('set')}>{settings ? 'Change …' : 'Set it up …'}</Button>
          </>
        )
      }
    >
      <QueryStates query={query} what="Single sign-on">
        {read && step !== 'set' && settings && <Resting {...settings} signInUrl={read.signInUrl} />}
        {read && step !== 'set' && !settings && <p>Not set up: everybody signs in with a password or a passkey.</p>}
        {read && step === 'set' && (
          <SingleSignOnForm
            settings={settings}
            etag={etag}
            redirectUri={read.redirectUri}
            onLeave={() => setStep('rest')}
          />
        )}
        {step === 'remove' && settings && <Remove name={settings.name} etag={etag} onClose={() => setStep('rest')} />}
      </QueryStates>
    </Card>
  );
}

function Resting({ name, issuer, enforced, emailDomains, joinRole, signInUrl }: Settings & { signInUrl: string }) {
  return (
    <div className={form.form}>
      <p>
        {enforced ? `Members sign in through ${name} only.` : `Members may sign in through ${name}.`}{' '}
        {joinRole === null
          ? 'Nobody joins by it who was not invited.'
          : `People of ${emailDomains.join(', ')} join by themselves, with the role ${joinRole}.`}
      </p>
      <p>{issuer}</p>
      <div className={form.line}>
        <p>Your people’s sign-in link: {signInUrl}</p>
        <CopyButton value={signInUrl}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
    </div>
  );
}

function Remove({ name, etag, onClose }: { name: string; etag: string | null; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [password, setPassword] = useState('');
  const hasPassword = useHasPassword();
  return (
    <ConfirmDialog
      title={`Sign in through ${name} no more`}
      confirm="Remove it"
      disabled={hasPassword && password === ''}
      onConfirm={async () => {
        const body = hasPassword ? { password } : {};
        try {
          await client.call(singleSignOnEndpoints.remove, { body, headers: onlyIf(etag) });
        } finally {
          await queryClient.invalidateQueries({ queryKey: keys.members });
        }
        notifyDone('Everybody signs in with a password or a passkey again.');
      }}
      onClose={onClose}
    >
      <div className={form.form}>
        <p>Who joined through it has no password yet: send them a link for one, under Members.</p>
        <OwnPassword label="Your password" value={password} onChange={setPassword} />
      </div>
    </ConfirmDialog>
  );
}
