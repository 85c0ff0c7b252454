import type { PaceReport } from '@roundsman/api-contract';
import { useQuery } from '@tanstack/react-query';
import tableStyles from '../lists/table.module.css';
import { paceReportQuery } from '../queries/reports.ts';
import { paceWords, worthWords } from './pace-words.ts';
import styles from './reports-screen.module.css';

/** How this organisation's crews really work and drive: what expected arrivals go by. */
export function LearnedPace() {
  const pace = useQuery(paceReportQuery).data;
  if (!pace) return null;
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>The pace that arrivals are expected by</h2>
      <p className={styles.formula}>
        Learned from what crews did in the last {pace.days} days against what was planned for them. Twenty records weigh
        as much as “as planned”, so that a handful moves nothing far.
      </p>
      <div className={styles.tables}>
        <PaceTable title="At the door" head="First action" learned={pace.service} words={actionWords} />
        <PaceTable title="Driving" head="Leaving at" learned={pace.drive} words={(hour) => `${hour}:00`} />
        {pace.drive.areas.length > 0 && (
          <div>
            <h3 className={styles.title}>Driving, by where it ends</h3>
            <PaceRows head="Around" rows={pace.drive.areas} words={({ place, key }) => place ?? key} />
            <p className={styles.worth}>On top of the hour, in squares of some five kilometres.</p>
          </div>
        )}
      </div>
    </section>
  );
}

interface PaceTableProps {
  title: string;
  head: string;
  learned: PaceReport['service'];
  words: (key: string) => string;
}

function PaceTable({ title, head, learned, words }: PaceTableProps) {
  return (
    <div>
      <h3 className={styles.title}>{title}</h3>
      {learned.overall.samples > 0 && (
        <PaceRows
          head={head}
          rows={[...learned.rows, { key: ALL, ...learned.overall }]}
          words={({ key }) => (key === ALL ? 'All' : words(key))}
        />
      )}
      <p className={styles.worth}>{worthWords(learned)}</p>
    </div>
  );
}

const ALL = '*';

interface PaceRowsProps<Row> {
  head: string;
  rows: readonly Row[];
  words: (row: Row) => string;
}

function PaceRows<Row extends PaceReport['service']['rows'][number]>({ head, rows, words }: PaceRowsProps<Row>) {
  return (
    <table className={tableStyles.table}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" className={tableStyles.number}>
            Records
          </th>
          <th scope="col" className={tableStyles.number}>
            Takes
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <td>{words(row)}</td>
            <td className={tableStyles.number}>{row.samples.toLocaleString('en-GB')}</td>
            <td className={tableStyles.number}>{paceWords(row.factor)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const actionWords = (kind: string) => kind.charAt(0).toUpperCase() + kind.slice(1).replaceAll('_', ' ');
