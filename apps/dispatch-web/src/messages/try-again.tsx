import { Button } from '@mantine/core';
import type { Message } from '@roundsman/api-contract';
import { messageDeliveryEndpoints } from '@roundsman/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { channelWords } from './message-words.ts';

const MOST_NAMED = 5;

/** Only what failed or bounced can be sent once more; whether its words are still true is asked again. */
export const didNotArrive = ({ state }: Pick<Message, 'state'>): boolean => state === 'failed' || state === 'bounced';

const retry = (messageId: string) => client.call(messageDeliveryEndpoints.retry, { params: { messageId } });

/** One message, once more. */
export function TryAgain({ message }: { message: Pick<Message, 'id' | 'to'> }) {
  const queryClient = useQueryClient();
  const again = useMutation({
    mutationFn: () => retry(message.id),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: keys.messages });
      notifyDone(`It goes to ${message.to} once more, if it is still true.`);
    },
    onError: (error) => notifyFailure('It is not sent again.', error),
  });
  return (
    <Button size="compact-sm" variant="default" loading={again.isPending} onClick={() => again.mutate()}>
      Send it again
    </Button>
  );
}

/** Those that are listed, after a look at how many they are. */
export function TryAllAgain({ messages }: { messages: readonly Message[] }) {
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  if (messages.length === 0) return null;
  const many = messages.length === 1 ? 'this message' : `these ${messages.length}`;
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Send {many} again …
      </Button>
      {asking && (
        <ConfirmDialog
          title={`Send ${many} again`}
          confirm={`Send ${many}`}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            try {
              for (const { id } of messages) await retry(id);
            } finally {
              await queryClient.invalidateQueries({ queryKey: keys.messages });
            }
            notifyDone('On their way, as far as they are still true.');
          }}
        >
          <ul>
            {messages.slice(0, MOST_NAMED).map(({ id, to, channel }) => (
              <li key={id}>
                {channelWords[channel]} to {to}
              </li>
            ))}
          </ul>
          {messages.length > MOST_NAMED && <p>and {messages.length - MOST_NAMED} more.</p>}
          <p>What is no longer true, or comes too late, is held back.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
