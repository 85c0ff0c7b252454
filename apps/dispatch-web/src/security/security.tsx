import { Button, PasswordInput, VisuallyHidden } from '@mantine/core';
import type { AnswerOf, accountEndpoints as contract } from '@roundsman/api-contract';
import { accountEndpoints } from '@roundsman/client';
import { age, dayLabel, useRealNow } from '@roundsman/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { sessionsQuery } from '../queries/members.ts';
import { LEAST_PASSWORD } from '../session/choose-password.tsx';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { problemLine } from '../session/problem-words.ts';
import { Card } from '../setup/card.tsx';
import styles from '../setup/setup-form.module.css';
import { browserWords } from './browser-words.ts';
import { OwnEmail } from './own-email.tsx';
import { Passkeys } from './passkeys.tsx';
import { SecondFactor } from './second-factor.tsx';

/** How I sign in, and where I am signed in. */
export function Security() {
  return (
    <>
      <Passkeys />
      <SecondFactor />
      <Sessions />
      <OwnEmail />
      <ChangePassword />
    </>
  );
}

function Sessions() {
  const queryClient = useQueryClient();
  const query = useQuery(sessionsQuery);
  const others = query.data?.filter(({ current }) => !current).length ?? 0;
  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.account });
  const endOthers = useMutation({
    mutationFn: () => client.call(accountEndpoints.endOtherSessions),
    onSuccess: async () => {
      await refresh();
      notifyDone('Every other browser is signed out.');
    },
    onError: (error) => notifyFailure('They are still signed in.', error),
  });
  return (
    <Card
      title="Signed in on"
      detail="A browser that you do not know: sign it out and change your password."
      aside={
        others > 0 && (
          <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            Sign out the {others === 1 ? 'other' : `${others} others`}
          </Button>
        )
      }
    >
      <QueryStates query={query} what="Your browsers">
        <table className={tableStyles.table}>
          <thead>
            <tr>
              <th scope="col">Browser</th>
              <th scope="col">Signed in</th>
              <th scope="col">Last seen</th>
              <th scope="col">
                <VisuallyHidden>Actions</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {query.data?.map((row) => (
              <SessionRow key={row.id} row={row} onEnded={refresh} />
            ))}
          </tbody>
        </table>
      </QueryStates>
    </Card>
  );
}

const WAY_WORDS = { password: 'by password', passkey: 'by passkey', provider: 'through your provider' } as const;

type SessionOfMine = AnswerOf<typeof contract.sessions>['rows'][number];

function SessionRow({ row, onEnded }: { row: SessionOfMine; onEnded: () => Promise<void> }) {
  const { zone } = useOrganisation();
  const now = useRealNow(60_000);
  const end = useMutation({
    mutationFn: () => client.call(accountEndpoints.endSession, { params: { sessionId: row.id } }),
    onSuccess: onEnded,
    onError: (error) => notifyFailure('It is still signed in.', error),
  });
  return (
    <tr>
      <td title={row.userAgent ?? undefined}>{browserWords(row.userAgent)}</td>
      <td>
        {dayLabel(new Date(row.signedInAt), zone)}
        {row.signedInBy && `, ${WAY_WORDS[row.signedInBy]}`}
      </td>
      <td>{row.current ? 'this one' : `${age((now.getTime() - Date.parse(row.lastUsedAt)) / 1000)} ago`}</td>
      <td>
        {!row.current && (
          <Button size="compact-xs" variant="subtle" loading={end.isPending} onClick={() => end.mutate()}>
            Sign out
          </Button>
        )}
      </td>
    </tr>
  );
}

function ChangePassword() {
  const queryClient = useQueryClient();
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const change = useMutation({
    mutationFn: () => client.call(accountEndpoints.changePassword, { body: { password, newPassword } }),
    onSuccess: async () => {
      setPassword('');
      setNewPassword('');
      await queryClient.invalidateQueries({ queryKey: keys.account });
      notifyDone('The new password counts. Every other browser is signed out.');
    },
  });
  return (
    <Card title="Password">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <PasswordInput
          label="Present password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <PasswordInput
          label="New password"
          description={`${LEAST_PASSWORD} characters or more: several words do well`}
          autoComplete="new-password"
          value={newPassword}
          onChange={(event) => setNewPassword(event.currentTarget.value)}
        />
        {change.error && <p role="alert">{problemLine(change.error)}</p>}
        <Button
          type="submit"
          loading={change.isPending}
          disabled={password === '' || newPassword.length < LEAST_PASSWORD}
        >
          Change password
        </Button>
      </form>
    </Card>
  );
}
