import { Button } from '@mantine/core';
import type { DraftOrganisation, FleetEdge, IncidentDraft } from '@roundsman/api-contract';
import { timeOfDay } from '@roundsman/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import { componentName } from './component-names.ts';
import { edgeProgram } from './edge-program.ts';
import { useOrganisationName } from './organisation-name.ts';

/** An incident that the monitor wrote. One tap tells the public; the words can be gone on with under Incidents. */
export function DraftCard({ draft, edges }: { draft: IncidentDraft; edges: readonly FleetEdge[] }) {
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
  const whose = useOrganisationName();
  const at = (instant: string) => timeOfDay(new Date(instant), zone, 'seconds');
  const affected = draft.affected.map(
    ({ componentId, impact }) => `${componentName(componentId, edges)} (${impact.replaceAll('_', ' ')})`,
  );
  return (
    <Card
      title={`Draft: ${draft.title}`}
      detail={`The monitor wrote it at ${at(draft.createdAt)}. ${draft.evidenceWords}`}
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
      <p>
        Since {at(draft.startedAt)}
        {draft.overAt !== null && `, over at ${at(draft.overAt)}: published now, it stands in the history`}.{' '}
        {affected.join(', ')}.
      </p>
      {draft.organisations.length > 0 && (
        <p>
          Organisations touched, which the public does not read:{' '}
          {draft.organisations.map((one) => `${whose(one.organisationId)} (${touchedWords(one)})`).join(', ')}.
        </p>
      )}
    </Card>
  );
}

function touchedWords({ reason, requests, failed, usual }: DraftOrganisation): string {
  if (reason === 'failed') return `${failed} of ${requests} requests failed`;
  if (reason === 'fewer_requests') return `${requests} requests where ${Math.round(usual ?? 0)} are usual`;
  return `${requests} requests in the hour before`;
}
