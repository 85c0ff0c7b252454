import { Button } from '@mantine/core';
import { Empty } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { edgeProgram } from '../edges/edge-program.ts';
import { QueryStates } from '../lists/query-states.tsx';
import { keys } from '../queries/keys.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import { IncidentCard } from './incident-card.tsx';
import { NewIncident } from './new-incident.tsx';
import { SubscribersCard } from './subscribers-card.tsx';

/** What the public is told about this installation. The edge program keeps it, so that it can be told when the platform cannot. */
export function Incidents() {
  const { organisation } = useOrganisation();
  const { edgeUrl } = organisation;
  if (!edgeUrl) {
    return (
      <Empty title="There is no status page here.">
        The edge program serves it; it is not running, or the platform was not told where it is.
      </Empty>
    );
  }
  return <KeptIncidents edgeUrl={edgeUrl} />;
}

function KeptIncidents({ edgeUrl }: { edgeUrl: string }) {
  const incidents = useQuery({ queryKey: [...keys.incidents, edgeUrl], queryFn: () => edgeProgram.incidents(edgeUrl) });
  const status = useQuery({
    queryKey: [...keys.incidents, edgeUrl, 'status'],
    queryFn: () => edgeProgram.status(edgeUrl),
  });
  const [writing, setWriting] = useState(false);
  const components = status.data?.groups.flatMap((group) => group.components) ?? [];
  return (
    <>
      <Card
        title={status.data?.overall.sentence ?? 'The status page'}
        detail={
          <a href={edgeUrl} target="_blank" rel="noreferrer">
            Open the status page
          </a>
        }
        aside={
          !writing && (
            <Button size="compact-sm" disabled={components.length === 0} onClick={() => setWriting(true)}>
              Write an incident …
            </Button>
          )
        }
      >
        {writing && <NewIncident components={components} onDone={() => setWriting(false)} />}
      </Card>
      <SubscribersCard />
      <QueryStates
        query={incidents}
        what="The incidents"
        isEmpty={incidents.data?.open.length === 0 && incidents.data.resolved.length === 0}
        empty={<Empty title="No incident was ever written." />}
      >
        {[...(incidents.data?.open ?? []), ...(incidents.data?.resolved ?? [])].map((incident) => (
          <IncidentCard key={incident.id} incident={incident} components={components} />
        ))}
      </QueryStates>
    </>
  );
}
