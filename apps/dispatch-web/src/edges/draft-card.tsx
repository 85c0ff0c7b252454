import { Button } from '@mantine/core';
import type { IncidentDraft } from '@roundsman/api-contract';
import { timeOfDay } from '@roundsman/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import { edgeProgram } from './edge-program.ts';
import { seenWords } from './edge-words.ts';

/** An incident that the monitor wrote. One tap tells the public; the words can be gone on with under Incidents. */
export function DraftCard({ draft, name }: { draft: IncidentDraft; name: string }) {
  const { zone } = useOrganisation();
  const queryClient = useQueryClient();
  const refresh = () =>
    Promise.all(
      [keys.edges, keys.incidents].map((queryKey) => queryClient.invalidateQueries({ queryKey: [...queryKey] })),
    );
  const publish = useMutation({
    mutationFn: () => edgeProgram.publishDraft(draft.id),
    onSuccess: () => {
      notifyDone('The incident is on the status page.');
      return refresh();
    },
    onError: (error) => notifyFailure('Nothing was published.', error),
  });
  const drop = useMutation({
    mutationFn: () => edgeProgram.dropDraft(draft.id),
    onSuccess: () => {
      notifyDone('The draft is dropped; the public was told nothing.');
      return refresh();
    },
    onError: (error) => notifyFailure('The draft stays.', error),
  });
  const { networks, score, threshold } = draft.evidence;
  return (
    <Card
      title={`Draft: ${draft.title}`}
      detail={`The monitor wrote it at ${timeOfDay(new Date(draft.createdAt), zone, 'seconds')}. Evidence against ${name}: ${score.toFixed(1)} of ${threshold.toFixed(1)}, ${seenWords(networks)} late or lost, from ${networks.length} networks.`}
      aside={
        <>
          <Button size="compact-sm" loading={publish.isPending} onClick={() => publish.mutate()}>
            Publish
          </Button>
          <Button size="compact-sm" variant="default" loading={drop.isPending} onClick={() => drop.mutate()}>
            Drop
          </Button>
        </>
      }
    >
      <p>{draft.message}</p>
    </Card>
  );
}
