import { Button, Textarea } from '@mantine/core';
import type { StatusIncident } from '@roundsman/api-contract';
import { Loading } from '@roundsman/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { edgeProgram } from '../edges/edge-program.ts';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { problemLine } from '../session/problem-words.ts';
import styles from './incident-card.module.css';

const GAP = /\[Words: [^\]]*\]/g;

/** The words afterwards. What records know is written already; a person fills the gaps. */
export function PostMortemWriter({ incident }: { incident: StatusIncident }) {
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <div>
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          {incident.postMortem ? 'Change the post-mortem …' : 'Write the post-mortem …'}
        </Button>
      </div>
    );
  return <Writer incident={incident} onDone={() => setOpen(false)} />;
}

function Writer({ incident, onDone }: { incident: StatusIncident; onDone: () => void }) {
  const queryClient = useQueryClient();
  const draft = useQuery({
    queryKey: [...keys.incidents, incident.id, 'post-mortem'],
    queryFn: () => edgeProgram.postMortemDraft(incident.id),
  });
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? incident.postMortem?.text ?? draft.data?.text ?? '';
  const gaps = text.match(GAP)?.length ?? 0;
  const publish = useMutation({
    mutationFn: () => edgeProgram.writePostMortem(incident.id, text.trim()),
    onSuccess: () => {
      notifyDone('The post-mortem is on the status page.');
      onDone();
      return queryClient.invalidateQueries({ queryKey: keys.incidents });
    },
    onError: (error) => notifyFailure('The post-mortem is not published.', error),
  });
  if (draft.error) return <p role="alert">{problemLine(draft.error)}</p>;
  if (!draft.data) return <Loading label="Reading the records" rows={4} />;
  const { graph, records } = draft.data;
  return (
    <form
      className={styles.writer}
      onSubmit={(event) => {
        event.preventDefault();
        publish.mutate();
      }}
    >
      {graph && <img alt="The traffic while it lasted" src={`data:image/svg+xml,${encodeURIComponent(graph)}`} />}
      <details>
        <summary>Timeline from records ({records.timeline.length}); it is published below the words</summary>
        <ol className={styles.updates}>
          {records.timeline.map(({ at, componentId, words }) => (
            <li key={`${at} ${componentId} ${words}`}>
              <span className={styles.when}>{at.slice(11, 19)} UTC</span> {componentId && `${componentId}: `}
              {words}
            </li>
          ))}
        </ol>
      </details>
      <Textarea
        label="Words"
        description="Figures come from records. Lines that begin with ## are headings."
        autosize
        minRows={12}
        maxRows={30}
        value={text}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={styles.line}>
        <Button type="submit" size="compact-sm" loading={publish.isPending} disabled={gaps > 0 || text.trim() === ''}>
          Publish the post-mortem
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDone}>
          Leave it
        </Button>
        {gaps > 0 && <span className={styles.when}>{gaps === 1 ? 'One gap' : `${gaps} gaps`} to fill first</span>}
      </div>
    </form>
  );
}
