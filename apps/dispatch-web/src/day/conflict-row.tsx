import { Button } from '@mantine/core';
import type { AnswerOf, itineraryEndpoints as contract } from '@roundsman/api-contract';
import { itineraryEndpoints } from '@roundsman/client';
import { timeOfDay } from '@roundsman/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { useOpenJob } from '../selection/use-screen.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './conflict-row.module.css';

type Conflict = AnswerOf<typeof contract.conflicts>['rows'][number];

/** Field and desk decided differently: what happened stands here until somebody settles it. */
export function ConflictRow({ conflict }: { conflict: Conflict }) {
  const { zone, can } = useOrganisation();
  const { openJob } = useOpenJob();
  const queryClient = useQueryClient();
  const settle = useMutation({
    mutationFn: () =>
      client.call(itineraryEndpoints.settleConflict, {
        params: { conflictId: conflict.id },
        body: { resolution: 'What the crew did stands' },
      }),
    onSuccess: () => {
      notifyDone('Settled: what the crew did stands.');
      return queryClient.invalidateQueries({ queryKey: keys.conflicts });
    },
    onError: (error) => notifyFailure('The conflict is still open.', error),
  });
  return (
    <article className={styles.conflict}>
      <p>
        <time>{timeOfDay(new Date(conflict.at), zone)}</time> {conflict.words}
      </p>
      <div className={styles.buttons}>
        <Button size="compact-xs" variant="default" onClick={() => openJob(conflict.jobId)}>
          Look at the job
        </Button>
        {can('itineraries:write') && (
          <Button size="compact-xs" variant="light" loading={settle.isPending} onClick={() => settle.mutate()}>
            The crew is right
          </Button>
        )}
      </div>
    </article>
  );
}
