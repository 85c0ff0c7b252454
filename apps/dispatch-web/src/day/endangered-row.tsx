import { duration, timeOfDay, timeSpan, vehicleHue } from '@roundsman/ui';
import { memo } from 'react';
import { useMoves } from '../moves/moves-context.ts';
import { useOpenJob, useSelection } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import type { RouteRow, RouteStop } from '../timeline/route-row.ts';
import styles from './endangered-row.module.css';
import { ListRow } from './list-row.tsx';

/** `▲ 10:42 Meier   −12 min` over `V4 · promised 10:00–10:30`. */
export const EndangeredRow = memo(function EndangeredRow({ row, stop }: { row: RouteRow; stop: RouteStop }) {
  const { zone } = useOrganisation();
  const [selection, select] = useSelection();
  const { openJob } = useOpenJob();
  const { startDrag } = useMoves();
  const { jobId } = stop;
  const late = stop.risk === 'late';
  return (
    <ListRow
      mark={
        <svg viewBox="0 0 12 12" width={12} height={12} role="img" aria-label={late ? 'Late' : 'At risk'}>
          <path d="M6 1.5 11 10.5H1z" className={late ? styles.late : styles.atRisk} />
        </svg>
      }
      title={
        <>
          {timeOfDay(new Date(stop.arrivalMs), zone)} {stop.label}
        </>
      }
      end={spare(stop)}
      endTone={late ? 'broken' : 'at_risk'}
      detail={
        <>
          <span className={styles.hue} style={{ background: vehicleHue(row.hue).css }} />
          {row.name}
          {stop.due && ` · ${timeSpan(new Date(stop.due.fromMs), new Date(stop.due.toMs), zone)}`}
        </>
      }
      selected={selection !== null && (selection.id === stop.id || selection.id === jobId)}
      onSelect={() => select(jobId ? { kind: 'job', id: jobId } : { kind: 'stop', id: stop.id })}
      onOpen={jobId ? () => openJob(jobId) : undefined}
      onPointerDown={(event) =>
        jobId && !stop.started && startDrag(event, { jobId, label: stop.label, from: { row, stopId: stop.id } })
      }
    />
  );
});

/** "−12 min" when it is late, "4 min left" while it is not. */
function spare({ lateSeconds }: RouteStop): string {
  if (lateSeconds === null) return '';
  return lateSeconds > 0 ? duration(-lateSeconds) : `${duration(-lateSeconds)} left`;
}
