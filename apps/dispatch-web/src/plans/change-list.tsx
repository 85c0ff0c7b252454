import type { PlanChanges } from '@roundsman/api-contract';
import { timeOfDay } from '@roundsman/ui';
import { useVehicles } from '../queries/fleet.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './change-list.module.css';
import { changeSummary } from './change-words.ts';

const MOST_ROWS = 60;

/** What applying a plan changes of the day as it stands: first in a sentence, then job by job, broken promises first. */
export function ChangeList({ changes }: { changes: PlanChanges }) {
  const { zone } = useOrganisation();
  const vehicles = useVehicles();
  const name = (id: string | null) => (id === null ? null : (vehicles.get(id)?.name ?? 'a vehicle'));
  const clock = (instant: string | null) => (instant === null ? null : timeOfDay(new Date(instant), zone));
  const rows = changes.rows.toSorted((a, b) => Number(b.breaksPromise) - Number(a.breaksPromise)).slice(0, MOST_ROWS);
  return (
    <>
      <p>{changeSummary(changes)}</p>
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: nothing in it can be focused, and it must scroll by keyboard
        <section className={styles.scroll} tabIndex={0} aria-label="Every change">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Job</th>
                <th scope="col">Vehicle</th>
                <th scope="col">Arrival</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.jobId}>
                  <th scope="row">
                    {row.name} <span className={styles.code}>{row.jobCode}</span>
                  </th>
                  <td>{fromTo(name(row.fromVehicleId), name(row.toVehicleId), 'not planned')}</td>
                  <td data-broken={row.breaksPromise || undefined}>
                    {fromTo(clock(row.arrivalBefore), clock(row.arrivalAfter), '–')}
                    {row.breaksPromise && <span className={styles.broken}> promise not kept</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {changes.rows.length > MOST_ROWS && <p>And {changes.rows.length - MOST_ROWS} more.</p>}
    </>
  );
}

function fromTo(before: string | null, after: string | null, nothing: string): string {
  return before === after ? (before ?? nothing) : `${before ?? nothing} → ${after ?? nothing}`;
}
