import { Button, TextInput } from '@mantine/core';
import { accountEndpoints } from '@roundsman/client';
import { dayLabel, timeOfDay } from '@roundsman/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryStates } from '../lists/query-states.tsx';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { accountQuery } from '../queries/members.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { problemLine } from '../session/problem-words.ts';
import { Card } from '../setup/card.tsx';
import form from '../setup/setup-form.module.css';
import { OwnPassword, useHasPassword } from './own-password.tsx';

/** The address that I sign in with, and another one that waits for its mailbox. */
export function OwnEmail() {
  const query = useQuery(accountQuery);
  const [isChanging, setChanging] = useState(false);
  const change = query.data?.emailChange ?? null;
  return (
    <Card
      title="E-mail address"
      detail="You sign in with it, and letters about your account go there."
      aside={
        !isChanging && (
          <Button variant="default" onClick={() => setChanging(true)}>
            Change …
          </Button>
        )
      }
    >
      <QueryStates query={query} what="Your account" loadingRows={1}>
        {isChanging ? <ChangeEmail onLeave={() => setChanging(false)} /> : <p>{query.data?.email}</p>}
        {!isChanging && change && <Waiting {...change} />}
      </QueryStates>
    </Card>
  );
}

function ChangeEmail({ onLeave }: { onLeave: () => void }) {
  const queryClient = useQueryClient();
  const hasPassword = useHasPassword();
  const [newEmail, setNewEmail] = useState('');
  const [password, setPassword] = useState('');
  const ask = useMutation({
    mutationFn: () =>
      client.call(accountEndpoints.askEmailChange, {
        body: { newEmail: newEmail.trim(), ...(hasPassword ? { password } : {}) },
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: keys.account });
      onLeave();
      notifyDone(`A link is on its way to ${newEmail.trim()}. Nothing changes before it is opened.`);
    },
  });
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate();
      }}
    >
      <TextInput
        label="New e-mail address"
        description="A link goes there. The address of now is told once the new one counts, and can take it back for seven days."
        type="email"
        autoComplete="email"
        autoFocus
        maxLength={320}
        value={newEmail}
        onChange={(event) => setNewEmail(event.currentTarget.value)}
      />
      <OwnPassword label="Your password" value={password} onChange={setPassword} focused={false} />
      {ask.error && <p role="alert">{problemLine(ask.error)}</p>}
      <div className={form.line}>
        <Button
          type="submit"
          loading={ask.isPending}
          disabled={!newEmail.includes('@') || (hasPassword && password === '')}
        >
          Send the link
        </Button>
        <Button variant="default" onClick={onLeave}>
          Leave it
        </Button>
      </div>
    </form>
  );
}

interface WaitingProps {
  newEmail: string;
  until: string;
  byAdministrator: boolean;
}

function Waiting({ newEmail, until, byAdministrator }: WaitingProps) {
  const queryClient = useQueryClient();
  const { zone } = useOrganisation();
  const drop = useMutation({
    mutationFn: () => client.call(accountEndpoints.dropEmailChange),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: keys.account });
      notifyDone('Your address stays as it is. The link opens nothing any more.');
    },
    onError: (error) => notifyFailure('The link is still open.', error),
  });
  const at = new Date(until);
  return (
    <div className={form.line}>
      <p role="status">
        {byAdministrator ? 'An administrator asked for' : 'You asked for'} {newEmail}: it waits for the link sent there
        to be opened, until {dayLabel(at, zone)}, {timeOfDay(at, zone)}.
      </p>
      <Button size="compact-sm" variant="default" loading={drop.isPending} onClick={() => drop.mutate()}>
        Keep the old one
      </Button>
    </div>
  );
}
