import type { FleetEdge, SteeringChange } from '@roundsman/api-contract';
import { dayLabel, Empty, timeOfDay } from '@roundsman/ui';
import tableStyles from '../lists/table.module.css';
import { useOrganisation } from '../session/organisation-context.ts';
import { answerWords, changeWords } from './edge-words.ts';
import styles from './edges.module.css';

interface ChangeTableProps {
  changes: readonly SteeringChange[];
  edges: readonly FleetEdge[];
}

export function ChangeTable({ changes, edges }: ChangeTableProps) {
  const { zone } = useOrganisation();
  if (changes.length === 0) return <Empty title="No traffic was ever moved." />;
  return (
    <table className={tableStyles.table}>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Edge</th>
          <th scope="col">What</th>
          <th scope="col">Why</th>
          <th scope="col">By</th>
          <th scope="col">Answers</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.id}>
            <td>
              {dayLabel(new Date(change.at), zone)}, {timeOfDay(new Date(change.at), zone, 'seconds')}
            </td>
            <td>{edges.find(({ edge }) => edge === change.edge)?.name ?? change.edge}</td>
            <td>
              {changeWords(change)}
              {change.isDryRun && ' (dry run)'}
            </td>
            <td className={styles.why}>{change.why}</td>
            <td>{change.by}</td>
            <td className={styles.why}>{answerWords(change)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
