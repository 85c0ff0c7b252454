import { Button } from '@mantine/core';
import type { BulkResult, Job } from '@roundsman/api-contract';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone } from '../notices/notify.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './release-bar.module.css';
import { isBlocked } from './staging-filter.ts';

interface ReleaseBarProps {
  waiting: readonly Job[];
  chosen: readonly Job[];
  results: ReadonlyMap<string, BulkResult>;
  onChoose: (jobs: readonly Job[]) => void;
  onRelease: (jobs: readonly Job[]) => Promise<{ released: number; refused: number }>;
  onTidy: () => void;
}

/** Choosing in bulk, releasing, and what came of it. */
export function ReleaseBar({ waiting, chosen, results, onChoose, onRelease, onTidy }: ReleaseBarProps) {
  const { can } = useOrganisation();
  const [asking, setAsking] = useState(false);
  const ready = waiting.filter((job) => !isBlocked(job));
  const clean = ready.filter((job) => job.faults.length === 0);
  const released = [...results.values()].filter((result) => result.done).length;
  const refused = results.size - released;

  return (
    <footer className={styles.bar}>
      {ready.length > 0 && (
        <Button size="compact-sm" variant="subtle" onClick={() => onChoose(ready)}>
          Choose all {ready.length} ready
        </Button>
      )}
      {clean.length < ready.length && (
        <Button size="compact-sm" variant="subtle" onClick={() => onChoose(clean)}>
          Choose the {clean.length} without a warning
        </Button>
      )}
      {chosen.length > 0 && (
        <Button size="compact-sm" variant="subtle" onClick={() => onChoose([])}>
          Choose none
        </Button>
      )}
      {results.size > 0 && (
        <p className={styles.came} role="status">
          {released} released{refused > 0 ? `, ${refused} not: the reason stands in the row` : ''}
          <Button size="compact-sm" variant="subtle" onClick={onTidy}>
            Put away
          </Button>
        </p>
      )}
      {can('jobs:write') && (
        <Button className={styles.release} disabled={chosen.length === 0} onClick={() => setAsking(true)}>
          Release {chosen.length > 0 ? chosen.length : ''} …
        </Button>
      )}
      {asking && (
        <ReleaseDialog
          jobs={chosen}
          onClose={() => setAsking(false)}
          onRelease={async () => {
            const counts = await onRelease(chosen);
            notifyDone(
              counts.refused === 0
                ? `${counts.released} released for planning.`
                : `${counts.released} released, ${counts.refused} not.`,
            );
          }}
        />
      )}
    </footer>
  );
}

interface ReleaseDialogProps {
  jobs: readonly Job[];
  onRelease: () => Promise<void>;
  onClose: () => void;
}

function ReleaseDialog({ jobs, onRelease, onClose }: ReleaseDialogProps) {
  const blocked = jobs.filter(isBlocked).length;
  const warned = jobs.filter((job) => !isBlocked(job) && job.faults.length > 0).length;
  return (
    <ConfirmDialog
      title={`Release ${jobs.length} ${jobs.length === 1 ? 'job' : 'jobs'} for planning`}
      confirm={`Release ${jobs.length - blocked}`}
      disabled={blocked === jobs.length}
      onConfirm={onRelease}
      onClose={onClose}
    >
      <p>Released jobs can be planned and do not come back to staging. No customer is told anything by it.</p>
      {warned > 0 && <p>{warned} of them go with a warning that nobody has settled.</p>}
      {blocked > 0 && <p>{blocked} cannot be released yet; they stay here with their reason.</p>}
    </ConfirmDialog>
  );
}
