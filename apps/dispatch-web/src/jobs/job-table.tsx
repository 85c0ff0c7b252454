import type { Job } from '@roundsman/api-contract';
import { dayLabel, duration, StateMark, stateFill, timeOfDay, timeSpan, vehicleHue } from '@roundsman/ui';
import { memo, useCallback } from 'react';
import { contentWords, isOver, jobStateWords, windowWords } from '../job/job-words.ts';
import tableStyles from '../lists/table.module.css';
import { useVehicles } from '../queries/fleet.ts';
import { useOpenJob, useSelection } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './job-table.module.css';

/** One line a job. Click chooses, double click or Enter opens. */
export function JobTable({ jobs, showsDate }: { jobs: readonly Job[]; showsDate: boolean }) {
  const [selection, select] = useSelection();
  const { openJob } = useOpenJob();
  const choose = useCallback((jobId: string) => select({ kind: 'job', id: jobId }), [select]);
  return (
    <table className={tableStyles.table}>
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">Code</th>
          <th scope="col">Name</th>
          <th scope="col">Address</th>
          <th scope="col">What</th>
          {showsDate && <th scope="col">Date</th>}
          <th scope="col">Asked for</th>
          <th scope="col">Promised</th>
          <th scope="col">Expected</th>
          <th scope="col">Vehicle</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <Row
            key={job.id}
            job={job}
            showsDate={showsDate}
            selected={selection?.id === job.id}
            onChoose={choose}
            onOpen={openJob}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  job: Job;
  showsDate: boolean;
  selected: boolean;
  onChoose: (jobId: string) => void;
  onOpen: (jobId: string) => void;
}

const Row = memo(function Row({ job, showsDate, selected, onChoose, onOpen }: RowProps) {
  const { zone } = useOrganisation();
  const vehicle = useVehicles().get(job.progress?.vehicleId ?? '');
  const span = job.promise && timeSpan(new Date(job.promise.from), new Date(job.promise.to), zone);
  return (
    <tr data-selected={selected || undefined} onClick={() => onChoose(job.id)} onDoubleClick={() => onOpen(job.id)}>
      <td>
        <StateMark fill={stateFill(job.state)} label={jobStateWords[job.state]} />
        {job.hold && <span className={styles.held}> on hold</span>}
      </td>
      <td>
        <button type="button" className={tableStyles.link} onClick={() => onOpen(job.id)}>
          {job.code}
        </button>
      </td>
      <td className={styles.name}>{job.contact.name}</td>
      <td className={styles.address}>{job.address.line}</td>
      <td className={styles.what}>{contentWords(job)}</td>
      {showsDate && <td>{job.serviceDate ? dayLabel(job.serviceDate) : 'open'}</td>}
      <td>{windowWords(job.windows)}</td>
      <td>{span ?? '–'}</td>
      <td>
        <Expected job={job} zone={zone} />
      </td>
      <td>
        {vehicle ? (
          <>
            <span className={styles.hue} style={{ background: vehicleHue(vehicle.hue).css }} />
            {vehicle.name}
          </>
        ) : (
          '–'
        )}
      </td>
    </tr>
  );
});

function Expected({ job: { progress, state }, zone }: { job: Job; zone: string }) {
  if (!progress || isOver(state)) return '–';
  const at = timeOfDay(new Date(progress.eta?.at ?? progress.plannedArrival), zone);
  if (progress.risk === 'none') return at;
  const late = progress.lateSeconds > 0 ? `, ${duration(progress.lateSeconds)} late` : ', at risk';
  return <span className={progress.risk === 'late' ? styles.late : styles.atRisk}>{`${at}${late}`}</span>;
}
