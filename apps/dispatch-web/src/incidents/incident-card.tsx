import { Button, SegmentedControl, Textarea } from '@mantine/core';
import type { StatusComponent, StatusIncident } from '@roundsman/api-contract';
import { dayLabel, localDate, timeOfDay } from '@roundsman/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { edgeProgram } from '../edges/edge-program.ts';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import styles from './incident-card.module.css';
import { draftWords } from './incident-draft.ts';
import { type IncidentState, impactWords, incidentStateWords } from './incident-words.ts';
import { PostMortemWriter } from './post-mortem-writer.tsx';

interface IncidentCardProps {
  incident: StatusIncident;
  components: readonly StatusComponent[];
}

/** An incident with all that was said; an open one can be gone on with. */
export function IncidentCard({ incident, components }: IncidentCardProps) {
  const { zone } = useOrganisation();
  const when = (instant: string) => {
    const at = new Date(instant);
    return `${dayLabel(at, zone)} ${localDate(at, zone).slice(0, 4)}, ${timeOfDay(at, zone)}`;
  };
  const names = incident.affected.map(({ componentId, impact }) => {
    const name = components.find((component) => component.id === componentId)?.name ?? componentId;
    return `${name}: ${impactWords[impact]}`;
  });
  return (
    <Card
      title={incident.title}
      detail={`${incident.example ? 'Historical example · ' : ''}${incidentStateWords[incident.state]} · ${names.join(', ')}`}
    >
      <ol className={styles.updates}>
        {incident.updates.map((update) => (
          <li key={update.id}>
            <span className={styles.when}>{when(update.at)}</span> {update.message}
          </li>
        ))}
      </ol>
      {incident.state === 'resolved' && !incident.example && <PostMortemWriter incident={incident} />}
      {incident.state !== 'resolved' && <Continue incident={incident} components={components} />}
    </Card>
  );
}

function Continue({ incident, components }: IncidentCardProps) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<IncidentState>(incident.state);
  const [message, setMessage] = useState<string | null>(null);
  const names = incident.affected.map(
    ({ componentId }) => components.find((component) => component.id === componentId)?.name ?? componentId,
  );
  const impact = incident.affected[0]?.impact ?? 'degraded';
  const shown = message ?? draftWords(names, impact, state, null);
  const publish = useMutation({
    mutationFn: () =>
      state === 'resolved'
        ? edgeProgram.resolve(incident.id, { message: shown.trim() })
        : edgeProgram.update(incident.id, { message: shown.trim(), state }),
    onSuccess: () => {
      setMessage(null);
      notifyDone(state === 'resolved' ? 'The incident is over.' : 'The public is told.');
      return queryClient.invalidateQueries({ queryKey: keys.incidents });
    },
    onError: (error) => notifyFailure('The public is told nothing new.', error),
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        publish.mutate();
      }}
    >
      <SegmentedControl
        aria-label="State of the incident"
        size="xs"
        value={state}
        data={Object.entries(incidentStateWords).map(([value, label]) => ({ value, label }))}
        onChange={(value) => setState(value as IncidentState)}
      />
      <Textarea
        aria-label="Words for the public"
        autosize
        minRows={2}
        value={shown}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      <Button type="submit" size="compact-sm" loading={publish.isPending} disabled={shown.trim() === ''}>
        {state === 'resolved' ? 'Publish: it is over' : 'Publish this word'}
      </Button>
    </form>
  );
}
