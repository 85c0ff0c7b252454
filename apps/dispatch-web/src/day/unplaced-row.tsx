import type { Job } from '@roundsman/api-contract';
import { StateMark } from '@roundsman/ui';
import { memo } from 'react';
import { loadWords } from '../job/job-words.ts';
import { useMoves } from '../moves/moves-context.ts';
import { useOpenJob, useSelection } from '../selection/use-screen.ts';
import { ListRow } from './list-row.tsx';

/** A job that stands nowhere, with the reason if a plan gave one. It can be dragged onto a vehicle's row. */
export const UnplacedRow = memo(function UnplacedRow({ job, reason }: { job: Job; reason: string | null }) {
  const [selection, select] = useSelection();
  const { openJob } = useOpenJob();
  const { startDrag } = useMoves();
  const windows = job.windows.map(({ from, to }) => `${from}–${to}`).join(', ');
  return (
    <ListRow
      mark={<StateMark fill="draft" label="Unplaced" hideLabel />}
      title={job.contact.name}
      end={windows || 'any time'}
      detail={job.hold ? `On hold: ${job.hold.reason}` : (reason ?? `${job.address.given.city} · ${loadWords(job)}`)}
      selected={selection?.id === job.id}
      onSelect={() => select({ kind: 'job', id: job.id })}
      onOpen={() => openJob(job.id)}
      onPointerDown={(event) => startDrag(event, { jobId: job.id, label: job.contact.name, from: null })}
    />
  );
});
