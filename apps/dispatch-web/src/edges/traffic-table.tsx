import type { TrafficView } from '@roundsman/api-contract';
import { Empty, timeOfDay } from '@roundsman/ui';
import tableStyles from '../lists/table.module.css';
import { useOrganisation } from '../session/organisation-context.ts';
import { componentName } from './component-names.ts';
import styles from './edges.module.css';
import { useOrganisationName } from './organisation-name.ts';

const MOST_ROWS = 30;

const stateWords: Record<TrafficView['state'], { words: string; tone: 'well' | 'suspect' | 'out' }> = {
  learning: { words: 'Learning: two weeks are needed', tone: 'well' },
  usual: { words: 'As usual', tone: 'well' },
  drop: { words: 'Far less than usual', tone: 'out' },
  surge: { words: 'Far more than usual', tone: 'suspect' },
};

/** Requests of five minutes, or messages of those who send them, against the same time of other weeks: what no edge and no probe would tell. */
export function TrafficTable({ traffic }: { traffic: readonly TrafficView[] }) {
  const { zone } = useOrganisation();
  const whose = useOrganisationName();
  if (traffic.length === 0) return <Empty title="Nothing is counted yet: the first five minutes are not over." />;
  return (
    <table className={tableStyles.table}>
      <thead>
        <tr>
          <th scope="col">Component</th>
          <th scope="col">Whose</th>
          <th scope="col">Five minutes from</th>
          <th scope="col" className={tableStyles.number}>
            Counted
          </th>
          <th scope="col" className={tableStyles.number}>
            Usual
          </th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {traffic.slice(0, MOST_ROWS).map((view) => (
          <tr key={`${view.componentId} ${view.organisationId}`}>
            <td>{componentName(view.componentId)}</td>
            <td>{view.organisationId === null ? 'all' : whose(view.organisationId)}</td>
            <td>{timeOfDay(new Date(view.at), zone)}</td>
            <td className={tableStyles.number}>{view.requests}</td>
            <td className={tableStyles.number}>{view.usual === null ? '–' : Math.round(view.usual)}</td>
            <td>
              <span className={styles.state} data-tone={stateWords[view.state].tone}>
                {stateWords[view.state].words}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
