import type { PlanDetail } from '@roundsman/api-contract';
import { StateMark } from '@roundsman/ui';
import { ListRow } from '../day/list-row.tsx';
import { useMoves } from '../moves/moves-context.ts';
import { useOpenJob, useSelection } from '../selection/use-screen.ts';
import styles from './unplaced-list.module.css';

interface UnplacedListProps {
  unplaced: PlanDetail['unplaced'];
  /** By job, as far as they are known. */
  names: ReadonlyMap<string, string>;
}

/** What the plan could not place, each with why; it can be dragged onto a route all the same. */
export function UnplacedList({ unplaced, names }: UnplacedListProps) {
  const [selection, select] = useSelection();
  const { openJob } = useOpenJob();
  const { startDrag } = useMoves();
  return (
    <section className={styles.list} data-drop="off" aria-label="Not placed">
      <h3 className={styles.title}>
        Not placed <span className={styles.count}>{unplaced.length}</span>
      </h3>
      {unplaced.map(({ jobId, jobCode, detail }) => (
        <ListRow
          key={jobId}
          wraps
          mark={<StateMark fill="draft" label="Not placed" hideLabel />}
          title={names.get(jobId) ?? jobCode}
          end={names.has(jobId) ? jobCode : undefined}
          detail={detail}
          selected={selection?.id === jobId}
          onSelect={() => select({ kind: 'job', id: jobId })}
          onOpen={() => openJob(jobId)}
          onPointerDown={(event) => startDrag(event, { jobId, label: names.get(jobId) ?? jobCode, from: null })}
        />
      ))}
    </section>
  );
}
