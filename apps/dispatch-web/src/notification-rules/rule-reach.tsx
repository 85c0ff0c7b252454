import { useDebouncedValue } from '@mantine/hooks';
import type { Reached, RuleFields } from '@roundsman/api-contract';
import { timeOfDay } from '@roundsman/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { channelWords } from '../messages/message-words.ts';
import { reachQuery } from '../queries/notifications.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { problemLine } from '../session/problem-words.ts';
import styles from './rule-reach.module.css';

const TYPING_MILLISECONDS = 400;
const MOST_SHOWN = 6;

const whyNotWords: Record<NonNullable<Reached['whyNot']>, string> = {
  opt_out: 'asked for no more messages',
  no_address: 'has no address on these channels',
  other_rule: 'is told by a more particular rule',
};

/** Whom the rule in the form would reach among today's jobs. */
export function RuleReach({ rule, ruleKey }: { rule: RuleFields; ruleKey: string | null }) {
  const { zone } = useOrganisation();
  const [settled] = useDebouncedValue(rule, TYPING_MILLISECONDS);
  const named = { ...settled, name: settled.name.trim() || 'Unnamed' };
  const { data, error } = useQuery({ ...reachQuery(named, ruleKey), placeholderData: keepPreviousData });
  if (error) return <p role="alert">{problemLine(error)}</p>;
  if (!data) return <p className={styles.quiet}>Looking whom it would reach today …</p>;
  const channels = data.byChannel.map(({ channel, people }) => `${people} by ${channelWords[channel]}`).join(', ');
  const people = data.people === 1 ? '1 person' : `${data.people} people`;
  return (
    <section className={styles.reach} aria-live="polite" aria-label="Whom it would reach today">
      <p>
        <strong>Today it would reach {people}</strong>
        {channels && ` (${channels})`}, about {data.jobs} {data.jobs === 1 ? 'job' : 'jobs'}
        {data.leftOut > 0 && `; ${data.leftOut} would be left out`}.
      </p>
      <ul className={styles.people}>
        {data.rows.slice(0, MOST_SHOWN).map((row) => (
          <li key={`${row.jobId} ${row.name} ${row.channel}`}>
            {row.jobCode} {row.name}{' '}
            <span className={styles.quiet}>
              {row.whyNot ? whyNotWords[row.whyNot] : (row.to ?? 'their own browser')}
              {row.at && `, ${timeOfDay(new Date(row.at), zone)}`}
            </span>
          </li>
        ))}
        {data.rows.length > MOST_SHOWN && <li className={styles.quiet}>and others</li>}
      </ul>
    </section>
  );
}
