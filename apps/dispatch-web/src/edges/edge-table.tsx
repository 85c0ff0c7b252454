import { Button, TextInput, VisuallyHidden } from '@mantine/core';
import type { FleetEdge } from '@roundsman/api-contract';
import { timeOfDay } from '@roundsman/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import tableStyles from '../lists/table.module.css';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { edgeProgram } from './edge-program.ts';
import { edgeState, isClientsWordAlone, isOneNetworksWord, seenWords } from './edge-words.ts';
import styles from './edges.module.css';

const PRACTICE_MINUTES = 5;

export function EdgeTable({ edges }: { edges: readonly FleetEdge[] }) {
  const [openEdge, setOpenEdge] = useState<string | null>(null);
  return (
    <table className={tableStyles.table}>
      <thead>
        <tr>
          <th scope="col">Edge</th>
          <th scope="col">State</th>
          <th scope="col" className={tableStyles.number}>
            Share
          </th>
          <th scope="col">Since</th>
          <th scope="col">Verdict</th>
          <th scope="col">Late or lost, last minute</th>
          <th scope="col">
            <VisuallyHidden>Actions</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {edges.map((edge) => (
          <Fragment key={edge.edge}>
            <EdgeRow
              edge={edge}
              isAlone={edges.length < 2}
              isOpen={openEdge === edge.edge}
              onToggle={() => setOpenEdge(openEdge === edge.edge ? null : edge.edge)}
            />
            {openEdge === edge.edge && <EvidenceRow edge={edge} />}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

interface EdgeRowProps {
  edge: FleetEdge;
  isAlone: boolean;
  isOpen: boolean;
  onToggle: () => void;
}

function EdgeRow({ edge, isAlone, isOpen, onToggle }: EdgeRowProps) {
  const { zone } = useOrganisation();
  const { words, tone } = edgeState(edge);
  const until = edge.handDrain?.until;
  return (
    <tr>
      <td>
        <button type="button" className={tableStyles.link} aria-expanded={isOpen} onClick={onToggle}>
          {edge.name}
        </button>
      </td>
      <td>
        <span className={styles.state} data-tone={tone}>
          {words}
        </span>
        {isOneNetworksWord(edge) && (
          <p className={`${tableStyles.muted} ${styles.note}`}>
            Seen from one network, whose line it may be: the monitor takes it out when another sees it too, you may now.
          </p>
        )}
        {isClientsWordAlone(edge) && (
          <p className={`${tableStyles.muted} ${styles.note}`}>
            Clients report trouble that no probe sees. Anybody can report: it counts once the probes or more networks
            agree.
          </p>
        )}
        {until && ` until ${timeOfDay(new Date(until), zone, 'seconds')}`}
      </td>
      <td className={tableStyles.number}>{edge.weight} %</td>
      <td>{timeOfDay(new Date(edge.since), zone, 'seconds')}</td>
      <td>
        <meter
          className={styles.meter}
          min={0}
          max={edge.evidence.threshold}
          high={edge.evidence.threshold / 2}
          optimum={0}
          value={Math.min(edge.evidence.score, edge.evidence.threshold)}
          aria-label={`Evidence against ${edge.name}`}
        />{' '}
        {edge.evidence.score.toFixed(1)} of {edge.evidence.threshold.toFixed(1)}
      </td>
      <td>{seenWords(edge.evidence.networks)}</td>
      <td>
        {!isAlone && (
          <div className={styles.actions}>
            <EdgeActions edge={edge} />
          </div>
        )}
      </td>
    </tr>
  );
}

function EdgeActions({ edge }: { edge: FleetEdge }) {
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.edges });
  const practise = useMutation({
    mutationFn: () => edgeProgram.practise(edge.edge, PRACTICE_MINUTES),
    onSuccess: () => {
      notifyDone(`${edge.name} is out for ${PRACTICE_MINUTES} minutes. The status page says so.`);
      return refresh();
    },
    onError: (error) => notifyFailure('No practice run.', error),
  });
  const back = useMutation({
    mutationFn: () => edgeProgram.shift(edge.edge, { weight: 100 }),
    onSuccess: () => {
      notifyDone(`${edge.name} carries its share again.`);
      return refresh();
    },
    onError: (error) => notifyFailure(`${edge.name} stays out.`, error),
  });
  if (edge.weight < 100)
    return (
      <Button size="compact-xs" loading={back.isPending} onClick={() => back.mutate()}>
        Bring back now
      </Button>
    );
  return (
    <>
      <Button size="compact-xs" variant="default" loading={practise.isPending} onClick={() => practise.mutate()}>
        Practise: out for {PRACTICE_MINUTES} min
      </Button>
      <Button size="compact-xs" variant="subtle" onClick={() => setAsking(true)}>
        Take out …
      </Button>
      {asking && (
        <ConfirmDialog
          title={`Take ${edge.name} out`}
          confirm="Take it out"
          onConfirm={async () => {
            await edgeProgram.shift(edge.edge, { weight: 0, ...(reason.trim() && { reason: reason.trim() }) });
            await refresh();
            notifyDone(`${edge.name} is out until somebody brings it back.`);
          }}
          onClose={() => setAsking(false)}
        >
          <p>
            Its traffic goes over the other edges until somebody brings it back. The status page shows it as a
            maintenance.
          </p>
          <TextInput
            label="A sentence for the public, if you like"
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </ConfirmDialog>
      )}
    </>
  );
}

/** What each network saw of the edge: the evidence behind its verdict. */
function EvidenceRow({ edge }: { edge: FleetEdge }) {
  const networks = edge.evidence.networks.toSorted((a, b) => b.score - a.score);
  return (
    <tr className={styles.evidence}>
      <td colSpan={7}>
        <p className={tableStyles.muted}>
          {edge.url} · one network counts at most 60 % of what a verdict needs · times taken out lately: {edge.relapses}
        </p>
        {networks.length === 0 ? (
          <p>Nothing was seen in the last minutes.</p>
        ) : (
          <table className={styles.networks}>
            <thead>
              <tr>
                <th scope="col">Seen from</th>
                <th scope="col">In time</th>
                <th scope="col">Late or lost</th>
                <th scope="col">Weight of evidence</th>
              </tr>
            </thead>
            <tbody>
              {networks.map(({ network, good, bad, score }) => (
                <tr key={network}>
                  <td>{network}</td>
                  <td>{good.toFixed(0)}</td>
                  <td>{bad.toFixed(0)}</td>
                  <td>{score.toFixed(1)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </td>
    </tr>
  );
}
