import { Button } from '@mantine/core';
import { sandboxEndpoints } from '@roundsman/client';
import { dayLabel, timeOfDay } from '@roundsman/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { sandboxQuery } from '../queries/sandbox.ts';
import { client, session } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import styles from './sandbox.module.css';
import { enterSandbox } from './world.ts';

/** The twin to try things in: made with one button, opened, and emptied. */
export function SandboxCard() {
  const { organisation, can, zone } = useOrganisation();
  const queryClient = useQueryClient();
  const sandbox = useQuery(sandboxQuery).data;
  const [resetting, setResetting] = useState(false);
  const make = useMutation({
    mutationFn: () => client.call(sandboxEndpoints.make),
    onSuccess: (made) => queryClient.setQueryData(keys.sandbox, made),
    onError: (error) => notifyFailure('No sandbox was made.', error),
  });
  if (!sandbox) return null;
  const inside = session.inSandbox() || organisation.kind === 'sandbox';
  const busy = sandbox.state === 'making' || sandbox.state === 'emptying';
  const readyAt = sandbox.readyAt === null ? null : new Date(sandbox.readyAt);
  return (
    <Card
      title="Sandbox"
      detail={
        sandbox.state === 'none'
          ? 'A twin of this organisation with your locations, vehicles, rules and words, without customers. It can write to nobody.'
          : 'The twin of this organisation. It can write to nobody.'
      }
    >
      <div className={styles.sheet}>
        <p role="status">
          {stateWords(sandbox.state, readyAt && `${dayLabel(readyAt, zone)} ${timeOfDay(readyAt, zone)}`)}
        </p>
        {sandbox.failure && <p>It is tried again by itself. The reason: {sandbox.failure}</p>}
        <div className={styles.buttons}>
          {sandbox.state === 'none' && can('sandbox:write') && (
            <Button onClick={() => make.mutate()} loading={make.isPending}>
              Make a sandbox
            </Button>
          )}
          {!inside && readyAt !== null && (
            <Button onClick={enterSandbox} disabled={busy}>
              Open the sandbox
            </Button>
          )}
          {readyAt !== null && can('sandbox:write') && (
            <Button variant="default" onClick={() => setResetting(true)} disabled={busy}>
              Empty it …
            </Button>
          )}
        </div>
      </div>
      {resetting && (
        <ConfirmDialog
          title="Empty the sandbox"
          confirm="Empty it and copy afresh"
          onConfirm={async () => {
            queryClient.setQueryData(keys.sandbox, await client.call(sandboxEndpoints.reset));
            notifyDone('The sandbox is being emptied.');
          }}
          onClose={() => setResetting(false)}
        >
          <p>
            Its jobs, customers, plans, itineraries, messages and events go, and its clock returns to real time. The
            set-up is copied afresh from {sandbox.of?.name}. API keys, members and webhooks of the sandbox stay.
          </p>
        </ConfirmDialog>
      )}
    </Card>
  );
}

function stateWords(state: 'none' | 'making' | 'ready' | 'emptying' | 'failed', copied: string | null): string {
  switch (state) {
    case 'none':
      return 'There is none yet.';
    case 'making':
      return 'It is being made: a few seconds.';
    case 'emptying':
      return 'It is being emptied and copied afresh: a few seconds.';
    case 'ready':
      return `Ready. The set-up was copied ${copied}.`;
    case 'failed':
      return 'It could not be made.';
  }
}
