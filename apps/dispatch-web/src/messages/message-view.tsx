import type { AnswerOf, messageEndpoints } from '@roundsman/api-contract';
import { timeOfDay } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { microMoney } from '../figures/money.ts';
import { QueryStates } from '../lists/query-states.tsx';
import { messageQuery } from '../queries/messages.ts';
import { useOpenJob } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './message-view.module.css';
import { channelWords, messageStateWords, triggerWords } from './message-words.ts';
import { didNotArrive, TryAgain } from './try-again.tsx';

type Detail = AnswerOf<typeof messageEndpoints.get>;

/** One message as its reader would see it, and what became of it. */
export function MessageView({ messageId }: { messageId: string }) {
  const query = useQuery(messageQuery(messageId));
  return (
    <div className={styles.view}>
      <QueryStates query={query} what="The message">
        {query.data && <Shown message={query.data} />}
      </QueryStates>
    </div>
  );
}

function Shown({ message }: { message: Detail }) {
  const { can } = useOrganisation();
  const { openJob } = useOpenJob();
  const { jobId, cost } = message;
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.subject}>{message.subject ?? channelWords[message.channel]}</h2>
        <p className={styles.facts}>
          To <strong>{message.to}</strong> · {triggerWords(message.trigger)} · {message.language}
          {message.segments !== null && ` · ${message.segments} ${message.segments === 1 ? 'segment' : 'segments'}`}
          {cost && ` · ${microMoney({ costMicros: cost.micros, currency: cost.currency })}`}
          {message.audience && message.audience !== 'customer' && ` · for ${audienceWords[message.audience]}`}
          {message.rule && ` · by the rule “${message.rule.name}”`}
          {message.wordsVersion !== null && ` · your words, version ${message.wordsVersion}`}
          {jobId && (
            <>
              {' · '}
              <button type="button" className={styles.link} onClick={() => openJob(jobId)}>
                {message.jobCode ?? 'the job'}
              </button>
            </>
          )}
        </p>
        <Fate message={message} />
        {can('messages:write') && didNotArrive(message) && (
          <div>
            <TryAgain message={message} />
          </div>
        )}
      </header>
      {message.html ? (
        // Nothing in it may run, and its links open elsewhere. On white, as mail programs show it.
        <iframe
          className={styles.mail}
          title={message.subject ?? 'E-mail'}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          srcDoc={withOutsideLinks(message.html)}
        />
      ) : (
        <div className={styles.phone}>
          <p className={styles.bubble}>{message.text}</p>
        </div>
      )}
    </>
  );
}

/** When it was made, tried and sent; or why not. */
function Fate({ message }: { message: Detail }) {
  const { zone, organisation } = useOrganisation();
  const clock = (instant: string) => timeOfDay(new Date(instant), zone, 'seconds');
  // Attempts are made in real time, which is not that of a sandbox's day.
  const triedAt = (at: string) => (organisation.kind === 'sandbox' ? '' : `${clock(at)} `);
  return (
    <ul className={styles.fate}>
      <li>
        {clock(message.queuedAt)} made
        {message.fallBackOf && (
          <>
            , because{' '}
            <Link to="/messages" search={{ message: message.fallBackOf }} className={styles.link}>
              another channel
            </Link>{' '}
            did not get through
          </>
        )}
      </li>
      {message.attempts.map(({ at, provider, outcome, detail }) => (
        <li key={`${at}-${provider}-${outcome}`}>
          {triedAt(at)}
          {provider}: {outcome.replaceAll('_', ' ')}
          {detail && `, ${detail}`}
        </li>
      ))}
      {message.receipts.map(({ at, provider, state, detail }) => (
        <li key={`${at}-${provider}-${state}-${detail}`}>
          {clock(at)} {provider} reported: {state}
          {detail && `, ${detail}`}
        </li>
      ))}
      <li>
        <strong>{messageStateWords(message)}</strong>
        {message.deliveredAt ? ` at ${clock(message.deliveredAt)}` : message.sentAt && ` at ${clock(message.sentAt)}`}
      </li>
    </ul>
  );
}

const audienceWords = {
  merchant: 'the merchant',
  dispatcher: 'dispatchers',
  operator: 'the crew',
  address: 'an address of your own',
};

function withOutsideLinks(html: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + base) : base + html;
}
