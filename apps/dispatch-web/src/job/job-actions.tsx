import { Button, TextInput } from '@mantine/core';
import type { Job } from '@roundsman/api-contract';
import { jobEndpoints } from '@roundsman/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { Icon } from '../icons/icon.tsx';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { useNewJob } from '../selection/use-screen.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './job-actions.module.css';
import { isOver } from './job-words.ts';
import { SettleDialog } from './settle-dialog.tsx';
import { useJobChange } from './use-job-change.ts';

const WITH_A_CREW: ReadonlySet<Job['state']> = new Set(['dispatched', 'on_route', 'arrived']);

/** Hold or let go, cancel, record for a crew how it ended, the customer's tracker, and another job like it. */
export function JobActions({ job }: { job: Job }) {
  const { can } = useOrganisation();
  const [asking, setAsking] = useState<'hold' | 'cancel' | 'settle' | null>(null);
  const writes = can('jobs:write') && !isOver(job.state);
  const settles = can('itineraries:write') && WITH_A_CREW.has(job.state);
  const corrects = can('itineraries:write') && isOver(job.state) && job.state !== 'cancelled';
  const setHold = useHold(job);
  const { openForm } = useNewJob();

  return (
    <div className={styles.actions}>
      {writes && job.hold && (
        <Button size="compact-sm" variant="default" onClick={() => void setHold(null)}>
          Let it go
        </Button>
      )}
      {writes && !job.hold && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon name="hold" />}
          onClick={() => setAsking('hold')}
        >
          Hold …
        </Button>
      )}
      {writes && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon name="close" />}
          onClick={() => setAsking('cancel')}
        >
          Cancel …
        </Button>
      )}
      {settles && (
        <Button size="compact-sm" variant="default" onClick={() => setAsking('settle')}>
          Record how it ended …
        </Button>
      )}
      {corrects && (
        <Button size="compact-sm" variant="default" onClick={() => setAsking('settle')}>
          Correct how it ended …
        </Button>
      )}
      {job.state !== 'staging' && <TrackerButton job={job} />}
      {can('jobs:write') && (
        <Button size="compact-sm" variant="default" onClick={() => openForm(job.id)}>
          Another like it …
        </Button>
      )}
      {job.hold && <p className={styles.held}>On hold: {job.hold.reason}</p>}
      {asking === 'hold' && (
        <HoldDialog onHold={(reason) => setHold(reason)} job={job} onClose={() => setAsking(null)} />
      )}
      {asking === 'settle' && <SettleDialog job={job} onClose={() => setAsking(null)} />}
      {asking === 'cancel' && <CancelDialog job={job} onClose={() => setAsking(null)} />}
    </div>
  );
}

/** Holds or lets go, and offers the way back. */
function useHold(job: Job): (reason: string | null) => Promise<void> {
  const change = useJobChange();
  const send = async (hold: Job['hold']) => {
    change(await client.call(jobEndpoints.hold, { params: { jobId: job.id }, body: { hold } }));
  };
  return async (reason) => {
    const before = job.hold;
    try {
      await send(reason === null ? null : { reason, until: null });
      notifyDone(reason === null ? `${job.code} can be planned again.` : `${job.code} is on hold.`, () => send(before));
    } catch (error) {
      if (reason !== null) throw error;
      notifyFailure(`${job.code} is still on hold.`, error);
    }
  };
}

function HoldDialog({
  job,
  onHold,
  onClose,
}: {
  job: Job;
  onHold: (reason: string) => Promise<void>;
  onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      title={`Hold ${job.code}`}
      confirm="Hold it"
      disabled={reason.trim() === ''}
      onConfirm={() => onHold(reason.trim())}
      onClose={onClose}
    >
      <p>The planner leaves it out until somebody lets it go. The customer is told nothing.</p>
      <TextInput
        label="Why"
        placeholder="Waits for the second piece"
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

function CancelDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const { organisation } = useOrganisation();
  const change = useJobChange();
  const [reason, setReason] = useState('');
  const reachable = job.promise !== null && Boolean(job.contact.email || job.contact.phone);
  return (
    <ConfirmDialog
      title={`Cancel ${job.code}`}
      confirm="Cancel the job"
      disabled={reason.trim() === ''}
      onConfirm={async () => {
        change(await client.call(jobEndpoints.cancel, { params: { jobId: job.id }, body: { reason: reason.trim() } }));
        notifyDone(`${job.code} is cancelled.`);
      }}
      onClose={onClose}
    >
      <p>
        The visit to <strong>{job.contact.name}</strong>, {job.address.line}, will not take place. This cannot be
        undone.
      </p>
      <p>{toldWords(reachable, organisation.kind === 'sandbox', job)}</p>
      <TextInput
        label="Why"
        placeholder="Bought elsewhere"
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

function toldWords(reachable: boolean, sandbox: boolean, job: Job): string {
  const crew = job.progress && job.state !== 'scheduled' ? ' The crew’s device is told.' : '';
  if (!reachable) return `No promise was made, or there is no way to reach them: the customer is told nothing.${crew}`;
  if (sandbox) return `One customer would be told; this is a sandbox, so nobody is written to.${crew}`;
  return `One customer, ${job.contact.name}, is told.${crew}`;
}

function TrackerButton({ job }: { job: Job }) {
  const link = useMutation({
    mutationFn: () => client.call(jobEndpoints.trackerLink, { params: { jobId: job.id } }),
    onError: (error) => notifyFailure('No link was made.', error),
  });
  if (link.data) {
    return (
      <a className={styles.link} href={link.data.url} target="_blank" rel="noreferrer">
        <Icon name="external" /> Open the Customer Tracker
      </a>
    );
  }
  return (
    <Button size="compact-sm" variant="default" loading={link.isPending} onClick={() => link.mutate()}>
      Tracker link
    </Button>
  );
}
