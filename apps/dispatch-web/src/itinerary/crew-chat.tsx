import { Button, Textarea } from '@mantine/core';
import { useDocumentVisibility } from '@mantine/hooks';
import type { CrewMessage } from '@roundsman/api-contract';
import { itineraryEndpoints, systemClock, uuid7 } from '@roundsman/client';
import { dayLabel, Empty, localDate, timeOfDay } from '@roundsman/ui';
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { QueryStates } from '../lists/query-states.tsx';
import { chatQuery } from '../queries/chat.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { problemLine } from '../session/problem-words.ts';
import styles from './crew-chat.module.css';
import type { PendingWords } from './pending-words.ts';
import { sentWords, usePendingWords } from './sent-words.ts';

const MOST_LETTERS = 2000;

/** The words with the crew of one itinerary; what is shown here is read. */
export function ItineraryChat({ itineraryId, isOver }: { itineraryId: string; isOver: boolean }) {
  const chat = useQuery(chatQuery(itineraryId));
  useMarkRead(chat.data, () => client.call(itineraryEndpoints.markChatRead, { params: { itineraryId } }));
  return (
    <CrewChat
      chat={chat}
      itineraryId={isOver ? null : itineraryId}
      jobId={null}
      closed={isOver ? 'It is over: nobody reads its words any more.' : null}
    />
  );
}

interface CrewChatProps {
  chat: UseQueryResult<CrewMessage[]>;
  /** Whose crew is written to; null: nobody can be. */
  itineraryId: string | null;
  /** What is written is about this job. */
  jobId: string | null;
  /** Why nobody can be written to. */
  closed: string | null;
}

/** Words both ways with when they were said and read, and the line to write on. */
export function CrewChat({ chat, itineraryId, jobId, closed }: CrewChatProps) {
  const { can } = useOrganisation();
  const pending = usePendingWords(itineraryId, jobId);
  const end = useRef<HTMLDivElement>(null);
  const newest = pending.at(-1)?.key ?? chat.data?.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest words are the trigger
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [newest]);
  return (
    <section className={styles.chat} aria-label="Words with the crew">
      <QueryStates
        query={chat}
        what="The words with the crew"
        isEmpty={chat.data?.length === 0 && pending.length === 0}
        empty={<Empty title="Nothing was written yet.">What the crew writes on its phone comes here by itself.</Empty>}
      >
        <ol className={styles.list} aria-live="polite">
          {chat.data?.map((message, index) => (
            <Words key={message.id} message={message} before={chat.data[index - 1]} />
          ))}
          {pending.map((one) => (
            <Pending key={one.key} pending={one} />
          ))}
        </ol>
      </QueryStates>
      {closed !== null && <p className={styles.closed}>{closed}</p>}
      {itineraryId !== null && can('itineraries:write') && <Write itineraryId={itineraryId} jobId={jobId} />}
      <div ref={end} />
    </section>
  );
}

function Words({ message, before }: { message: CrewMessage; before: CrewMessage | undefined }) {
  const { zone } = useOrganisation();
  const { from, name, words, at, readAt } = message;
  const clock = (instant: string) => timeOfDay(new Date(instant), zone);
  const dateOf = (instant: string) => localDate(new Date(instant), zone);
  const isNewDay = before === undefined || dateOf(before.at) !== dateOf(at);
  const read = readAt === null ? 'not read yet' : `read ${clock(readAt)}`;
  return (
    <>
      {isNewDay && <li className={styles.day}>{dayLabel(dateOf(at))}</li>}
      <li className={styles.message} data-from={from}>
        <p className={styles.words}>{words}</p>
        <span className={styles.small}>
          {name ?? (from === 'crew' ? 'The crew' : 'The desk')} · <time dateTime={at}>{clock(at)}</time>
          {from === 'desk' && ` · ${read}`}
        </span>
      </li>
    </>
  );
}

function Pending({ pending }: { pending: PendingWords }) {
  const { key, words, error } = pending;
  return (
    <li className={styles.message} data-from="desk" data-state={error === null ? 'sending' : 'failed'}>
      <p className={styles.words}>{words}</p>
      {error === null ? (
        <span className={styles.small}>on its way …</span>
      ) : (
        <span className={styles.small} role="alert">
          Did not get there, and is kept. {problemLine(error)}
          <span className={styles.buttons}>
            <Button size="compact-xs" variant="default" onClick={() => void sentWords.again(key)}>
              Send again
            </Button>
            <Button size="compact-xs" variant="subtle" onClick={() => sentWords.drop(key)}>
              Throw away
            </Button>
          </span>
        </span>
      )}
    </li>
  );
}

function Write({ itineraryId, jobId }: { itineraryId: string; jobId: string | null }) {
  const [words, setWords] = useState('');
  const send = () => {
    const said = words.trim();
    if (said === '') return;
    setWords('');
    void sentWords.send({ key: uuid7(systemClock.epochMilliseconds()), itineraryId, jobId, words: said });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className={styles.write}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        className={styles.field}
        aria-label="Write to the crew"
        placeholder="Write to the crew"
        autosize
        minRows={1}
        maxRows={6}
        maxLength={MOST_LETTERS}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button type="submit" size="compact-sm" disabled={words.trim() === ''}>
        Send
      </Button>
    </form>
  );
}

/** What stands in front of somebody who may answer is read; a page in the background shows nothing to anybody. */
export function useMarkRead(messages: readonly CrewMessage[] | undefined, mark: () => Promise<unknown>): void {
  const { can } = useOrganisation();
  const queryClient = useQueryClient();
  const isShown = useDocumentVisibility() === 'visible';
  const newestUnread = messages?.findLast(({ from, readAt }) => from === 'crew' && readAt === null)?.id;
  const mayRead = can('itineraries:write');
  const latest = useRef(mark);
  latest.current = mark;
  useEffect(() => {
    if (!isShown || !mayRead || newestUnread === undefined) return;
    // Refused or out of reach: it stays unread, and is marked when the next look comes.
    latest
      .current()
      .then(() => queryClient.invalidateQueries({ queryKey: keys.chat }))
      .catch((error: unknown) => console.warn('Not marked as read:', error));
  }, [isShown, mayRead, newestUnread, queryClient]);
}
