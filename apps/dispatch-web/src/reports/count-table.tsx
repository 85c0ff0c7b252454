import tableStyles from '../lists/table.module.css';
import styles from './reports-screen.module.css';

/** Names and counts, the largest first. */
export function CountTable({ title, counts }: { title: string; counts: Readonly<Record<string, number>> }) {
  const rows = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([, first], [, second]) => second - first);
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{title}</h2>
      {rows.length === 0 ? (
        <p className={tableStyles.muted}>None on this day.</p>
      ) : (
        <table className={tableStyles.table}>
          <tbody>
            {rows.map(([name, count]) => (
              <tr key={name}>
                <td>{name.replaceAll(/[._]/g, ' ')}</td>
                <td className={tableStyles.number}>{count.toLocaleString('en-GB')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
