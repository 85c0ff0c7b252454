import { Button, SegmentedControl, Textarea } from '@mantine/core';
import type { Heard, Message } from '@roundsman/api-contract';
import { messageEndpoints } from '@roundsman/client';
import { Empty, timeOfDay } from '@roundsman/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Icon } from '../icons/icon.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import { channelIcons, messageStateWords, triggerWords } from '../messages/message-words.ts';
import { SmsMeasure } from '../messages/sms-measure.tsx';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { jobConversationQuery } from '../queries/jobs.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './job-messages.module.css';

const meaningWords: Partial<Record<Heard['understoodAs'], string>> = {
  stop: 'wants no more messages',
  start: 'wants messages again',
  help: 'asked who writes',
  confirm: 'confirmed the time',
  change: 'asked for another time',
};

/** What this customer was told, or would have been, and what they wrote back. */
export function JobMessages({ jobId, phone }: { jobId: string; phone: string | null }) {
  const { can } = useOrganisation();
  const conversation = useQuery(jobConversationQuery(jobId));
  return (
    <>
      <QueryStates
        query={conversation}
        what="Messages about this job"
        isEmpty={conversation.data?.length === 0}
        empty={
          <Empty title="This customer was told nothing yet.">
            Messages hang on promises made and on the day’s events.
          </Empty>
        }
      >
        <ul className={styles.list}>
          {conversation.data?.map(({ at, told, heard }) => (
            <li key={told?.id ?? heard?.id}>
              {told && <Told message={told} />}
              {heard && <Reply heard={heard} at={at} />}
            </li>
          ))}
        </ul>
      </QueryStates>
      {can('messages:write') && <WriteToCustomer jobId={jobId} phone={phone} />}
    </>
  );
}

function Told({ message }: { message: Message }) {
  const { zone } = useOrganisation();
  return (
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
  );
}

function Reply({ heard, at }: { heard: Heard; at: string }) {
  const { zone } = useOrganisation();
  const meaning = meaningWords[heard.understoodAs];
  return (
    <div className={styles.reply}>
      <p className={styles.words}>{heard.text}</p>
      <span className={styles.small}>
        {heard.from} wrote back · {timeOfDay(new Date(at), zone)}
        {meaning && ` · ${meaning}`}
      </span>
    </div>
  );
}

function WriteToCustomer({ jobId, phone }: { jobId: string; phone: string | null }) {
  const queryClient = useQueryClient();
  const [text, setText] = useState('');
  const [channel, setChannel] = useState<'sms' | 'email'>('sms');
  const write = useMutation({
    mutationFn: () => client.call(messageEndpoints.write, { params: { jobId }, body: { channel, text: text.trim() } }),
    onSuccess: async () => {
      setText('');
      await queryClient.invalidateQueries({ queryKey: keys.messages });
      notifyDone('On its way.');
    },
    onError: (error) => notifyFailure('Nothing was sent.', error),
  });
  return (
    <form
      className={styles.write}
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate();
      }}
    >
      <Textarea
        aria-label="Write to the customer"
        placeholder="Write to the customer"
        autosize
        minRows={1}
        maxRows={6}
        maxLength={1000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <SegmentedControl
        aria-label="By"
        size="xs"
        data={[
          { value: 'sms', label: 'SMS' },
          { value: 'email', label: 'E-mail' },
        ]}
        value={channel}
        onChange={(next) => setChannel(next as 'sms' | 'email')}
      />
      <Button type="submit" size="compact-sm" loading={write.isPending} disabled={text.trim() === ''}>
        Send
      </Button>
      {channel === 'sms' && (
        <span className={styles.measure} role="status">
          <SmsMeasure text={text.trim()} to={phone ?? ''} />
        </span>
      )}
    </form>
  );
}
