import { Button, CloseButton, TextInput } from '@mantine/core';
import { jobEndpoints, planEndpoints } from '@roundsman/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { type Standing, standingOf } from '../moves/standing.ts';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { useBranch } from '../selection/use-branch.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './chosen-bar.module.css';
import { type ChosenJobs, chosenWords } from './chosen-jobs.ts';
import { useDayMoves } from './use-day-moves.ts';

interface ChosenBarProps {
  chosen: ChosenJobs;
  date: string;
  onDone: () => void;
}

const PLAN_SECONDS = 15;

/** What can be done with several jobs at once. */
export function ChosenBar({ chosen, date, onDone }: ChosenBarProps) {
  const { can } = useOrganisation();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'hold' | 'off' | null>(null);
  const { placed, unplaced } = chosen;
  const branchIds = [...new Set(unplaced.map((job) => job.branchId))];
  const plan = useMutation({
    mutationFn: () =>
      client.call(planEndpoints.start, {
        body: {
          serviceDate: date,
          branchId: branchIds[0],
          limitSeconds: PLAN_SECONDS,
          jobIds: unplaced.map((job) => job.id),
        },
      }),
    onSuccess: ({ id }) => void navigate({ to: '/plans', search: (before) => ({ ...before, plan: id }) }),
    onError: (error) => notifyFailure('The run was not started.', error),
  });
  return (
    <div className={styles.bar} role="status">
      <strong>{chosenWords(chosen)}</strong>
      {placed.length > 0 && can('itineraries:write') && (
        <Button size="compact-sm" variant="default" onClick={() => setAsking('off')}>
          Take {placed.length} off …
        </Button>
      )}
      {placed.length + unplaced.length > 0 && can('jobs:write') && (
        <Button size="compact-sm" variant="default" onClick={() => setAsking('hold')}>
          Hold {placed.length + unplaced.length} …
        </Button>
      )}
      {unplaced.length > 0 && can('plans:write') && (
        <Button
          size="compact-sm"
          variant="default"
          loading={plan.isPending}
          disabled={branchIds.length > 1}
          title={branchIds.length > 1 ? 'A plan is of one branch; these are of several' : undefined}
          onClick={() => plan.mutate()}
        >
          Plan these {unplaced.length}
        </Button>
      )}
      <CloseButton size="sm" aria-label="Choose none" onClick={onDone} />
      {asking === 'off' && (
        <TakeOffDialog chosen={chosen} date={date} onClose={() => setAsking(null)} onDone={onDone} />
      )}
      {asking === 'hold' && <HoldDialog chosen={chosen} onClose={() => setAsking(null)} onDone={onDone} />}
    </div>
  );
}

interface DialogProps {
  chosen: ChosenJobs;
  onClose: () => void;
  onDone: () => void;
}

function TakeOffDialog({ chosen, date, onClose, onDone }: DialogProps & { date: string }) {
  const moves = useDayMoves(date, useBranch().branchId);
  const { placed, vehicles } = chosen;

  const takeOff = async () => {
    // One after the other: each move is priced on the day that the one before left behind.
    const taken: { jobId: string; standing: Standing }[] = [];
    try {
      for (const { jobId, row, stop } of placed) {
        await moves.send({ jobId, vehicleId: null, afterStopId: null });
        taken.push({ jobId, standing: standingOf(row, stop.id) });
      }
    } finally {
      moves.settle();
      if (taken.length > 0) notifyDone(`${taken.length} taken off ${vehicleWords(vehicles)}.`, () => putBack(taken));
    }
    onDone();
  };
  const putBack = async (taken: readonly { jobId: string; standing: Standing }[]) => {
    try {
      // In the order of their rows each finds again the neighbour that it stood behind.
      for (const { jobId, standing } of taken) await moves.sendBack(jobId, standing);
    } finally {
      moves.settle();
    }
  };
  return (
    <ConfirmDialog
      title={`Take ${placed.length} jobs off`}
      confirm={`Take ${placed.length} off`}
      onConfirm={takeOff}
      onClose={onClose}
    >
      <p>
        They leave {vehicleWords(vehicles)} and stand unplaced until they are planned again. Crews that were dispatched
        get the shorter day on their device; customers are told nothing by it.
      </p>
    </ConfirmDialog>
  );
}

const vehicleWords = (count: number) => (count === 1 ? 'one vehicle' : `${count} vehicles`);

function HoldDialog({ chosen, onClose, onDone }: DialogProps) {
  const queryClient = useQueryClient();
  const [reason, setReason] = useState('');
  const ids = [...chosen.placed.map(({ jobId }) => jobId), ...chosen.unplaced.map(({ id }) => id)];
  const set = async (jobIds: readonly string[], words: string | null) => {
    const hold = words === null ? null : { reason: words, until: null };
    for (const jobId of jobIds) await client.call(jobEndpoints.hold, { params: { jobId }, body: { hold } });
    await queryClient.invalidateQueries({ queryKey: keys.jobs });
  };
  return (
    <ConfirmDialog
      title={`Hold ${ids.length} jobs`}
      confirm={`Hold ${ids.length}`}
      disabled={reason.trim() === ''}
      onConfirm={async () => {
        await set(ids, reason.trim());
        notifyDone(`${ids.length} are on hold.`, () => set(ids, null));
        onDone();
      }}
      onClose={onClose}
    >
      <p>The planner leaves them out until somebody lets them go. Customers are told nothing.</p>
      <TextInput label="Why" data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </ConfirmDialog>
  );
}
