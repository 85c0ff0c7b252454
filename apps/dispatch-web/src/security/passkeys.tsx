import { Button, VisuallyHidden } from '@mantine/core';
import type { AnswerOf, passkeyEndpoints as contract, Passkey } from '@roundsman/api-contract';
import { passkeyEndpoints } from '@roundsman/client';
import { age, dayLabel, useRealNow } from '@roundsman/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { notifyDone } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { passkeysQuery } from '../queries/members.ts';
import { browserHasPasskeys, isOnDomain } from '../session/ask-browser.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import form from '../setup/setup-form.module.css';
import { AskPassword } from './ask-password.tsx';
import { NewPasskey, RemovePasskey, RenamePasskey } from './passkey-forms.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

type Step = 'rest' | 'add' | 'after-password' | { codes: readonly string[] };

/** Passkeys: signing in by finger, face or PIN, without a password that could be stolen. */
export function Passkeys() {
  const queryClient = useQueryClient();
  const query = useQuery(passkeysQuery);
  const [step, setStep] = useState<Step>('rest');
  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.account });
  const { rows = [], afterPassword = false } = query.data ?? {};
  const obstacle = query.data ? obstacleWords(query.data) : null;
  const askAfterPassword = async (password: string | undefined) => {
    const body = { ...(password === undefined ? {} : { password }), on: !afterPassword };
    const { recoveryCodes } = await client.call(passkeyEndpoints.setAfterPassword, { body });
    await refresh();
    setStep(recoveryCodes ? { codes: recoveryCodes } : 'rest');
    notifyDone(afterPassword ? 'The password asks for no passkey.' : 'The password asks for a passkey as well.');
  };
  return (
    <Card
      title="Passkeys"
      detail="You sign in by finger, face or PIN. There is no password that somebody could steal or be told."
      aside={
        step === 'rest' &&
        query.data && (
          <Button disabled={obstacle !== null} onClick={() => setStep('add')}>
            Add a passkey …
          </Button>
        )
      }
    >
      <QueryStates query={query} what="Your passkeys">
        {obstacle && <p>{obstacle}</p>}
        {step === 'add' && <NewPasskey onDone={refresh} onLeave={() => setStep('rest')} />}
        {rows.length > 0 && <PasskeyTable rows={rows} onChanged={refresh} />}
        {step === 'rest' && rows.length > 0 && (
          <div className={form.line}>
            <p>
              {afterPassword
                ? 'Your password alone does not do: a passkey or a code comes after it.'
                : 'Your password signs you in as well.'}
            </p>
            <Button variant="default" onClick={() => setStep('after-password')}>
              {afterPassword ? 'Ask for no passkey after it …' : 'Ask for a passkey after it …'}
            </Button>
          </div>
        )}
        {step === 'rest' && rows.length === 0 && obstacle === null && <p>None yet.</p>}
        {step === 'after-password' && (
          <AskPassword
            words={`Your password, before it ${afterPassword ? 'does alone again' : 'asks for a passkey'}`}
            onGiven={askAfterPassword}
            onLeave={() => setStep('rest')}
          />
        )}
        {typeof step === 'object' && <RecoveryCodes codes={step.codes} onDone={() => setStep('rest')} />}
      </QueryStates>
    </Card>
  );
}

/** Why no passkey can be made on this page; null when it can. */
function obstacleWords({ domain, origins }: AnswerOf<typeof contract.list>): string | null {
  if (domain === null)
    return 'This platform is reached by an address of numbers, and passkeys are bound to a name. Whoever runs it sets PUBLIC_URL.';
  if (!isOnDomain(domain)) return `Passkeys of this platform are made and used at ${origins.join(' and ')}.`;
  return browserHasPasskeys() ? null : 'This browser has no passkeys here: they need HTTPS and a browser of our days.';
}

interface TableProps {
  rows: readonly Passkey[];
  onChanged: () => Promise<void>;
}

function PasskeyTable({ rows, onChanged }: TableProps) {
  const { zone } = useOrganisation();
  const now = useRealNow(60_000);
  const [renaming, setRenaming] = useState<Passkey | null>(null);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  return (
    <>
      <table className={tableStyles.table}>
        <thead>
          <tr>
            <th scope="col">Passkey</th>
            <th scope="col">Kept</th>
            <th scope="col">Added</th>
            <th scope="col">Last used</th>
            <th scope="col">
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>{row.name}</td>
              <td>{row.synced ? 'with your account, on several devices' : 'on one device'}</td>
              <td>{dayLabel(new Date(row.createdAt), zone)}</td>
              <td>{row.lastUsedAt ? `${age((now.getTime() - Date.parse(row.lastUsedAt)) / 1000)} ago` : 'never'}</td>
              <td>
                <Button size="compact-xs" variant="subtle" onClick={() => setRenaming(row)}>
                  Rename …
                </Button>
                <Button size="compact-xs" variant="subtle" onClick={() => setRemoving(row)}>
                  Remove …
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {renaming && <RenamePasskey passkey={renaming} onDone={onChanged} onClose={() => setRenaming(null)} />}
      {removing && <RemovePasskey passkey={removing} onDone={onChanged} onClose={() => setRemoving(null)} />}
    </>
  );
}
