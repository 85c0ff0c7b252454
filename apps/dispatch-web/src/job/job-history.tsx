import type { AnswerOf, jobEndpoints } from '@roundsman/api-contract';
import { dayLabel, Empty, localDate, timeOfDay } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { QueryStates } from '../lists/query-states.tsx';
import { jobHistoryQuery } from '../queries/jobs.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { eventWords } from './event-words.ts';
import styles from './job-history.module.css';

type Entry = AnswerOf<typeof jobEndpoints.history>['rows'][number];

/** Everything that happened to the job, newest first. */
export function JobHistory({ jobId }: { jobId: string }) {
  const { zone } = useOrganisation();
  const history = useQuery(jobHistoryQuery(jobId));
  const newestFirst = history.data?.toReversed() ?? [];
  return (
    <QueryStates
      query={history}
      what="The history"
      isEmpty={newestFirst.length === 0}
      empty={<Empty title="Nothing has happened yet." />}
    >
      <ol className={styles.list}>
        {newestFirst.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two entries may be alike in everything but their place
          <Line key={`${entry.at}-${entry.type}-${index}`} entry={entry} zone={zone} before={newestFirst[index - 1]} />
        ))}
      </ol>
    </QueryStates>
  );
}

function Line({ entry, zone, before }: { entry: Entry; zone: string; before: Entry | undefined }) {
  const at = new Date(entry.at);
  const day = localDate(at, zone);
  const newDay = !before || localDate(new Date(before.at), zone) !== day;
  return (
    <>
      {newDay && <li className={styles.day}>{dayLabel(day)}</li>}
      <li className={styles.entry}>
        <time dateTime={entry.at}>{timeOfDay(at, zone, 'seconds')}</time>
        <span>
          {eventWords(entry.type, entry.data)}
          {entry.words && <q className={styles.words}>{entry.words}</q>}
          <span className={styles.actor}>{entry.actor.name ?? entry.actor.kind.replaceAll('_', ' ')}</span>
        </span>
      </li>
    </>
  );
}
