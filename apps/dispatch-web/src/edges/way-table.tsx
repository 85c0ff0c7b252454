import type { SteeringWay } from '@roundsman/api-contract';
import { dayLabel, timeOfDay } from '@roundsman/ui';
import tableStyles from '../lists/table.module.css';
import { useOrganisation } from '../session/organisation-context.ts';
import { wayState } from './edge-words.ts';
import styles from './edges.module.css';

/** Every way to move traffic, and whether it holds what it should: a drain counts once they all do. */
export function WayTable({ ways, manifestVersion }: { ways: readonly SteeringWay[]; manifestVersion: number }) {
  const { zone } = useOrganisation();
  // A version is the moment of its issue.
  const issued = new Date(manifestVersion);
  return (
    <table className={tableStyles.table}>
      <thead>
        <tr>
          <th scope="col">Way</th>
          <th scope="col">What it can be told</th>
          <th scope="col">State</th>
          <th scope="col">Since</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>Signed list of edges</td>
          <td>shares</td>
          <td>
            <span className={styles.state}>signed</span>, clients fetch it
          </td>
          <td>
            {dayLabel(issued, zone)}, {timeOfDay(issued, zone, 'seconds')}
          </td>
        </tr>
        {ways.map((way) => {
          const { words, tone } = wayState(way);
          return (
            <tr key={way.name}>
              <td>{way.name}</td>
              <td>{way.expresses === 'shares' ? 'shares' : 'in or out'}</td>
              <td className={styles.why}>
                <span className={styles.state} data-tone={tone}>
                  {words}
                </span>
                {way.fault !== null && <p className={tableStyles.muted}>{way.fault}</p>}
              </td>
              <td>{way.since === null ? '–' : timeOfDay(new Date(way.since), zone, 'seconds')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
