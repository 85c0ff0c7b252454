import { Empty, timeOfDay } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Icon } from '../icons/icon.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import { channelIcons, messageStateWords, triggerWords } from '../messages/message-words.ts';
import { jobMessagesQuery } from '../queries/jobs.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './job-messages.module.css';

/** What this customer was told, or would have been. */
export function JobMessages({ jobId }: { jobId: string }) {
  const { zone } = useOrganisation();
  const messages = useQuery(jobMessagesQuery(jobId));
  return (
    <QueryStates
      query={messages}
      what="Messages about this job"
      isEmpty={messages.data?.length === 0}
      empty={
        <Empty title="This customer was told nothing yet.">
          Messages hang on promises made and on the day’s events.
        </Empty>
      }
    >
      <ul className={styles.list}>
        {messages.data?.map((message) => (
          <li key={message.id}>
            <Link to="/messages" search={{ message: message.id }} className={styles.message}>
              <Icon name={channelIcons[message.channel]} />
              <span>
                {message.subject ?? message.preview}
                <span className={styles.small}>
                  {triggerWords(message.trigger)} · {message.to} · {timeOfDay(new Date(message.queuedAt), zone)} ·{' '}
                  {messageStateWords(message)}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </QueryStates>
  );
}
