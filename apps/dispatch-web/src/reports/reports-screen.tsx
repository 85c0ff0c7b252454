import type { DayReport } from '@roundsman/api-contract';
import { dayLabel, distance, duration, Sentence } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { money } from '../figures/money.ts';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { dayReportQuery } from '../queries/reports.ts';
import { useServiceDate } from '../selection/use-screen.ts';
import { CountTable } from './count-table.tsx';
import { Figure } from './figure.tsx';
import { LearnedPace } from './learned-pace.tsx';
import { share, shareWords } from './report-words.ts';
import styles from './reports-screen.module.css';

/** A day in figures. Each has one formula, which stands under it. */
export function ReportsScreen() {
  const { date } = useServiceDate();
  const query = useQuery(dayReportQuery(date));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: nothing in it can be focused, and it must scroll by keyboard
    <section className={styles.screen} tabIndex={0} aria-label="Figures of the day">
      <QueryStates query={query} what={`The figures of ${dayLabel(date)}`} loadingRows={12}>
        {query.data && <Report report={query.data} />}
      </QueryStates>
    </section>
  );
}

function Report({ report }: { report: DayReport }) {
  const { onTime, firstAttemptSuccess, driven, commands } = report;
  return (
    <>
      <Sentence>{sentenceOf(report)}</Sentence>
      <div className={styles.figures}>
        <Figure
          name="On time, first promise"
          value={shareWords(onTime.first)}
          detail={`${onTime.first.count} of ${onTime.first.of} arrivals`}
          formula="Arrivals inside the first promise ÷ arrivals at stops that had one. A promise changed later does not mend it."
        />
        <Figure
          name="On time, current promise"
          value={shareWords(onTime.current)}
          detail={`${onTime.current.count} of ${onTime.current.of} arrivals`}
          formula="Arrivals inside the promise as it stood at the arrival ÷ arrivals at stops that had one."
        />
        <Figure
          name="First-attempt success"
          value={shareWords(firstAttemptSuccess)}
          detail={`${firstAttemptSuccess.count} of ${firstAttemptSuccess.of} orders`}
          formula="Orders completed on attempt 1 ÷ orders attempted."
        />
        <Figure
          name="Cost of a completed stop"
          value={driven.costPerCompletedStop ? money(driven.costPerCompletedStop) : '–'}
          detail="from the rates frozen at dispatch"
          formula="(Fixed costs + kilometres driven × rate + hours worked × rate) ÷ completed stops; rates of the baseline."
        />
        <Figure
          name="Driven"
          value={distance(driven.drivenMeters)}
          detail={`planned ${distance(driven.plannedMeters)}`}
          formula="The length of the vehicles’ recorded tracks along the roads, of tours under way in straight steps; planned: the roads of the baseline."
        />
        <Figure
          name="Worked"
          value={duration(driven.workedSeconds)}
          detail={`planned ${duration(driven.plannedSeconds)}`}
          formula="From each itinerary’s start to its end, or to now; planned: of the baseline."
        />
        <Figure
          name="From the field"
          value={commands.applied.toLocaleString('en-GB')}
          detail={`${commands.parked} parked, ${commands.conflicts} in conflict`}
          formula="Commands of crews’ devices that were applied; parked ones are kept with their reason, conflicts wait for a dispatcher."
        />
      </div>
      <EtaError rows={report.etaError} />
      <LearnedPace />
      <div className={styles.tables}>
        <CountTable title="Jobs by state" counts={report.jobs} />
        <CountTable title="Messages by channel and state" counts={report.messages} />
        <CountTable title="Events" counts={report.events} />
      </div>
    </>
  );
}

function sentenceOf({ serviceDate, jobs, onTime }: DayReport): string {
  const visits = (jobs.completed ?? 0) + (jobs.partially_completed ?? 0) + (jobs.incomplete ?? 0) + (jobs.damaged ?? 0);
  if (visits === 0) return `${dayLabel(serviceDate)}: no visit has ended yet`;
  const punctual = onTime.first.share === null ? '' : `, ${share(onTime.first.share)} arrived inside the first promise`;
  return `${dayLabel(serviceDate)}: ${jobs.completed ?? 0} of ${visits} visits completed${punctual}`;
}

function EtaError({ rows }: { rows: DayReport['etaError'] }) {
  if (rows.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>How right the expected times were</h2>
      <p className={styles.formula}>
        For each arrival the time that was expected so many minutes before it, against when the crew was there. Inside:
        the arrival lay in the interval that was shown.
      </p>
      <table className={tableStyles.table}>
        <thead>
          <tr>
            <th scope="col">Before the arrival</th>
            <th scope="col" className={tableStyles.number}>
              Arrivals
            </th>
            <th scope="col" className={tableStyles.number}>
              Half were off by less than
            </th>
            <th scope="col" className={tableStyles.number}>
              9 of 10 by less than
            </th>
            <th scope="col" className={tableStyles.number}>
              Inside the interval
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ leadMinutes, samples, medianSeconds, p90Seconds, insideIntervalShare }) => (
            <tr key={leadMinutes}>
              <td>{leadMinutes} min</td>
              <td className={tableStyles.number}>{samples}</td>
              <td className={tableStyles.number}>{medianSeconds === null ? '–' : duration(medianSeconds)}</td>
              <td className={tableStyles.number}>{p90Seconds === null ? '–' : duration(p90Seconds)}</td>
              <td className={tableStyles.number}>{insideIntervalShare === null ? '–' : share(insideIntervalShare)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
