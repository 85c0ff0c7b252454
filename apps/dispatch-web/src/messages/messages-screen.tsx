import { Button, SegmentedControl, Select } from '@mantine/core';
import type { Message } from '@roundsman/api-contract';
import { Empty, Sentence, timeOfDay } from '@roundsman/ui';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Icon } from '../icons/icon.tsx';
import { FindField } from '../lists/find-field.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import { Pane, RememberedSplitter } from '../panes/remembered-splitter.tsx';
import { rowsOf } from '../queries/jobs.ts';
import { messageCountsQuery, messageListQuery } from '../queries/messages.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { MessageView } from './message-view.tsx';
import {
  CHANNELS,
  channelIcons,
  channelWords,
  messageStateName,
  messageStateWords,
  triggerWords,
} from './message-words.ts';
import styles from './messages-screen.module.css';
import { type MessagesSearch, SHOWN_STATES, statesOf } from './messages-search.ts';
import { didNotArrive, TryAllAgain } from './try-again.tsx';

/** What was, or would have been, told to customers. */
export function MessagesScreen() {
  const { can } = useOrganisation();
  const search = useSearch({ from: '/messages' });
  const navigate = useNavigate({ from: '/messages' });
  const change = (next: Partial<MessagesSearch>) =>
    void navigate({ to: '/messages', search: (before) => ({ ...before, ...next }), replace: true });
  const query = useInfiniteQuery({
    ...messageListQuery({ channel: search.channel, state: statesOf(search.state), search: search.find }),
    placeholderData: keepPreviousData,
  });
  const messages = rowsOf(query.data);
  const shownId = search.message ?? messages[0]?.id;

  return (
    <>
      <div className={styles.head}>
        <Sentence detail={<ProviderWords />}>
          <CountsWords />
        </Sentence>
        <div className={styles.filters}>
          <FindField
            what="messages"
            by="Recipient, job or words"
            value={search.find ?? ''}
            onFind={(find) => change({ find: find || undefined })}
          />
          <SegmentedControl
            aria-label="Channel"
            value={search.channel ?? 'both'}
            data={[
              { value: 'both', label: 'All' },
              { value: 'email', label: 'E-mail' },
              { value: 'sms', label: 'SMS' },
              { value: 'push', label: 'Push' },
            ]}
            onChange={(channel) =>
              change({ channel: channel === 'both' ? undefined : (channel as Message['channel']) })
            }
          />
          <Select
            aria-label="State"
            clearable
            placeholder="Every state"
            data={SHOWN_STATES.map((state) => ({
              value: state,
              label: state === 'lost' ? 'did not arrive' : messageStateName(state),
            }))}
            value={search.state ?? null}
            onChange={(state) => change({ state: (state as MessagesSearch['state']) ?? undefined })}
          />
          {can('messages:write') && search.state === 'lost' && <TryAllAgain messages={messages.filter(didNotArrive)} />}
        </div>
      </div>
      <RememberedSplitter name="messages" orientation="horizontal">
        <Pane key="list" size="420px" min="300px">
          <div className={styles.list}>
            <QueryStates
              query={query}
              what="The messages"
              loadingRows={12}
              isEmpty={messages.length === 0}
              empty={<NoMessages search={search} />}
            >
              {messages.map((message) => (
                <MessageRow
                  key={message.id}
                  message={message}
                  shown={message.id === shownId}
                  onShow={() => change({ message: message.id })}
                />
              ))}
              {query.hasNextPage && (
                <Button
                  variant="subtle"
                  fullWidth
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {messages.length} shown. Show more
                </Button>
              )}
            </QueryStates>
          </div>
        </Pane>
        <Pane key="message" size={100} min="360px">
          {shownId ? <MessageView messageId={shownId} /> : <div className={styles.nothing} />}
        </Pane>
      </RememberedSplitter>
    </>
  );
}

function NoMessages({ search: { channel, state, find } }: { search: MessagesSearch }) {
  if (state === 'lost' && !channel && !find)
    return <Empty title="Nothing failed: every message arrived or is on its way." />;
  if (channel || state || find) return <Empty title="No message is like that." />;
  return <Empty title="No messages.">They are made when promises are made or change, and on the day.</Empty>;
}

function MessageRow({ message, shown, onShow }: { message: Message; shown: boolean; onShow: () => void }) {
  const { zone } = useOrganisation();
  return (
    <button type="button" className={styles.row} aria-pressed={shown} onClick={onShow}>
      <Icon name={channelIcons[message.channel]} />
      <span className={styles.subject}>{message.subject ?? message.preview}</span>
      <span className={styles.time}>{timeOfDay(new Date(message.queuedAt), zone)}</span>
      <span className={styles.detail}>
        {message.to} · {triggerWords(message.trigger)} · {messageStateWords(message)}
      </span>
    </button>
  );
}

function CountsWords() {
  const counts = useQuery(messageCountsQuery).data;
  if (!counts) return 'Messages';
  const sum = (wanted: (row: Pick<Message, 'channel' | 'state' | 'kept'>) => boolean) =>
    counts.reduce((total, row) => (wanted(row) ? total + row.count : total), 0);
  const all = sum(() => true);
  if (all === 0) return 'Nobody was told anything yet';
  const byChannel = CHANNELS.map((channel) => ({ channel, count: sum((row) => row.channel === channel) }));
  const kept = sum((row) => row.kept && (row.state === 'sent' || row.state === 'delivered'));
  const suppressed = sum(({ state }) => state === 'suppressed');
  const failed = sum(({ state }) => state === 'failed' || state === 'bounced');
  const channels = byChannel.filter(({ count }) => count > 0);
  const parts = [
    `${all} ${all === 1 ? 'message' : 'messages'}: ${channels.map(({ channel, count }) => `${count} ${IN_SENTENCES[channel]}`).join(', ')}`,
  ];
  if (kept > 0) parts.push(kept === all ? 'all kept' : `${kept} kept`);
  if (suppressed > 0) parts.push(`${suppressed} held back`);
  if (failed > 0) parts.push(`${failed} did not arrive`);
  return parts.join(', ');
}

const IN_SENTENCES = { ...channelWords, email: 'e-mail', push: 'push' };

function ProviderWords() {
  const { organisation } = useOrganisation();
  const { email, sms } = organisation.services;
  if (organisation.kind === 'sandbox') return 'A sandbox writes to nobody: every message is made and kept here.';
  const kept = [email === 'outbox' && 'e-mail', sms === 'outbox' && 'SMS'].filter(Boolean).join(' and ');
  return kept ? `No service is set up for ${kept}: those messages are kept here and sent to nobody.` : null;
}
